import type { MetricSource } from '../../lib/catalogue/sources';
import { METRICS } from '../../lib/mixins';
import { familiesOf } from '../../lib/mixins/catalogue';
import { readExposition, type ServedFamily } from '../../lib/mixins/families/exposition';
import { SCRAPE_FAMILIES } from '../../lib/mixins/families/shared';
import { differences } from '../cluster/monitoring/differences';
import { partsOf, rewrite } from '../cluster/monitoring/metric-files';
import type { RealCluster } from './cluster';
import type { RealNode } from './node';

/**
 * Families that the catalogue leaves out: those of the runtime depend on the release of Go that built a program, and those of the CPU
 * load are served up to Kubernetes 1.36 only.
 */
const LEFT_OUT = /^(go_|container_cpu_load_|container_tasks_state$)/;

/** How each source that only a node has is read on it. */
const READERS = {
  kubelet: kubeletPage(''),
  'kubelet-cadvisor': kubeletPage('/cadvisor'),
  'kubelet-probes': kubeletPage('/probes'),
  'kubelet-resource': kubeletPage('/resource'),
  'kube-proxy': (_, { host }) => host.run('curl', '--silent', '--fail', 'http://127.0.0.1:10249/metrics'),
} as const satisfies Partial<Record<MetricSource, (cluster: RealCluster, node: RealNode) => string>>;

/** The sources that only nodes have. */
export const NODE_SOURCES = Object.keys(READERS) as (keyof typeof READERS)[];

function kubeletPage(path: string): (cluster: RealCluster, node: RealNode) => string {
  return (cluster, { host }) => cluster.kubectl('get', '--raw', `/api/v1/nodes/${host.name}/proxy/metrics${path}`);
}

/** What a source serves on each node. */
export function servedOnNodes(cluster: RealCluster, source: (typeof NODE_SOURCES)[number]): ServedFamily[][] {
  return cluster.nodes.map((node) => readExposition(READERS[source](cluster, node)));
}

/** What of the catalogue is not as the nodes serve it: a captured family that is missing, or a family that is listed otherwise or not at all. */
export function catalogueMistakes(source: MetricSource, rounds: readonly (readonly ServedFamily[])[]): string[] {
  const listed = new Map(familiesOf(source).map((family) => [family.name, family]));
  const wrong = rounds.flatMap((round) => {
    const served = new Map(round.map((family) => [family.name, family]));
    const missing = [...listed.values()].filter(
      (family) => family.captured && !SCRAPE_FAMILIES.includes(family) && !served.has(family.name),
    );
    const others = round.flatMap((family) => {
      const written = listed.get(family.name);
      if (written) return differences(written, family).map((text) => `${family.name} ${text}`);
      return LEFT_OUT.test(family.name) ? [] : [`${family.name} is not listed`];
    });
    return [...missing.map(({ name }) => `${name} is not served`), ...others];
  });
  return [...new Set(wrong)].map((text) => `${source}: ${text}`);
}

/** Writes what nodes serve into the catalogue. */
export function capture(source: MetricSource, rounds: readonly ServedFamily[][]): void {
  const known = METRICS[source].families;
  rewrite(
    source,
    partsOf(
      rounds,
      known.filter((family) => !family.captured),
      known,
    ),
  );
}
