import { Construct } from 'constructs';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import { FORGET_SECONDS } from '../kube/forget';
import type { Env } from '../kube/env';
import type { Milestone } from '../kube/milestone';
import { API_SERVER } from '../kube/network';
import type { ContainerProps } from '../kube/pod';
import { Identity, TOKEN_FOLDER } from '../kube/rbac';
import type { SecretRef } from '../kube/secrets';
import { ComponentService } from '../kube/service';
import { TMP, type Mount } from '../kube/storage';
import { httpAnswers } from '../kube/waits';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { OpenFaas } from '../platform/model';
import { openfaasComponent } from './component';
import { CONNECTIVITY_CHECK, OPENFAAS_PATHS, OPENFAAS_PORTS } from './contract';
import { licenseOf } from './license';
import type { NatsFacts } from './nats';
import { rightsAtHome, rightsInFunctions } from './provider-rights';
import { seconds, timeoutsOf } from './timeouts';

/** Properties of {@link FunctionGateway}. */
export interface FunctionGatewayProps {
  readonly spec: OpenFaas;
  /** Secret of its user. */
  readonly user: SecretRef;
  /** Queue of asynchronous invocations. @default - it refuses them */
  readonly nats?: NatsFacts;
  /** Prometheus with the invocations that it counts. @default - the API shows no number of invocations */
  readonly prometheus?: Endpoint;
}

/** Component of the gateway. */
export const FUNCTION_GATEWAY = openfaasComponent('openfaas-gateway', 'openfaas-gateway');

/** Lifetime of the provider's token, in seconds: the default of Kubernetes. */
const TOKEN_SECONDS = 3607;

/** The gateway of OpenFaaS, with the provider that knows the functions: it alone has a token of the API server. */
export class FunctionGateway extends Construct {
  public readonly workload: Workload;
  /** Where clients invoke functions, and faas-cli connects. */
  public readonly endpoint: Endpoint;
  public readonly ready: Milestone;
  /** Name of its Service. */
  public readonly service: string;
  /** Container port of its clients. */
  public readonly containerPort = OPENFAAS_PORTS.gateway;

  constructor(scope: Construct, id: string, props: FunctionGatewayProps) {
    super(scope, id);
    const { spec, nats, prometheus } = props;
    const { gateway } = spec;
    const service = new ComponentService(this, 'Service', {
      component: FUNCTION_GATEWAY,
      ports: { http: { port: OPENFAAS_PORTS.gateway } },
    });
    this.service = service.name;
    this.endpoint = service.endpoint('http');
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: FUNCTION_GATEWAY,
      replicas: gateway.replicas,
      role: 'edge',
      pods: gateway.pods,
      identity: new Identity(this, 'Identity', {
        component: FUNCTION_GATEWAY,
        permissions: rightsAtHome(spec),
        elsewhere: { [spec.functionNamespace]: rightsInFunctions(spec) },
      }),
      security: { uid: 100, gid: 101 },
      // The gateway ends without its queue.
      waitsFor: nats ? [nats.ready] : [],
      connectsTo: [
        API_SERVER,
        ...(nats ? [nats.endpoint] : []),
        ...(prometheus ? [prometheus] : []),
        ...(spec.edition === 'community' ? [externalEndpoint(CONNECTIVITY_CHECK.host, CONNECTIVITY_CHECK.port)] : []),
      ],
      metrics: [
        {
          source: 'openfaas-gateway',
          port: 'gw-metrics',
          containerPort: OPENFAAS_PORTS.metrics,
          // Functions are scaled by what it counts.
          interval: '5s',
        },
        { source: 'openfaas-provider', port: 'provider', containerPort: OPENFAAS_PORTS.provider },
      ],
      terminationGracePeriodSeconds: FORGET_SECONDS + timeoutsOf(gateway).connection,
      containers: [this.gatewayContainer(props), this.providerContainer(props)],
    });
    this.ready = {
      name: 'openfaas-gateway',
      wait: httpAnswers(this.endpoint, 'the gateway of OpenFaaS', OPENFAAS_PATHS.health),
      provider: this.workload,
    };
  }

  private gatewayContainer(props: FunctionGatewayProps): ContainerProps {
    const { spec, nats, prometheus } = props;
    const { gateway, edition } = spec;
    const license = licenseOf(spec);
    return {
      name: 'gateway',
      image: edition === 'pro' ? 'openfaas-pro-gateway' : 'openfaas-gateway',
      command: ['./gateway', ...license.args],
      env: {
        ...shared(spec),
        upstream_timeout: seconds(timeoutsOf(gateway).upstream),
        functions_provider_url: `http://127.0.0.1:${OPENFAAS_PORTS.provider}/`,
        // A function that a scaler has ended starts with the next invocation.
        scale_from_zero: 'true',
        ...(nats ? { faas_nats_address: nats.endpoint.host, faas_nats_port: String(nats.endpoint.port) } : {}),
        ...(edition === 'pro' ? { async: String(nats !== undefined) } : {}),
        ...(prometheus && edition === 'community'
          ? { faas_prometheus_host: prometheus.host, faas_prometheus_port: String(prometheus.port) }
          : {}),
      },
      ports: { http: OPENFAAS_PORTS.gateway, 'gw-metrics': OPENFAAS_PORTS.metrics },
      mounts: [...mounts(props), ...license.mounts],
      resources: gateway.resources,
      probes: {
        // Answered by the provider, through the gateway.
        readiness: { http: OPENFAAS_PATHS.health, port: 'http' },
        liveness: { tcp: 'http' },
      },
      probeOverrides: gateway.probes,
      preStop: { sleepSeconds: FORGET_SECONDS },
    };
  }

  private providerContainer(props: FunctionGatewayProps): ContainerProps {
    const { spec } = props;
    const { gateway, edition, namespace } = spec;
    const license = licenseOf(spec);
    const health = { http: OPENFAAS_PATHS.health, port: 'provider' };
    return {
      name: 'provider',
      image: edition === 'pro' ? 'openfaas-pro-operator' : 'openfaas-provider',
      command: ['./faas-netes', ...(edition === 'pro' ? ['-operator=true'] : []), ...license.args],
      env: {
        ...shared(spec),
        port: String(OPENFAAS_PORTS.provider),
        // Of the functions that clients deploy; the functions of the platform file have both anyway.
        http_probe: 'true',
        set_nonroot_user: 'true',
        ...(edition === 'pro'
          ? {
              profiles_namespace: namespace,
              cluster_role: 'false',
              ...(gateway.replicas > 1 ? { leader_election: 'true' } : {}),
            }
          : {}),
      },
      ports: { provider: OPENFAAS_PORTS.provider },
      mounts: [
        ...mounts(props),
        ...license.mounts,
        { volume: { name: 'api-token', apiTokenSeconds: TOKEN_SECONDS }, path: TOKEN_FOLDER },
        TMP,
      ],
      resources: gateway.provider.resources,
      probes: { readiness: health, liveness: health },
      preStop: { sleepSeconds: FORGET_SECONDS },
    };
  }
}

/** Variables of both programs. The provider passes invocations on with the timeouts of the gateway. */
function shared({ gateway, functionNamespace }: OpenFaas): Env {
  const connection = seconds(timeoutsOf(gateway).connection);
  return {
    read_timeout: connection,
    write_timeout: connection,
    function_namespace: functionNamespace,
    basic_auth: 'true',
    secret_mount_path: OPENFAAS_PATHS.secrets,
  };
}

function mounts({ user }: FunctionGatewayProps): Mount[] {
  return [{ volume: { name: 'user', secret: user }, path: OPENFAAS_PATHS.secrets }];
}
