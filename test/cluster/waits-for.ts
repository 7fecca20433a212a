import type { Observer } from './observer';
import type { Edge } from './timeline';
import type { Manifest, Pod, Stored } from './wire-types';
import { isWorkloadKind, progressOf, type WorkloadKind } from './workloads';

/**
 * Annotation of a pod template that says which workloads its pods wait for: a JSON object from a waiter to a list of
 * `<kind>/<name>` in the pod's namespace. A waiter is the name of an init container, or one of the two below.
 */
export const WAITS_FOR = 'faas-stack/waits-for';

/** The waiter of a pod none of whose containers can start, as a Secret that they read is still to be made. */
export const KUBELET = 'kubelet';

/** The waiter of a pod whose own container runs, but asks for something until it is there. */
export const CONTAINER = 'container';

/** What a waiter still waits for. */
export interface Missing {
  /** As the annotation names it. */
  readonly target: string;
  /** Like `0 of 1 ready` or `does not exist`. */
  readonly state: string;
}

/** What is not there yet of what a waiter waits for; empty when it may go on. A pod with a mistake never goes on. */
export function missingFor(pod: Stored<Pod>, waiter: string, observer: Observer): readonly Missing[] {
  const waits = parse(pod);
  if (typeof waits === 'string') return [{ target: WAITS_FOR, state: waits }];
  return (waits.get(waiter) ?? []).flatMap(({ kind, name }) => {
    const target = `${kind}/${name}`;
    const workload = observer.workload(kind, pod.metadata.namespace ?? '', name);
    if (!workload) return [{ target, state: 'does not exist' }];
    const { usable, summary } = progressOf(kind, workload);
    return usable ? [] : [{ target, state: summary }];
  });
}

/** What is wrong with a pod's annotation. */
export function mistakeIn(pod: Stored<Pod>): string | undefined {
  const waits = parse(pod);
  return typeof waits === 'string' ? `${pod.metadata.name}: annotation ${WAITS_FOR} ${waits}` : undefined;
}

/** Who waits for whom, by the annotations of workloads. */
export function edgesOf(objects: readonly Manifest[]): Edge[] {
  return objects.flatMap((object) => {
    const { template } = (object['spec'] ?? {}) as { template?: Pick<Pod, 'metadata'> };
    const text = template?.metadata?.annotations?.[WAITS_FOR];
    if (text === undefined) return [];
    return Object.entries(JSON.parse(text) as Record<string, string[]>).flatMap(([waiter, targets]) =>
      targets.map((first): Edge => {
        const then = `${object.kind}/${object.metadata.name}`;
        return waiter === CONTAINER ? { first, then, until: 'ready' } : { first, then };
      }),
    );
  });
}

/** The targets by waiter, or what is wrong with the annotation. */
function parse({ metadata, spec }: Stored<Pod>): ReadonlyMap<string, readonly Target[]> | string {
  const text = metadata.annotations?.[WAITS_FOR];
  const waits = new Map<string, readonly Target[]>();
  if (text === undefined) return waits;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return `is not JSON: ${text}`;
  }
  if (typeof parsed !== 'object' || parsed === null) return `is not an object: ${text}`;
  const waiters = new Set([KUBELET, CONTAINER, ...(spec?.initContainers ?? []).map(({ name }) => name)]);
  for (const [waiter, names] of Object.entries(parsed)) {
    if (!waiters.has(waiter)) return `names no init container of the pod: ${waiter}`;
    if (!Array.isArray(names)) return `gives ${waiter} no list: ${text}`;
    const targets = names.map(targetOf);
    const wrong = targets.findIndex((target) => target === undefined);
    if (wrong >= 0) return `lets ${waiter} wait for no workload: ${String(names[wrong])}`;
    waits.set(
      waiter,
      targets.filter((target) => target !== undefined),
    );
  }
  return waits;
}

interface Target {
  readonly kind: WorkloadKind;
  readonly name: string;
}

function targetOf(text: unknown): Target | undefined {
  const [kind = '', name = '', ...more] = String(text).split('/');
  return isWorkloadKind(kind) && name && more.length === 0 ? { kind, name } : undefined;
}
