import type { LiveObject } from './objects';

/** State of a container (Kubernetes, ContainerStatus). */
interface ContainerStatus {
  readonly name: string;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: { readonly startedAt?: string };
    readonly terminated?: { readonly reason?: string; readonly exitCode: number; readonly message?: string };
  };
  readonly lastState?: ContainerStatus['state'];
}

/** A pod as its status is read here. */
export interface Pod extends LiveObject {
  readonly spec?: Readonly<Record<string, unknown>> & {
    readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
  };
  readonly status?: NonNullable<LiveObject['status']> & {
    readonly phase?: string;
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

/** A warning about an object. */
export interface Event {
  readonly reason?: string;
  readonly message?: string;
  readonly involvedObject: { readonly kind?: string; readonly name?: string; readonly uid?: string };
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
}

/** Why a pod is not ready. */
export interface Trouble {
  readonly text: string;
  /** A container whose last log lines say more. @default - none does */
  readonly logs?: { readonly container: string; readonly previous: boolean; readonly lines: number };
  /** Whether nothing but another manifest can heal it. @default false */
  readonly final?: true;
}

/** Waiting reasons of a container that only a change of the manifest ends. */
const FINAL = ['InvalidImageName', 'ErrImageNeverPull'];

/** Waiting reasons that say nothing: the container starts. */
const STARTING = ['ContainerCreating', 'PodInitializing'];

/** Why a pod is not ready; undefined if it is, or has done its work. @param events - warnings about it */
export function troubleOf(pod: Pod, events: readonly Event[], now: number): Trouble | undefined {
  const { name, deletionTimestamp } = pod.metadata;
  const { phase, conditions = [], initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const condition = (type: string) => conditions.find((candidate) => candidate.type === type);
  if (deletionTimestamp !== undefined || phase === 'Succeeded') return undefined;
  if (condition('Ready')?.status === 'True') return undefined;
  const scheduled = condition('PodScheduled');
  if (scheduled?.status === 'False') return { text: `${name} Pending: ${scheduled.message ?? 'not scheduled'}` };
  const first = [...initContainerStatuses, ...containerStatuses].find(
    (status) => !isDone(status, initContainerStatuses),
  );
  if (!first) return { text: `${name} is ${phase ?? 'Pending'}` };
  const init = initContainerStatuses.includes(first);
  return containerTrouble(name, first, init, events, now);
}

/** Whether a container lets the pod go on: an init container ended well, another one is ready. */
function isDone(status: ContainerStatus, init: readonly ContainerStatus[]): boolean {
  return init.includes(status) ? status.ready || status.state?.terminated?.exitCode === 0 : status.ready;
}

function containerTrouble(
  pod: string,
  { name, state = {}, lastState, restartCount }: ContainerStatus,
  init: boolean,
  events: readonly Event[],
  now: number,
): Trouble {
  const { waiting, running, terminated } = state;
  const ended = terminated ?? lastState?.terminated;
  if (waiting && !STARTING.includes(waiting.reason ?? '')) {
    const text = `${pod} ${waiting.reason}: ${waiting.message ?? `container ${name}`}`;
    if (waiting.reason === 'CrashLoopBackOff')
      return { text: `${pod} CrashLoopBackOff: container ${name} ${exit(ended)}`, logs: logsOf(name, ended, true) };
    return FINAL.includes(waiting.reason ?? '') ? { text, final: true } : { text };
  }
  if (terminated)
    return { text: `${pod}: container ${name} ${exit(terminated)}`, logs: logsOf(name, terminated, false) };
  if (running && init && name.startsWith('wait-for-')) {
    const seconds = Math.round((now - Date.parse(running.startedAt ?? '')) / 1000);
    return {
      text: `${pod} waits ${seconds} s for ${name.slice('wait-for-'.length)}`,
      logs: { container: name, previous: false, lines: 1 },
    };
  }
  const warning = latest(events);
  const why = warning ? `: ${warning.reason}: ${warning.message?.trim().split('\n')[0]}` : '';
  if (!running) return { text: `${pod} starts${why}` };
  const restarts = restartCount > 0 ? ` after ${restartCount} restarts` : '';
  return { text: `${pod}: container ${name} is ${init ? 'running' : 'not ready'}${restarts}${why}` };
}

function exit(ended: { readonly exitCode: number; readonly reason?: string; readonly message?: string } | undefined) {
  if (!ended) return 'ends again and again';
  const message = ended.message?.trim().split('\n').at(-1);
  return `ended with code ${ended.exitCode}${ended.reason && ended.reason !== 'Error' ? ` (${ended.reason})` : ''}${message ? `: ${message}` : ''}`;
}

/** The log of a container that ended without a termination message. */
function logsOf(container: string, ended: { readonly message?: string } | undefined, previous: boolean) {
  return ended?.message ? undefined : { container, previous, lines: 3 };
}

function latest(events: readonly Event[]): Event | undefined {
  return [...events].sort((a, b) => timeOf(b) - timeOf(a))[0];
}

/** When an event was last seen, in milliseconds. */
export function timeOf({ lastTimestamp, eventTime }: Event): number {
  return Date.parse(lastTimestamp ?? eventTime ?? '') || 0;
}
