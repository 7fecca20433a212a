import { seriesOf } from '../catalogue/sources';
import type { ScalingMetric } from './metric';
import { scalingSeries, selectorOf, sumOf } from './series';

/** Labels, and the kind of object that the value of each names. */
type Overrides = Readonly<Record<string, { readonly group?: string; readonly resource: string }>>;

/** How prometheus-adapter finds a series, and answers for it (prometheus-adapter, "Configuration Walkthroughs"). */
interface DiscoveryRule {
  readonly seriesQuery: string;
  readonly resources: { readonly overrides?: Overrides; readonly namespaced?: boolean };
  readonly name: { readonly matches: string; readonly as: string };
  readonly metricsQuery: string;
}

/** How it answers for the CPU or the memory of pods and nodes. */
interface ResourceRule {
  readonly containerQuery: string;
  readonly nodeQuery: string;
  readonly resources: { readonly overrides: Overrides };
  readonly containerLabel: string;
}

/** The configuration of prometheus-adapter (pkg/config/config.go, MetricsDiscoveryConfig). */
export interface AdapterConfig {
  readonly rules: readonly DiscoveryRule[];
  readonly externalRules: readonly DiscoveryRule[];
  readonly resourceRules: {
    readonly cpu: ResourceRule;
    readonly memory: ResourceRule;
    readonly window: string;
  };
}

/** Placeholders of the adapter: the matchers of a request, and the grouping labels. */
const MATCHERS = '<<.LabelMatchers>>';
const GROUPING = '<<.GroupBy>>';

/**
 * CPU usage is measured between the last two scrapes, like in metrics-server: over a longer time, a new pod would seem
 * idle. The range contains two scrapes, at intervals of up to one minute, and the window shows the controller which
 * samples of new pods are complete.
 */
const CPU_RANGE = '2m';
const CPU_WINDOW = '1m';

const POD: Overrides = { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } };

/** The rules for the metrics that scalers use, and no others; and for CPU and memory. */
export function adapterConfig(metrics: readonly ScalingMetric[]): AdapterConfig {
  return {
    rules: distinct(metrics.flatMap(customRule)),
    externalRules: distinct(metrics.flatMap(externalRule)),
    // Also where it is not asked for them: without, it does not measure how fast Prometheus answers (cmd/adapter/adapter.go).
    resourceRules: { ...RESOURCE_RULES, window: CPU_WINDOW },
  };
}

function customRule(metric: ScalingMetric): DiscoveryRule[] {
  if (metric.type !== 'pods' && metric.type !== 'object') return [];
  if (!metric.series) return [];
  const overrides =
    metric.type === 'pods' ? POD : { namespace: { resource: 'namespace' }, ...overrideOf(metric.object) };
  const present = Object.keys(overrides).map((label) => `${label}!=""`);
  return [discovery(metric.series, present, { overrides })];
}

function externalRule(metric: ScalingMetric): DiscoveryRule[] {
  if (metric.type !== 'external' || !metric.series) return [];
  // The request determines the namespace of an external metric, not the origin of its series.
  return [discovery(metric.series, [], { namespaced: false })];
}

function discovery(name: string, present: readonly string[], resources: DiscoveryRule['resources']): DiscoveryRule {
  const series = scalingSeries(name);
  return {
    seriesQuery: `${name}${selectorOf(series, ...present)}`,
    resources,
    name: { matches: `^${name}$`, as: series.apiName },
    metricsQuery: sumOf(series, selectorOf(series, MATCHERS), GROUPING),
  };
}

function overrideOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): Overrides {
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [];
  const resource = kind.toLowerCase();
  return { [resource]: { ...(group ? { group } : {}), resource } };
}

/** Nodes are identified by the label `instance` of their node exporter, containers by the labels of cAdvisor. */
const OVERRIDES = { resources: { overrides: { ...POD, instance: { resource: 'node' } } }, containerLabel: 'container' };

/** Series without a container are pod-level sums, and would count everything twice. */
const containers = seriesOf('kubelet-cadvisor', 'container!=""', 'pod!=""', MATCHERS);

/** A processor that waits for a disk, or whose time another machine has, is not at work here. */
const atWork = seriesOf('node-exporter', 'mode!~"idle|iowait|steal"', MATCHERS);
const node = seriesOf('node-exporter', MATCHERS);

const RESOURCE_RULES = {
  cpu: {
    containerQuery: `sum by (${GROUPING}) (irate(container_cpu_usage_seconds_total${containers}[${CPU_RANGE}]))`,
    nodeQuery: `sum by (${GROUPING}) (irate(node_cpu_seconds_total${atWork}[${CPU_RANGE}]))`,
    ...OVERRIDES,
  },
  memory: {
    containerQuery: `sum by (${GROUPING}) (container_memory_working_set_bytes${containers})`,
    nodeQuery: `sum by (${GROUPING}) (node_memory_MemTotal_bytes${node} - node_memory_MemAvailable_bytes${node})`,
    ...OVERRIDES,
  },
} as const satisfies Record<string, ResourceRule>;

/** Two scalers may use one metric. */
function distinct(rules: readonly DiscoveryRule[]): DiscoveryRule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
