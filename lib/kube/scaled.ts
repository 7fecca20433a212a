import type { Manifest } from './synthesis';

/** The part of a scaler, of Kubernetes or of KEDA, that names its target and its limits. */
interface ScalerSpec {
  readonly scaleTargetRef?: { readonly kind?: string; readonly name: string };
  readonly minReplicas?: number;
  readonly minReplicaCount?: number;
}

/** The workloads whose number of pods a scaler decides on. */
export class ScaledWorkloads {
  private readonly least: ReadonlyMap<string, number>;

  constructor(manifests: readonly Manifest[]) {
    this.least = new Map(
      manifests.flatMap(({ metadata: { namespace }, spec }): [string, number][] => {
        const { scaleTargetRef: target, minReplicas, minReplicaCount } = (spec ?? {}) as ScalerSpec;
        return target
          ? [[key(target.kind ?? 'Deployment', target.name, namespace), minReplicas ?? minReplicaCount ?? 1]]
          : [];
      }),
    );
  }

  /** The least number of pods of a workload; undefined if none scales it. */
  public leastPods({ kind, metadata: { name, namespace } }: Manifest): number | undefined {
    return this.least.get(key(kind, name, namespace));
  }
}

function key(kind: string, name: string, namespace?: string): string {
  return `${kind} ${namespace}/${name}`;
}
