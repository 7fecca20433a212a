import type { ImageName } from '../catalogue/images';

/** Environment variables of a program. */
interface Contract {
  /** Version and source. */
  readonly of: string;
  /** Variables that it needs to start, or to do its part for the platform. */
  readonly required: readonly string[];
  /** Further variables that it reads. */
  readonly optional: readonly string[];
}

const TIMEOUTS = ['read_timeout', 'write_timeout'];
const AUTHENTICATION = ['basic_auth', 'secret_mount_path'];
const CONNECTIONS = ['max_idle_conns', 'max_idle_conns_per_host'];
const ADDRESS_OF_NATS = ['faas_nats_address', 'faas_nats_port'];

/**
 * Variables that the programs of OpenFaaS read, by image. The community edition reads fewer than its chart sets: its gateway has no
 * `async`, `direct_functions`, `probe_functions` or `default_target`, its provider no times of probes, its queue worker neither a
 * channel, a concurrency, nor credentials.
 */
export const CONTRACTS = {
  'openfaas-gateway': {
    of: 'openfaas/faas 0.27.14, gateway/types/readconfig.go',
    required: ['functions_provider_url', 'function_namespace', 'upstream_timeout', ...TIMEOUTS, ...AUTHENTICATION],
    // Asynchronous invocations need the port, too, which has no default.
    optional: [
      ...ADDRESS_OF_NATS,
      'faas_nats_cluster_name',
      'faas_nats_channel',
      'faas_prometheus_host',
      'faas_prometheus_port',
      'scale_from_zero',
      'logs_provider_url',
      'auth_proxy_url',
      'auth_proxy_pass_body',
      ...CONNECTIONS,
    ],
  },
  'openfaas-provider': {
    of: 'openfaas/faas-netes 0.18.17, pkg/config/read_config.go, and faas-provider, types/read_config.go',
    required: ['port', 'function_namespace', ...TIMEOUTS, ...AUTHENTICATION],
    optional: ['http_probe', 'set_nonroot_user', ...CONNECTIONS],
  },
  'openfaas-queue-worker': {
    of: 'openfaas/nats-queue-worker 0.14.2, readconfig.go',
    required: ['faas_nats_address', 'faas_gateway_address', 'ack_wait'],
    optional: [
      'faas_nats_port',
      'faas_nats_cluster_name',
      'faas_nats_queue_group',
      'faas_gateway_port',
      'faas_print_body',
      'write_debug',
      'faas_max_reconnect',
      'faas_reconnect_delay',
    ],
  },
  'openfaas-pro-gateway': {
    of: 'openfaas/faas-netes 662ce9c, the Deployment of its chart 15.0.6 for gateway 0.5.20',
    required: ['functions_provider_url', 'function_namespace', 'upstream_timeout', ...TIMEOUTS, ...AUTHENTICATION],
    optional: [...ADDRESS_OF_NATS, 'async', 'scale_from_zero', 'probe_functions', 'direct_functions', ...CONNECTIONS],
  },
  'openfaas-pro-operator': {
    of: 'openfaas/faas-netes 662ce9c, the Deployment of its chart 15.0.6 for faas-netes 0.5.93',
    required: ['port', 'function_namespace', 'profiles_namespace', ...TIMEOUTS, ...AUTHENTICATION],
    optional: ['http_probe', 'set_nonroot_user', 'cluster_role', 'leader_election', 'image_pull_policy'],
  },
  'openfaas-pro-queue-worker': {
    of: 'openfaas/faas-netes 662ce9c, the Deployment of its chart 15.0.6 for jetstream-queue-worker 0.5.7',
    required: ['nats_host', 'gateway_url', 'upstream_timeout', 'ack_wait'],
    optional: [
      'nats_port',
      'nats_stream_replicas',
      'max_inflight',
      'max_retry_attempts',
      'max_retry_wait',
      'initial_retry_wait',
      'retry_http_codes',
    ],
  },
} as const satisfies Partial<Record<ImageName, Contract>>;

/** Ports of the programs; only the port of the provider can be changed. */
export const OPENFAAS_PORTS = {
  /** openfaas/faas 0.27.14, gateway/main.go. */
  gateway: 8080,
  metrics: 8082,
  /** openfaas/faas-netes, the variable `port`. */
  provider: 8081,
  /** Metrics of the queue worker of edition pro (openfaas/faas-netes 662ce9c, chart 15.0.6). */
  queueWorker: 8081,
  /** The watchdog of a function (openfaas/faas-netes 0.18.17, pkg/k8s/proxy.go). */
  function: 8080,
} as const;

/** Paths in the containers. */
export const OPENFAAS_PATHS = {
  /** Value of `secret_mount_path`: a file for each of the two keys. */
  secrets: '/var/secrets',
  /** Key of edition pro, an argument of each program. */
  license: '/var/secrets/license',
  /** Folder of the Secrets of a function (openfaas/faas-netes 0.18.17, pkg/k8s/secrets.go). */
  functionSecrets: '/var/openfaas/secrets',
  /** Health of a function, answered by its watchdog (pkg/k8s/probes.go). */
  functionHealth: '/_/health',
  /** Health of gateway and provider (gateway/main.go; faas-provider, serve.go). */
  health: '/healthz',
  /** Alerts that the gateway scales on (gateway/main.go; gateway/handlers/alerthandler.go). */
  alert: '/system/alert',
} as const;

/** Cluster of NATS Streaming, and default of gateway and queue worker (openfaas/faas 0.27.14, readconfig.go). */
export const NATS_CLUSTER = 'faas-cluster';

/**
 * The server that the provider of the community edition queries at its start. Without an answer it ends (openfaas/faas-netes
 * 0.18.17, pkg/config/connectivity.go).
 */
export const CONNECTIVITY_CHECK = { host: 'checkip.amazonaws.com', port: 443 } as const;
