import type { ApplyResult } from './apply';
import type { Cluster } from './harness';
import type { Manifest } from './wire-types';

/** Kinds of programs that the test's cluster does not have. */
const FOREIGN = /^(keda\.sh|cert-manager\.io|gateway\.networking\.k8s\.io|openfaas\.com)\//;

/** A HorizontalPodAutoscaler for Kubernetes 1.37, which accepts it. */
function isOfLaterVersion({ kind, spec }: Manifest): boolean {
  return kind === 'HorizontalPodAutoscaler' && (spec as { minReplicas?: number }).minReplicas === 0;
}

const nameOf = ({ kind, metadata: { name } }: Manifest): string => `${kind} ${name}`;

/** Objects of many platforms, applied to one API server in dry runs. */
export class DryRuns {
  private readonly created = new Set<string>();
  private readonly checked = new Set<string>();

  constructor(private readonly cluster: Cluster) {}

  /** Number of different objects. */
  get size(): number {
    return this.checked.size;
  }

  /** Applies the objects that no platform before had just so. */
  async apply(objects: readonly Manifest[]): Promise<ApplyResult> {
    const prepared = await this.prepare(objects);
    const fresh = objects.filter((object) => {
      if (FOREIGN.test(object.apiVersion) || isOfLaterVersion(object)) return false;
      const text = JSON.stringify(object);
      return this.checked.has(text) ? false : this.checked.add(text);
    });
    const result = await this.cluster.apply(fresh, { dryRun: true, compare: false });
    return { ...result, errors: [...prepared.errors, ...result.errors] };
  }

  /** A dry run creates neither the namespaces of its objects nor the kinds. */
  private async prepare(objects: readonly Manifest[]): Promise<ApplyResult> {
    const namespaces = objects.map(({ metadata: { namespace } }) => namespace).filter((name) => name !== undefined);
    const needed: Manifest[] = [
      ...[...new Set(namespaces)].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      ...objects.filter(({ kind }) => kind === 'CustomResourceDefinition'),
    ];
    const missing = needed.filter((object) => !this.created.has(nameOf(object)));
    for (const object of missing) this.created.add(nameOf(object));
    return this.cluster.apply(missing);
  }
}
