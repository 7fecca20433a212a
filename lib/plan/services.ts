import type { ApiObject } from 'cdk8s';
import { LaunchOrder } from '../kube/launch-order';
import type { Synthesis, SynthesizedObject } from '../kube/synthesis';
import { OperatedWorkload, type Workload } from '../kube/workload';

/** The fields of a Service that determine when it can be created. */
interface ServiceSpec {
  readonly clusterIP?: string;
  readonly selector?: Readonly<Record<string, string>>;
}

/**
 * When each Service is created. The provider waits until the pods of a Service are ready (pulumi-kubernetes, awaiters
 * of Service), so a Service created before its pods would block forever. A Service comes after its pods and before its
 * clients. Only if its name may be resolved earlier does it come first, and the provider does not wait for it.
 */
export class Services {
  /** Why a Service is created before its pods, by resource. */
  public readonly early: ReadonlyMap<string, string>;
  /** Pairs of resources: the first depends on the second. */
  public readonly edges: readonly (readonly [string, string])[];

  constructor({ app, objects }: Synthesis, names: ReadonlyMap<ApiObject, string>) {
    const { workloads, edges } = LaunchOrder.of(app);
    const behind = new Map(workloads.map((workload) => [podsKey(workload.namespace, workload.selector), workload]));
    const consumers = consumersOf(workloads);
    const prerequisites = new Prerequisites(edges);
    const governing = new Set(objects.flatMap(governingService));
    const early = new Map<string, string>();
    const pairs: (readonly [string, string])[] = [];
    for (const { construct, manifest } of objects.filter(({ manifest }) => manifest.kind === 'Service')) {
      const { name, namespace = '' } = manifest.metadata;
      const resource = names.get(construct) ?? '';
      const { clusterIP, selector = {} } = manifest['spec'] as ServiceSpec;
      const pods = behind.get(podsKey(namespace, selector));
      const clients = consumers.get(`${namespace}/${name}`) ?? [];
      const reason =
        clusterIP === 'None' || governing.has(`${namespace}/${name}`)
          ? 'pods find each other by it before they are ready'
          : !pods || pods instanceof OperatedWorkload
            ? 'an operator creates its pods, in its own time'
            : clients.some((client) => !prerequisites.of(client).has(pods))
              ? 'pods that do not wait for those behind it connect to it'
              : undefined;
      if (reason) early.set(resource, reason);
      const first = reason && pods ? [...clients, pods] : clients;
      for (const client of first) pairs.push([names.get(client.apiObject) ?? '', resource]);
      if (!reason && pods) pairs.push([resource, names.get(pods.apiObject) ?? '']);
    }
    this.early = early;
    this.edges = pairs;
  }
}

/** Everything that comes before a workload, directly or not. */
class Prerequisites {
  private readonly direct = new Map<Workload, Workload[]>();
  private readonly found = new Map<Workload, Set<Workload>>();

  constructor(edges: LaunchOrder['edges']) {
    for (const { from, to } of edges) this.direct.set(to, [...(this.direct.get(to) ?? []), from]);
  }

  public of(workload: Workload): ReadonlySet<Workload> {
    const known = this.found.get(workload);
    if (known) return known;
    const all = new Set<Workload>(this.direct.get(workload));
    this.found.set(workload, all);
    // A set visits what is added to it while it is iterated.
    for (const step of all) for (const before of this.direct.get(step) ?? []) all.add(before);
    return all;
  }
}

/** The workloads that connect to each Service, by `<namespace>/<name>`. */
function consumersOf(workloads: readonly Workload[]): Map<string, Workload[]> {
  const consumers = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const used = workload.connectsTo.flatMap(({ service }) =>
      service ? [`${service.namespace}/${service.name}`] : [],
    );
    for (const key of new Set(used)) consumers.set(key, [...(consumers.get(key) ?? []), workload]);
  }
  return consumers;
}

function governingService({ manifest: { kind, metadata, ...rest } }: SynthesizedObject): string[] {
  if (kind !== 'StatefulSet') return [];
  const { serviceName } = rest['spec'] as { readonly serviceName: string };
  return [`${metadata.namespace}/${serviceName}`];
}

/** Labels in one order, so that equal ones are equal as text. */
export function podsKey(namespace: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${namespace} ${pairs.map((pair) => pair.join('=')).join(',')}`;
}
