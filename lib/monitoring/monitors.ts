import { Construct } from 'constructs';
import type { MetricsEndpoint } from '../kube/metrics';
import { PlatformChart } from '../kube/platform-chart';
import type { Workload } from '../kube/workload';
import { PodMonitor, type PodMonitorSpec, type RelabelConfig } from '../crds';
import { ACCOUNT_SCRAPE_CLASS } from './prometheus';
import type { ServingCertificate } from '../kube/serving-certificate';
import { jobOf } from '../catalogue/sources';

/** Properties of {@link WorkloadMonitor}. */
export interface WorkloadMonitorProps {
  readonly workload: Workload;
  /** The certificate of what is scraped over TLS. @default - endpoints with TLS are left out */
  readonly certificate?: ServingCertificate;
  /** Relabelings of every target. @default - none */
  readonly relabelings?: readonly RelabelConfig[];
}

type PodEndpoint = NonNullable<PodMonitorSpec['podMetricsEndpoints']>[number];

/** Labels of the target that what speaks about others must not give its series: they have their own. */
const TARGET_LABELS = 'namespace|pod|container';

/** The monitor of one workload's pods, at all places where they serve metrics. */
export class WorkloadMonitor extends Construct {
  constructor(scope: Construct, id: string, { workload, certificate, relabelings = [] }: WorkloadMonitorProps) {
    super(scope, id);
    const { name, labels } = PlatformChart.of(workload).metadata(workload.component);
    const endpoints = workload.metrics.filter(({ scheme }) => certificate || scheme !== 'https');
    if (endpoints.length === 0) return;
    const secure = endpoints.some(({ scheme }) => scheme === 'https');
    new PodMonitor(this, 'Resource', {
      metadata: { name, namespace: workload.namespace, labels },
      spec: {
        ...(secure ? { scrapeClass: ACCOUNT_SCRAPE_CLASS } : {}),
        selector: { matchLabels: { ...workload.selector } },
        podMetricsEndpoints: endpoints.map((endpoint) => toEndpoint(workload, endpoint, relabelings, certificate)),
      },
    });
  }
}

function toEndpoint(
  workload: Workload,
  endpoint: MetricsEndpoint,
  ofAll: readonly RelabelConfig[],
  serving?: ServingCertificate,
): PodEndpoint {
  const certificate = endpoint.certificate ?? serving?.verification;
  const { source, port, path, scheme, honorLabels, interval, params, drop, basicAuth } = endpoint;
  return {
    port,
    ...(path ? { path } : {}),
    ...(interval ? { interval } : {}),
    ...(params
      ? { params: Object.fromEntries(Object.entries(params).map(([key, values]) => [key, [...values]])) }
      : {}),
    ...(honorLabels ? { honorLabels } : {}),
    ...(scheme === 'https' && certificate
      ? {
          scheme,
          tlsConfig: {
            ca: { secret: { name: certificate.secret, key: certificate.key } },
            serverName: certificate.serverName,
          },
        }
      : {}),
    ...(basicAuth
      ? {
          basicAuth: {
            username: { name: basicAuth.name, key: basicAuth.usernameKey },
            password: { name: basicAuth.name, key: basicAuth.passwordKey },
          },
        }
      : {}),
    relabelings: [
      ...ofAll,
      { targetLabel: 'job', replacement: jobOf(source) ?? workload.component.component },
      // The instance of a per-node program is the node's name.
      ...(workload.onEveryNode ? [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'instance' }] : []),
      ...(honorLabels ? [{ action: 'labeldrop' as const, regex: TARGET_LABELS }] : []),
    ],
    ...(drop
      ? { metricRelabelings: [{ action: 'drop' as const, sourceLabels: ['__name__'], regex: drop.join('|') }] }
      : {}),
  };
}
