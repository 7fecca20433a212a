import type { ApiObject } from 'cdk8s';
import { ScaledWorkloads } from '../kube/scaled';
import type { Synthesis } from '../kube/synthesis';
import { OperatedWorkload, Workload } from '../kube/workload';
import type { Unordered } from './planned';

/** Time between the end of a Job and the last look at it, in seconds. */
const JOB_SLACK_SECONDS = 60;

/**
 * Timeout of each workload, by resource: the deadlines of its waiting init containers, which run in sequence, plus its
 * start time. A Job has its own deadline.
 */
export function timeoutsOf({ app }: Synthesis, names: ReadonlyMap<ApiObject, string>): Map<string, number> {
  const timeouts = new Map<string, number>();
  for (const workload of Workload.within(app)) {
    const name = names.get(workload.apiObject);
    // Nothing waits for what an operator makes.
    if (name === undefined || workload instanceof OperatedWorkload) continue;
    timeouts.set(name, timeoutOf(workload));
  }
  return timeouts;
}

function timeoutOf(workload: Workload): number {
  const { spec } = workload.apiObject.toJson() as { readonly spec: { readonly activeDeadlineSeconds?: number } };
  if (spec.activeDeadlineSeconds) return spec.activeDeadlineSeconds + JOB_SLACK_SECONDS;
  return workload.startSeconds;
}

/** The fields of each resource that belong to an autoscaler: set once, and never again. */
export function ownedByAutoscalers(objects: readonly Unordered[]): Map<string, readonly string[]> {
  const scaled = new ScaledWorkloads(objects.map(({ manifest }) => manifest));
  return new Map(
    objects.flatMap(({ name, manifest }): [string, readonly string[]][] =>
      scaled.leastPods(manifest) === undefined ? [] : [[name, ['spec.replicas']]],
    ),
  );
}

/** The namespaces with claims: claims from a claim template are also deleted with their namespace. */
export function dataNamespaces(objects: readonly Unordered[]): Set<string> {
  return new Set(
    objects.flatMap(({ manifest: { kind, metadata, ...rest } }) => {
      const spec = (rest['spec'] ?? {}) as {
        readonly volumeClaimTemplates?: unknown;
        readonly storage?: { readonly volumeClaimTemplate?: unknown };
      };
      const claims = kind === 'PersistentVolumeClaim' || spec.volumeClaimTemplates || spec.storage?.volumeClaimTemplate;
      return claims && metadata.namespace ? [metadata.namespace] : [];
    }),
  );
}
