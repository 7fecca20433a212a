import { Construct } from 'constructs';
import { EXTERNAL_TARGET, INSECURE } from '../kube/annotations';
import { k8s } from '../kube/k8s';
import { PlatformChart } from '../kube/platform-chart';
import type { Monitoring, Platform } from '../platform/model';
import { monitoringComponent } from './component';
import { ServiceMonitor, type RelabelConfig, type ServiceMonitorSpec } from '../crds';
import { KUBELET_SERVICE } from './operator-rights';
import { ACCOUNT_SCRAPE_CLASS, CLUSTER_SCRAPE_CLASS } from './prometheus';
import { jobOf, type MetricSource } from '../catalogue/sources';

/** Properties of {@link ControlPlaneMonitors}. */
export interface ControlPlaneMonitorsProps {
  readonly cluster: Platform['cluster'];
  /** Scraped programs. */
  readonly scraped: Monitoring['targets'];
  /** Namespace of the kubelets' Service, which the operator creates. */
  readonly kubeletNamespace: string;
  /** Relabelings of every target. @default - none */
  readonly relabelings?: readonly RelabelConfig[];
}

type Endpoint = ServiceMonitorSpec['endpoints'][number];
type Relabeling = NonNullable<Endpoint['relabelings']>[number];

/** Something in the cluster that the platform did not make. */
interface Target {
  readonly source: MetricSource;
  readonly namespace: string;
  /** Labels of its Service. */
  readonly selector: Readonly<Record<string, string>>;
  readonly endpoints: readonly Endpoint[];
  /** How it is authenticated at and verified. @default - plain HTTP. */
  readonly scrapeClass?: string;
  /** Ports of the pods or nodes. */
  readonly ports: readonly number[];
  /** Origin of the Service. */
  readonly reason: string;
  /** Why a certificate is not verified. @default - it is verified, or there is none */
  readonly insecure?: string;
  /** Pod labels for a Service to be created. @default - the cluster has one */
  readonly pods?: Readonly<Record<string, string>>;
}

const PATH_LABEL: Relabeling = { sourceLabels: ['__metrics_path__'], targetLabel: 'metrics_path' };
const SELF_SIGNED = 'it signs its serving certificate itself';

/** Bucket bounds, in seconds, that no rule or dashboard uses: each bound adds a series per verb, resource and scope. */
const UNUSED_APISERVER_BOUNDS =
  '0[.](15|25|3|35|4|45|6|7|8|9)|(1[.]25|1[.]5|1[.]75|2[.]5|3|3[.]5|4[.]5|6|7|8|9|15|25|50)([.]0)?';

const drop = (regex: string, ...sourceLabels: string[]): Relabeling => ({
  action: 'drop',
  sourceLabels: ['__name__', ...sourceLabels],
  regex,
});

/** Monitors of the cluster's components: on a managed cluster the reachable ones, on a kubeadm cluster all of them. */
export class ControlPlaneMonitors extends Construct {
  /** Monitored sources. */
  public readonly sources: readonly MetricSource[];
  /** Ports of the metrics endpoints. */
  public readonly ports: readonly number[];
  /** Namespaces of the targets, except the namespace of the monitors. */
  public readonly namespaces: readonly string[];

  constructor(scope: Construct, id: string, props: ControlPlaneMonitorsProps) {
    super(scope, id);
    const { cluster, scraped, kubeletNamespace, relabelings = [] } = props;
    const targets = [
      ...(scraped.apiServer ? [apiserver(PlatformChart.of(this).settings.apiServerPorts)] : []),
      ...(scraped.kubelet ? [kubelet(kubeletNamespace, cluster.kubeletCertificates === 'cluster')] : []),
      ...(cluster.dnsMetrics ? [coredns(cluster.dnsService)] : []),
      ...(cluster.controlPlane === 'kubeadm' ? kubeadmTargets(scraped) : []),
    ];
    for (const target of targets) this.add(target, relabelings);
    const kubeletSources: MetricSource[] = scraped.kubelet ? ['kubelet-cadvisor', 'kubelet-probes'] : [];
    this.sources = [...targets.map(({ source }) => source), ...kubeletSources];
    this.ports = [...new Set(targets.flatMap(({ ports }) => ports))];
    const own = PlatformChart.of(this).settings.namespace;
    this.namespaces = [...new Set(targets.map(({ namespace }) => namespace))].filter((namespace) => namespace !== own);
  }

  private add(target: Target, ofAll: readonly RelabelConfig[]): void {
    const { source, namespace, selector, endpoints, scrapeClass, ports, reason, insecure, pods } = target;
    const component = monitoringComponent(source);
    const metadata = PlatformChart.of(this).metadata(component);
    if (pods) {
      new k8s.KubeService(this, `${source}-Service`, {
        metadata: { ...metadata, namespace, annotations: { [EXTERNAL_TARGET]: reason } },
        spec: {
          clusterIp: 'None',
          selector: { ...pods },
          ports: ports.map((port) => ({
            name: 'metrics',
            port,
            targetPort: k8s.IntOrString.fromNumber(port),
            protocol: 'TCP',
          })),
        },
      });
    }
    new ServiceMonitor(this, source, {
      metadata: {
        ...metadata,
        annotations: { [EXTERNAL_TARGET]: reason, ...(insecure ? { [INSECURE]: insecure } : {}) },
      },
      spec: {
        ...(scrapeClass ? { scrapeClass } : {}),
        selector: { matchLabels: { ...(pods ? metadata.labels : selector) } },
        namespaceSelector: { matchNames: [namespace] },
        endpoints: endpoints.map((endpoint) => ({
          ...endpoint,
          relabelings: [...ofAll, { targetLabel: 'job', replacement: jobOf(source) }, ...(endpoint.relabelings ?? [])],
        })),
      },
    });
  }
}

