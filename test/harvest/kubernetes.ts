import { definitionsIn, fileOf, moduleFolder, type Definition } from './go';
import { placesOf } from './components';

/** A release of Kubernetes with its metrics. */
export interface Harvest {
  readonly release: string;
  readonly cadvisor: string;
  readonly metrics: readonly HarvestedMetric[];
  /** Folder of k8s.io/kubernetes. */
  readonly folder: string;
}

/** A metric, and the places that serve it. */
export type HarvestedMetric = Omit<Definition, 'type'> & {
  readonly type: Exclude<Definition['type'], 'custom'>;
  readonly at: readonly string[];
};

/** Staging modules without metrics of components. */
const NOT_SERVED = /^k8s\.io\/(?:sample-|code-generator|kubectl|cli-runtime)/;

/** Files of the package of the framework. */
const OF_FRAMEWORK = /^k8s\.io\/component-base\/metrics\/\w+\.go$/;

/** The metrics of a release, by the sources of its modules. */
export function harvest(release: string): Harvest {
  const folder = moduleFolder('k8s.io/kubernetes', `v${release}`);
  const requirements = fileOf(folder, 'go.mod');
  const staging = [...requirements.matchAll(/(k8s\.io\/\S+) => \.\/staging/g)].map(([, module = '']) => module);
  // Releases of the staging modules are v0.<minor>.<patch>.
  const ofStaging = staging
    .filter((module) => !NOT_SERVED.test(module))
    .map((module) => [module, moduleFolder(module, `v0${release.slice(1)}`)] as const);
  const [, cadvisor = '', version = ''] = /(github\.com\/google\/cadvisor\S*) v(\S+)/.exec(requirements) ?? [];
  const definitions = definitionsIn({
    'k8s.io/kubernetes': folder,
    ...Object.fromEntries(ofStaging),
    [cadvisor]: moduleFolder(cadvisor, `v${version}`),
  });
  const groups = cadvisorGroups(fileOf(folder, 'pkg/kubelet/server/server.go'));
  const metrics = distinct(definitions.filter(({ group }) => group === undefined || groups.includes(group)));
  return { release, cadvisor: version, metrics, folder };
}

/** The groups of cAdvisor's metrics that the kubelet serves. */
function cadvisorGroups(server: string): string[] {
  return [...server.matchAll(/cadvisormetrics\.(\w+Metrics)\b/g)].map(([, name = '']) => name);
}

/** One entry for each name and endpoint: several places may serve a metric under one name, such as a CPU usage. */
function distinct(definitions: readonly Definition[]): HarvestedMetric[] {
  const metrics = new Map<string, HarvestedMetric>();
  // What the framework defines of itself, other packages define again, with the class that is served.
  const ordered = [...definitions].sort(
    (a, b) => Number(OF_FRAMEWORK.test(a.file)) - Number(OF_FRAMEWORK.test(b.file)),
  );
  for (const { type, ...definition } of ordered) {
    const { name, file } = definition;
    // Prometheus' client for Go serves the metrics of the process.
    if (name.startsWith('process_')) continue;
    const at = placesOf(file);
    const key = `${name} ${at.join(' ')}`;
    if (metrics.has(key)) continue;
    // A collector of its own says the type with each value only.
    const known = type === 'custom' ? (name.endsWith('_total') ? 'counter' : 'gauge') : type;
    metrics.set(key, { ...definition, type: known, at });
  }
  return [...metrics.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, metric]) => metric);
}
