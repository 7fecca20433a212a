import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { address, type Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { Milestone } from '../kube/milestone';
import { objectName, serviceHost } from '../kube/names';
import { selectorFor } from '../kube/labels';
import { PlatformChart, type PlatformSettings } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { serverEndpoint } from '../kube/server-endpoint';
import { ComponentService } from '../kube/service';
import type { Mount } from '../kube/storage';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { Tracing } from '../platform/model';
import { addressOfUrl } from '../text/address';
import { parseSize } from '../text/quantity';
import { collectorYaml, SPAN_METRICS_PORT, ZIPKIN_PORT, type Backend } from './collector-config';
import { tracingComponent } from './component';
import { goMemoryLimit, HEALTH_PORT, METRICS_PORT, OTLP_PORTS } from './telemetry';

/** Properties of {@link Collector}. */
export interface CollectorProps {
  readonly spec: Tracing['collector'];
  /** Jaeger of the platform. @default - none */
  readonly jaeger?: { readonly otlp: Endpoint; readonly ready: Milestone };
  /** A server outside the platform. @default - none */
  readonly external?: Tracing['external'];
}

const COLLECTOR = tracingComponent('otel-collector');

/** User of the images of the collector and of Jaeger. */
export const COLLECTOR_UID = 10_001;

const CONFIG_DIR = '/etc/otel-collector';
const CA_DIR = '/etc/otel-collector-ca';

/** Ports that spans are sent to. */
const RECEIVERS = { ...OTLP_PORTS, zipkin: ZIPKIN_PORT };

/**
 * Where programs of any namespace send their spans.
 *
 * @param settings - the settings of the platform, in the namespace of tracing.
 */
export function collectorEndpoint(
  { instance, namespace, clusterDomain }: PlatformSettings,
  receiver: keyof typeof RECEIVERS,
): Endpoint {
  const port = RECEIVERS[receiver];
  const name = objectName(instance, COLLECTOR.component);
  return {
    host: serviceHost(name, namespace, clusterDomain),
    port,
    service: { name, namespace },
    pods: { selector: selectorFor(instance, COLLECTOR), namespace, port },
  };
}

/** The OpenTelemetry Collector that all programs send their spans to. */
export class Collector extends Construct {
  public readonly workload: Workload;

  constructor(scope: Construct, id: string, { spec, jaeger, external }: CollectorProps) {
    super(scope, id);
    const { settings } = PlatformChart.of(this);
    new ComponentService(this, 'Service', {
      component: COLLECTOR,
      ports: Object.fromEntries(Object.entries(RECEIVERS).map(([name, port]) => [name, { port }])),
    });
    const backends: Backend[] = [
      ...(jaeger ? [{ name: 'jaeger', endpoint: address(jaeger.otlp), protocol: 'grpc' as const }] : []),
      ...(external ? [externalBackend(external)] : []),
    ];
    const config = new ConfigFiles(this, 'Config', {
      component: COLLECTOR,
      data: { 'config.yaml': collectorYaml(spec, backends, settings) },
    });
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COLLECTOR,
      replicas: spec.replicas,
      role: 'core',
      pods: spec.pods,
      identity: new Identity(this, 'Identity', { component: COLLECTOR }),
      security: { uid: COLLECTOR_UID },
      metrics: [
        { source: 'otel-collector', port: 'metrics', containerPort: METRICS_PORT },
        ...(spec.spanMetrics
          ? [
              {
                source: 'otel-span-metrics' as const,
                port: 'span-metrics',
                containerPort: SPAN_METRICS_PORT,
              },
            ]
          : []),
      ],
      // Spans wait in its memory for a server outside the platform.
      waitsFor: jaeger ? [jaeger.ready] : [],
      connectsTo: [...(jaeger ? [jaeger.otlp] : []), ...(external ? [externalServer(this, external)] : [])],
      containers: [
        {
          name: 'otel-collector',
          image: 'otel-collector',
          args: [`--config=${CONFIG_DIR}/config.yaml`],
          env: {
            GOMEMLIMIT: goMemoryLimit(parseSize(spec.resources.limits.memory).mebibytes),
            ...headersEnv(external),
          },
          ports: {
            ...RECEIVERS,
            metrics: METRICS_PORT,
            health: HEALTH_PORT,
            ...(spec.spanMetrics ? { 'span-metrics': SPAN_METRICS_PORT } : {}),
          },
          mounts: [{ volume: { name: 'config', config }, path: CONFIG_DIR }, ...authorities(external)],
          resources: spec.resources,
          probes: { readiness: { http: '/', port: 'health' }, liveness: { http: '/', port: 'health' } },
          probeOverrides: spec.probes,
        },
      ],
    });
  }
}

type External = NonNullable<Tracing['external']>;

/** Variable with the value of a header. */
function variableOf(header: string): string {
  return `HEADER_${header.replaceAll('-', '_').toUpperCase()}`;
}

function headersEnv(external?: External): Env {
  const { headers = [], headersSecret: name } = external ?? {};
  if (!name) return {};
  return Object.fromEntries(headers.map((header) => [variableOf(header), { secret: { name }, key: header }]));
}

function externalBackend({ url, protocol, headers, caSecret, serverName }: External): Backend {
  return {
    name: 'external',
    endpoint: url,
    protocol,
    ...(isEncrypted(url)
      ? { tls: { ...(caSecret ? { caFile: `${CA_DIR}/ca.crt` } : {}), ...(serverName ? { serverName } : {}) } }
      : {}),
    headers: Object.fromEntries(headers.map((header) => [header, variableOf(header)])),
  };
}

/** Whether the scheme of a URL asks for TLS. */
export function isEncrypted(url: string): boolean {
  return url.startsWith('https:');
}

function externalServer(scope: Construct, { url }: External): Endpoint {
  const { host, port } = addressOfUrl(url);
  return serverEndpoint(scope, host, port);
}

function authorities(external?: External): Mount[] {
  if (!external?.caSecret) return [];
  const secret = { name: external.caSecret };
  return [{ volume: { name: 'external-ca', secret, items: { 'ca.crt': 'ca.crt' } }, path: CA_DIR }];
}