function apiserver(ports: readonly number[]): Target {
  return {
    source: 'apiserver',
    namespace: 'default',
    selector: { component: 'apiserver', provider: 'kubernetes' },
    scrapeClass: CLUSTER_SCRAPE_CLASS,
    ports,
    reason: 'the API server makes this Service itself',
    endpoints: [
      {
        port: 'https',
        scheme: 'https',
        tlsConfig: { serverName: 'kubernetes' },
        metricRelabelings: [
          drop('etcd_(debugging|disk|server).*'),
          drop('apiserver_request_body_size_bytes_bucket'),
          drop(
            `(apiserver_request|apiserver_request_sli|etcd_request)_duration_seconds_bucket;(${UNUSED_APISERVER_BOUNDS})`,
            'le',
          ),
        ],
      },
    ],
  };
}

function kubelet(namespace: string, verified: boolean): Target {
  const endpoint = (path: string, more: Partial<Endpoint> = {}): Endpoint => ({
    port: 'https-metrics',
    scheme: 'https',
    path,
    honorLabels: true,
    ...(verified ? {} : { tlsConfig: { insecureSkipVerify: true } }),
    relabelings: [
      PATH_LABEL,
      { sourceLabels: ['__meta_kubernetes_endpointslice_address_target_name'], targetLabel: 'node' },
    ],
    ...more,
  });
  return {
    source: 'kubelet',
    namespace,
    selector: { 'app.kubernetes.io/name': KUBELET_SERVICE },
    scrapeClass: verified ? CLUSTER_SCRAPE_CLASS : ACCOUNT_SCRAPE_CLASS,
    ports: [10250],
    reason: 'the operator makes this Service for the nodes',
    ...(verified ? {} : { insecure: SELF_SIGNED }),
    endpoints: [
      endpoint('/metrics'),
      endpoint('/metrics/cadvisor', {
        // cAdvisor's own timestamps are of its last collection, and become stale when it stops.
        honorTimestamps: false,
        metricRelabelings: [
          // Series that no rule or dashboard uses, and series of cgroups that do not belong to a container.
          drop(
            'container_(network_tcp_usage_total|network_udp_usage_total|tasks_state|cpu_load_average_10s|blkio_device_usage_total)',
          ),
          drop(
            'container_(spec_.*|file_descriptors|sockets|threads_max|threads|start_time_seconds|last_seen);;',
            'pod',
            'namespace',
          ),
        ],
      }),
      endpoint('/metrics/probes'),
    ],
  };
}

/** CoreDNS by its pods: the Services of AKS and other providers lack the port of its metrics. */
function coredns(service: string): Target {
  const namespace = service.split('.')[1] ?? 'kube-system';
  return {
    source: 'coredns',
    namespace,
    selector: {},
    pods: { 'k8s-app': 'kube-dns' },
    ports: [9153],
    reason: "the pods of the cluster's DNS",
    endpoints: [{ port: 'metrics' }],
  };
}

/** The parts of a control plane that kubeadm runs as static pods, and kube-proxy (kubeadm, "Implementation details"). */
function kubeadmTargets({ controllerManager, scheduler, etcd, proxy }: Monitoring['targets']): Target[] {
  const secure = (source: MetricSource & ('kube-controller-manager' | 'kube-scheduler'), port: number): Target => ({
    source,
    namespace: 'kube-system',
    selector: {},
    pods: { component: source },
    scrapeClass: ACCOUNT_SCRAPE_CLASS,
    ports: [port],
    reason: 'a static pod of kubeadm',
    insecure: SELF_SIGNED,
    endpoints: [{ port: 'metrics', scheme: 'https', tlsConfig: { insecureSkipVerify: true } }],
  });
  const plain = (source: MetricSource, port: number, pods: Record<string, string>, reason: string): Target => ({
    source,
    namespace: 'kube-system',
    selector: {},
    pods,
    ports: [port],
    reason,
    endpoints: [{ port: 'metrics' }],
  });
  return [
    ...(controllerManager ? [secure('kube-controller-manager', 10257)] : []),
    ...(scheduler ? [secure('kube-scheduler', 10259)] : []),
    ...(etcd ? [plain('etcd', 2381, { component: 'etcd' }, 'a static pod of kubeadm')] : []),
    ...(proxy ? [plain('kube-proxy', 10249, { 'k8s-app': 'kube-proxy' }, 'a DaemonSet of kubeadm')] : []),
  ];
}
