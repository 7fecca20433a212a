import type { DaemonSet, Deployment, Job, Pod, StatefulSet } from './wire-types';

/** The kinds that make pods, with their collection over all namespaces. */
const WORKLOAD_KINDS = {
  Deployment: '/apis/apps/v1/deployments',
  StatefulSet: '/apis/apps/v1/statefulsets',
  DaemonSet: '/apis/apps/v1/daemonsets',
  Job: '/apis/batch/v1/jobs',
} as const;

export type WorkloadKind = keyof typeof WORKLOAD_KINDS;

/** Each kind with its collection. */
export function workloadKinds(): [WorkloadKind, string][] {
  return Object.entries(WORKLOAD_KINDS) as [WorkloadKind, string][];
}

export type Workload = Deployment | StatefulSet | DaemonSet | Job;

/** A workload within its namespace, like `StatefulSet/kafka`. */
export type WorkloadName = `${WorkloadKind}/${string}`;

/** How far a workload is. */
export interface Progress {
  /** Others can use it: one pod is ready; for a Job: it is complete. */
  readonly usable: boolean;
  /** All of it is as declared. */
  readonly done: boolean;
  /** It can never become ready by itself. */
  readonly failed: boolean;
  /** For people, like `1 of 3 ready`. */
  readonly summary: string;
}

export function isWorkloadKind(kind: string): kind is WorkloadKind {
  return kind in WORKLOAD_KINDS;
}

export function progressOf(kind: WorkloadKind, workload: Workload): Progress {
  switch (kind) {
    case 'Deployment':
      return deploymentProgress(workload as Deployment);
    case 'StatefulSet':
      return statefulSetProgress(workload as StatefulSet);
    case 'DaemonSet':
      return daemonSetProgress(workload as DaemonSet);
    case 'Job':
      return jobProgress(workload);
  }
}

function deploymentProgress({ metadata, spec, status }: Deployment): Progress {
  const wanted = spec?.replicas ?? 1;
  const current = status?.observedGeneration === metadata?.generation && (status?.updatedReplicas ?? 0) === wanted;
  const settled = (status?.replicas ?? 0) === wanted && (status?.availableReplicas ?? 0) === wanted;
  return replicas(status?.readyReplicas, wanted, current && settled);
}

function statefulSetProgress({ metadata, spec, status }: StatefulSet): Progress {
  const wanted = spec?.replicas ?? 1;
  const onDelete = spec?.updateStrategy?.type === 'OnDelete';
  const current = onDelete || status?.currentRevision === status?.updateRevision;
  const seen = status?.observedGeneration === metadata?.generation;
  return replicas(status?.readyReplicas, wanted, seen && current && (status?.availableReplicas ?? 0) === wanted);
}

function daemonSetProgress({ metadata, status }: DaemonSet): Progress {
  const wanted = status?.desiredNumberScheduled ?? 0;
  const seen = status?.observedGeneration === metadata?.generation;
  const current = (status?.updatedNumberScheduled ?? 0) === wanted && (status?.numberAvailable ?? 0) === wanted;
  return replicas(status?.numberReady, wanted, seen && current);
}

function replicas(ready = 0, wanted: number, settled: boolean): Progress {
  const summary = `${ready} of ${wanted} ready`;
  return { usable: ready > 0, done: settled && ready === wanted, failed: false, summary };
}

function jobProgress({ spec, status }: Job): Progress {
  const is = (wanted: string) => status?.conditions?.some(({ type, status }) => type === wanted && status === 'True');
  const complete = is('Complete') ?? false;
  const failed = is('Failed') ?? false;
  const state = complete ? 'complete' : failed ? 'failed' : `${status?.active ?? 0} active, not complete`;
  return { usable: complete, done: complete || spec?.suspend === true, failed, summary: state };
}

/** The workload a pod belongs to, as people know it: the Deployment, not its ReplicaSet. */
export function ownerOf({ metadata }: Pod): string {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return `Pod/${metadata?.name ?? ''}`;
  const hash = metadata?.labels?.['pod-template-hash'];
  const ofDeployment = owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`);
  return ofDeployment ? `Deployment/${owner.name.slice(0, -hash.length - 1)}` : `${owner.kind}/${owner.name}`;
}
