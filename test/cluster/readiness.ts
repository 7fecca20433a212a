import type { Api } from './api';
import { within } from './follower';
import { HELD_BACK } from './holds';
import { finished, isTrue } from './pod-state';
import type { Observer } from './observer';
import { CONTAINER, KUBELET, missingFor, mistakeIn } from './waits-for';
import type { Event, Pod, Stored } from './wire-types';
import { ownerOf, progressOf, type Workload, workloadKinds } from './workloads';

/** How long the newest events of an unready pod go back, in number. */
const EVENTS = 3;

/** The state of a namespace's workloads. */
export interface Readiness {
  /** Workloads that are as declared, like `Deployment/gateway`. */
  readonly ready: readonly string[];
  /** Workloads that are not, with their progress. */
  readonly unready: ReadonlyMap<string, string>;
  /** Why waiting is in vain: failed Jobs, and pods that can never start. */
  readonly hopeless: readonly string[];
}

/**
 * Asks the API server, not a watch, so that what was just applied is seen. The status of a workload lags behind its pods,
 * as a controller writes it: a workload with an unready pod is not ready, whatever its status says.
 */
export async function readinessOf(api: Api, namespace: string): Promise<Readiness> {
  const ready: string[] = [];
  const hopeless: string[] = [];
  const unready = new Map<string, string>();
  const waiting = new Set<string>();
  for (const pod of await api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`)) {
    const mistake = mistakeIn(pod);
    if (mistake !== undefined) hopeless.push(mistake);
    const over = ['Succeeded', 'Failed'].includes(pod.status?.phase ?? '');
    if (!over && !pod.metadata.deletionTimestamp && !isTrue(pod, 'Ready')) waiting.add(ownerOf(pod));
  }
  for (const [kind, collection] of workloadKinds()) {
    for (const workload of await api.list<Workload>(within(collection, namespace))) {
      const name = `${kind}/${workload.metadata.name}`;
      const progress = progressOf(kind, workload);
      if (progress.done && !waiting.has(name)) ready.push(name);
      else unready.set(name, progress.summary);
      if (progress.failed) hopeless.push(`${name} has failed`);
    }
  }
  return { ready, unready, hopeless };
}

/** Why workloads are not ready: their pods' conditions, containers and newest events. */
export async function explain(
  api: Api,
  observer: Observer,
  namespace: string,
  unready: ReadonlyMap<string, string>,
): Promise<string> {
  const pods = await api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`);
  const events = await api.list<Event>(`/api/v1/namespaces/${namespace}/events`);
  const newestOf = (name: string) => {
    const own = events.filter(({ involvedObject }) => involvedObject.name === name);
    own.sort((a, b) => Number(b.metadata.resourceVersion) - Number(a.metadata.resourceVersion));
    return own.slice(0, EVENTS).map(({ reason, message }) => `event ${reason}: ${message}`);
  };
  const indent = (lines: readonly string[], by: number) => lines.map((line) => ' '.repeat(by) + line);
  const lines = [...unready].flatMap(([workload, summary]) => {
    const own = pods.filter((pod) => ownerOf(pod) === workload);
    const [, name = ''] = workload.split('/');
    return [
      `${workload}: ${summary}`,
      ...indent(own.length === 0 ? ['no pods', ...newestOf(name)] : [], 2),
      ...own.flatMap((pod) => {
        const reasons = [...troublesOf(pod, observer), ...newestOf(pod.metadata.name)];
        return [`  ${pod.metadata.name}: ${pod.status?.phase}`, ...indent(reasons, 4)];
      }),
    ];
  });
  return lines.join('\n');
}

function troublesOf(pod: Stored<Pod>, observer: Observer): string[] {
  const { conditions = [], initContainerStatuses = [] } = pod.status ?? {};
  const current = initContainerStatuses.find((container) => !finished(container));
  const waitOf = (who: string, waiter: string) => {
    const missing = missingFor(pod, waiter, observer).map(({ target, state }) => `${target} (${state})`);
    return missing.length > 0 ? [`${who} waits for ${missing.join(', ')}`] : [];
  };
  return [
    ...conditions
      .filter(({ type, status }) => (type === HELD_BACK ? status === 'True' : status !== 'True'))
      .map(
        ({ type, status, reason, message }) => `${type} is ${status}: ${[reason, message].filter(Boolean).join(', ')}`,
      ),
    ...waitOf('the kubelet', KUBELET),
    ...(current ? waitOf(`init container ${current.name}`, current.name) : []),
    ...waitOf('the container', CONTAINER),
  ];
}
