import { parseDocument } from 'yaml';
import { ScaledWorkloads } from '../kube/scaled';
import type { Manifest, Synthesis } from '../kube/synthesis';
import { shellWord } from './shell-word';

/** A workload whose manifest leaves the number of pods to a scaler. */
interface Scaled {
  readonly manifest: Manifest;
  readonly min: number;
}

/**
 * Lines about workloads with several pods whose number an autoscaler decides from now on. Server-side apply resets it to 1 when the
 * manifest omits `replicas`, unless another field manager has taken the field over (Kubernetes, "Migrating Deployments and
 * StatefulSets to horizontal autoscaling").
 *
 * @param earlier - texts of the manifests that an earlier synth wrote; undefined if there was none
 */
export function handOver({ objects }: Synthesis, earlier: readonly string[] | undefined): string[] {
  const scaled = scaledWorkloads(objects.map(({ manifest }) => manifest));
  if (earlier === undefined) {
    return scaled.some(({ min }) => min > 1)
      ? [
          'If the platform runs without autoscalers already, hand over its numbers of pods before you apply: docs/autoscaling.md, "Components"',
        ]
      : [];
  }
  const documents = earlier.flatMap((text) => text.split(/^---\n/m));
  const commands = scaled.flatMap(({ manifest }) => {
    const replicas = replicasOf(manifest, documents) ?? 1;
    return replicas > 1 ? [takeOver(manifest, replicas)] : [];
  });
  if (commands.length === 0) return [];
  return [
    'Autoscalers decide on these numbers of pods from now on. If the platform runs already, hand them over before you apply:',
    ...commands.map((command) => `  ${command}`),
  ];
}

function scaledWorkloads(manifests: readonly Manifest[]): Scaled[] {
  const scaled = new ScaledWorkloads(manifests);
  return manifests
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
    .filter(({ spec }) => (spec as { replicas?: number }).replicas === undefined)
    .flatMap((manifest) => {
      const min = scaled.leastPods(manifest);
      return min === undefined ? [] : [{ manifest, min }];
    });
}

/** The replicas of an object in earlier manifests. */
function replicasOf(
  { kind, metadata: { name, namespace } }: Manifest,
  documents: readonly string[],
): number | undefined {
  return documents
    .filter((text) => text.includes(`kind: ${kind}\n`) && text.includes(`name: ${name}\n`))
    .map((text) => parseDocument(text).toJS() as Partial<Manifest> | null)
    .filter((old) => old?.kind === kind && old.metadata?.name === name && old.metadata.namespace === namespace)
    .map((old) => (old?.['spec'] as { replicas?: number } | undefined)?.replicas)
    .find((replicas) => replicas !== undefined);
}

function takeOver({ apiVersion, kind, metadata: { name, namespace } }: Manifest, replicas: number): string {
  const object = { apiVersion, kind, metadata: { name, namespace }, spec: { replicas } };
  return `echo ${shellWord(JSON.stringify(object))} | kubectl apply --server-side --field-manager=hpa --force-conflicts -f -`;
}
