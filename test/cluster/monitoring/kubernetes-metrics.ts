import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import type { MetricFamily, MetricType, Stability } from '../../../lib/mixins/families/parse';
import type { MetricSource } from '../../../lib/catalogue/sources';
import { SOURCES } from '../sources';

const run = promisify(execFile);

/** A metric in the list that Kubernetes makes from its own sources for its documentation. */
interface Documented {
  readonly name: string;
  readonly namespace?: string;
  readonly subsystem?: string;
  readonly type: string;
  readonly stabilityLevel: string;
  readonly labels?: readonly string[];
  readonly constLabels?: Readonly<Record<string, string>>;
  /** The release since which it is deprecated; it may be hidden. */
  readonly deprecatedVersion?: string;
  readonly componentEndpoints: readonly { readonly component: string; readonly endpoint: string }[];
}

/** Where Kubernetes' own components serve what, in the words of the list. */
const ENDPOINTS: Readonly<Partial<Record<MetricSource, readonly [component: string, endpoint: string]>>> = {
  apiserver: ['kube-apiserver', '/metrics'],
  'kube-controller-manager': ['kube-controller-manager', '/metrics'],
  'kube-scheduler': ['kube-scheduler', '/metrics'],
  'kube-proxy': ['kube-proxy', '/metrics'],
  kubelet: ['kubelet', '/metrics'],
  'kubelet-resource': ['kubelet', '/metrics/resource'],
  'kubelet-probes': ['kubelet', '/metrics/probes'],
};

const TYPES: Readonly<Record<string, MetricType>> = {
  Counter: 'counter',
  Gauge: 'gauge',
  Histogram: 'histogram',
  TimingRatioHistogram: 'histogram',
  Summary: 'summary',
};

/** What the scheduler serves at `/metrics/resources` and the list has at `/metrics`. */
const ELSEWHERE = /^kube_pod_resource_(?:limit|request)$/;

/**
 * Families of Kubernetes' components by the list in the module that the control plane is built from; those that are deprecated are
 * left out.
 */
export async function kubernetesMetrics(): Promise<Partial<Record<MetricSource, MetricFamily[]>>> {
  const args = ['list', '-m', '-f', '{{.Dir}}', 'k8s.io/kubernetes'];
  const { stdout } = await run('go', args, { cwd: join(SOURCES, 'tools', 'kubernetes') });
  const file = join(stdout.trim(), 'test/instrumentation/documentation/documentation-list.yaml');
  const documented = (parse(readFileSync(file, 'utf8')) as Documented[]).filter(
    ({ name, deprecatedVersion }) => !deprecatedVersion && !ELSEWHERE.test(name),
  );
  return Object.fromEntries(
    Object.entries(ENDPOINTS).map(([source, [component, endpoint]]) => [
      source,
      documented
        .filter(({ componentEndpoints }) =>
          componentEndpoints.some((served) => served.component === component && served.endpoint === endpoint),
        )
        .map(familyOf),
    ]),
  );
}

function familyOf({ namespace, subsystem, name, ...metric }: Documented): MetricFamily {
  const fullName = [namespace, subsystem, name].filter(Boolean).join('_');
  // What a collector of its own makes is in the list without its type.
  const type = metric.type === 'Custom' ? (name.endsWith('_total') ? 'counter' : 'gauge') : TYPES[metric.type];
  if (!type) throw new Error(`the metric ${fullName} is of the unknown type ${metric.type}`);
  return {
    name: fullName,
    type,
    stability: metric.stabilityLevel.toLowerCase() as Stability,
    labels: [...(metric.labels ?? []), ...Object.keys(metric.constLabels ?? {})].sort(),
    captured: false,
  };
}
