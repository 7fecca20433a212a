/**
 * Every metrics source of a platform with the labels that identify its series: rules and dashboards select them,
 * monitors attach them.
 */
const SERIES = {
  apiserver: 'job="apiserver"',
  'kube-controller-manager': 'job="kube-controller-manager"',
  'kube-scheduler': 'job="kube-scheduler"',
  'kube-proxy': 'job="kube-proxy"',
  etcd: 'job="etcd"',
  coredns: 'job="coredns"',
  kubelet: 'job="kubelet",metrics_path="/metrics"',
  'kubelet-cadvisor': 'job="kubelet",metrics_path="/metrics/cadvisor"',
  'kubelet-probes': 'job="kubelet",metrics_path="/metrics/probes"',
  'kubelet-resource': 'job="kubelet",metrics_path="/metrics/resource"',
  'node-exporter': 'job="node-exporter"',
  'kube-state-metrics': 'job="kube-state-metrics"',
  /** Metrics of the exporter itself. */
  'kube-state-metrics-self': 'job="kube-state-metrics-self"',
  prometheus: 'job="prometheus"',
  /** The sidecar that uploads the blocks of Prometheus. */
  'thanos-sidecar': 'job="thanos-sidecar"',
  alertmanager: 'job="alertmanager"',
  'prometheus-operator': 'job="prometheus-operator"',
  /** The sidecar of Prometheus and of Alertmanager, scraped with them. */
  'config-reloader': 'container="config-reloader"',
  'blackbox-exporter': 'job="blackbox-exporter"',
  /** Probe results of the blackbox exporter's targets. */
  probe: 'job="probe"',
  grafana: 'job="grafana"',
  'prometheus-adapter': 'job="prometheus-adapter"',
  'metrics-server': 'job="metrics-server"',
  'elasticsearch-exporter': 'job="elasticsearch-exporter"',
  fluentd: 'job="fluentd"',
  'mysqld-exporter': 'job="mysqld-exporter"',
  'redis-exporter': 'job="redis-exporter"',
  'kafka-exporter': 'job="kafka-exporter"',
  'nginx-exporter': 'job="nginx-exporter"',
  couchdb: 'job="couchdb"',
  'openwhisk-controller': 'job="openwhisk-controller"',
  'openwhisk-invoker': 'job="openwhisk-invoker"',
  'openwhisk-scheduler': 'job="openwhisk-scheduler"',
  'openwhisk-etcd': 'job="openwhisk-etcd"',
  'user-events': 'job="user-events"',
  'openfaas-gateway': 'job="openfaas-gateway"',
  /** The provider, in the pods of the gateway. */
  'openfaas-provider': 'job="openfaas-provider"',
  /** Of edition pro. */
  'openfaas-queue-worker': 'job="openfaas-queue-worker"',
  'otel-collector': 'job="otel-collector"',
  /** The collectors on the nodes. */
  'otel-agent': 'job="otel-agent"',
  /** Metrics that the collector makes of spans. */
  'otel-span-metrics': 'job="otel-span-metrics"',
  jaeger: 'job="jaeger"',
} as const satisfies Record<string, string>;

/** Something that serves metrics. */
export type MetricSource = keyof typeof SERIES;

/** All sources. */
export const METRIC_SOURCES = Object.keys(SERIES) as MetricSource[];

/** The selector of a source's series, with more matchers: `{job="etcd",grpc_code="OK"}`. */
export function seriesOf(source: MetricSource, ...matchers: readonly string[]): string {
  return `{${[SERIES[source], ...matchers].join(',')}}`;
}

/** The matchers that select a source's series: `job="etcd"`. */
export function matchersOf(source: MetricSource): string {
  return SERIES[source];
}

/** The value of the label `job`, for sources that have one of their own. */
export function jobOf(source: MetricSource): string | undefined {
  return /^job="([^"]+)"/.exec(SERIES[source])?.[1];
}
