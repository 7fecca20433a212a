import { type Condition, conditionOf, type LiveObject } from './objects';

/** Whether an object does its work. */
export interface Readiness {
  readonly state: 'ready' | 'progressing' | 'failed';
  /** The missing part, or the reason of the failure. @default - it is ready */
  readonly detail?: string;
  /** Something that the user should know, and that nothing waits for. @default - none */
  readonly note?: string;
}

const READY: Readiness = { state: 'ready' };

/**
 * Whether an object does its work, by the rules of its kind (kstatus, with the exceptions below). Only a status counts that the
 * controller has written about the present generation.
 *
 * - A Job is ready when it is complete, not when it runs.
 * - A Prometheus or an Alertmanager is ready when its pods are available.
 * - A claim, an address and a target of scaling hold nothing back: they come with a pod or a controller.
 *
 * @param since - milliseconds; a failure that is older belongs to an earlier version of the object
 */
export function readinessOf(object: LiveObject, since: number): Readiness {
  const { metadata, status, kind } = object;
  if (metadata.deletionTimestamp !== undefined) return progressing('is being deleted');
  const rule = RULES[kind];
  const seen = status?.observedGeneration;
  if (seen !== undefined && metadata.generation !== undefined && seen < metadata.generation)
    return progressing('its controller has not seen the change yet');
  return rule ? rule(object, since) : byCondition(object, 'Ready');
}

/** Kinds whose objects have to be ready before anything after them is sent; others only have to exist. */
export const HOLDING_KINDS: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
];

type Rule = (object: LiveObject, since: number) => Readiness;

const RULES: Readonly<Record<string, Rule>> = {
  Namespace: (object) => (object.status?.['phase'] === 'Terminating' ? progressing('is being deleted') : READY),
  CustomResourceDefinition: (object) => {
    const names = conditionOf(object, 'NamesAccepted');
    if (names?.status === 'False') return { state: 'failed', detail: textOf(names) };
    return established(object);
  },
  APIService: (object) => required(object, 'Available'),
  Deployment: deployment,
  StatefulSet: statefulSet,
  DaemonSet: daemonSet,
  Job: job,
  CronJob: () => READY,
  PersistentVolumeClaim: (object) => {
    const phase = object.status?.['phase'];
    if (phase === 'Lost') return { state: 'failed', detail: 'its volume is lost' };
    return phase === 'Bound'
      ? READY
      : { ...READY, note: 'not bound yet: a volume is made for the first pod that uses it' };
  },
  Service: (object) => (object.spec?.['type'] === 'LoadBalancer' ? addressed(object) : READY),
  Ingress: addressed,
  Gateway: (object) => {
    const programmed = conditionOf(object, 'Programmed');
    return programmed?.status === 'True'
      ? READY
      : { ...READY, note: 'not programmed yet: no controller serves its class' };
  },
  HorizontalPodAutoscaler: (object) => {
    const active = conditionOf(object, 'ScalingActive');
    return active?.status === 'False' ? { ...READY, note: `does not scale: ${textOf(active)}` } : READY;
  },
  Prometheus: operated,
  Alertmanager: operated,
  PodDisruptionBudget: () => READY,
};

function established(object: LiveObject): Readiness {
  return conditionOf(object, 'Established')?.status === 'True' ? READY : progressing('the kind is not served yet');
}

function deployment(object: LiveObject, since: number): Readiness {
  const wanted = numberIn(object.spec, 'replicas', 1);
  const [all, updated, available] = ['replicas', 'updatedReplicas', 'availableReplicas'].map((field) =>
    numberIn(object.status, field),
  );
  if (object.status?.observedGeneration === undefined) return progressing('its controller has not seen it yet');
  const refused = conditionOf(object, 'ReplicaFailure');
  const stuck = conditionOf(object, 'Progressing');
  if (stuck?.reason === 'ProgressDeadlineExceeded' && isSince(stuck, since))
    return { state: 'failed', detail: `${available}/${wanted} pods available: ${textOf(stuck)}` };
  if (updated === wanted && all === wanted && available === wanted) return READY;
  const old = (all ?? 0) > (updated ?? 0) ? `, ${(all ?? 0) - (updated ?? 0)} old ones remain` : '';
  const why = refused?.status === 'True' ? `: ${refused.message ?? ''}` : '';
  return progressing(`${Math.min(updated ?? 0, available ?? 0)}/${wanted} pods available${old}${why}`);
}

function statefulSet(object: LiveObject): Readiness {
  const { spec, status } = object;
  const wanted = numberIn(spec, 'replicas', 1);
  const ready = numberIn(status, 'readyReplicas');
  if (status?.observedGeneration === undefined) return progressing('its controller has not seen it yet');
  if (ready < wanted) return progressing(`${ready}/${wanted} pods ready`);
  const strategy = (spec?.['updateStrategy'] as { readonly type?: string } | undefined)?.type;
  if (strategy !== 'OnDelete' && status['updateRevision'] !== status['currentRevision'])
    return progressing(`${numberIn(status, 'updatedReplicas')}/${wanted} pods updated`);
  return READY;
}

function daemonSet({ status }: LiveObject): Readiness {
  if (status?.observedGeneration === undefined) return progressing('its controller has not seen it yet');
  const wanted = numberIn(status, 'desiredNumberScheduled');
  if (wanted === 0) return { ...READY, note: 'no node matches its selector and tolerations' };
  const available = numberIn(status, 'numberAvailable');
  const updated = numberIn(status, 'updatedNumberScheduled');
  return available >= wanted && updated >= wanted
    ? READY
    : progressing(`${Math.min(available, updated)}/${wanted} pods available`);
}

function job(object: LiveObject): Readiness {
  if (conditionOf(object, 'Complete')?.status === 'True') return READY;
  const broken = conditionOf(object, 'Failed');
  if (broken?.status === 'True') return { state: 'failed', detail: textOf(broken) };
  if (object.spec?.['suspend'] === true) return { ...READY, note: 'is suspended' };
  const failures = numberIn(object.status, 'failed');
  return progressing(failures > 0 ? `not complete, ${failures} tries failed` : 'not complete');
}

function operated(object: LiveObject): Readiness {
  const reconciled = conditionOf(object, 'Reconciled');
  if (reconciled?.status === 'False') return progressing(textOf(reconciled));
  return required(object, 'Available');
}

function addressed(object: LiveObject): Readiness {
  const balancer = object.status?.['loadBalancer'] as { readonly ingress?: readonly unknown[] } | undefined;
  return (balancer?.ingress ?? []).length > 0
    ? READY
    : { ...READY, note: 'no address yet: nothing in this cluster has given one' };
}

/** A condition that has to be there. */
function required(object: LiveObject, type: string): Readiness {
  return conditionOf(object, type) ? byCondition(object, type) : progressing('no controller has reported on it yet');
}

/** A condition that decides where it exists. */
function byCondition(object: LiveObject, type: string): Readiness {
  const condition = conditionOf(object, type);
  if (!condition) return READY;
  const { generation } = object.metadata;
  if (
    condition.observedGeneration !== undefined &&
    generation !== undefined &&
    condition.observedGeneration < generation
  )
    return progressing('its controller has not seen the change yet');
  return condition.status === 'True' ? READY : progressing(textOf(condition));
}

function progressing(detail: string): Readiness {
  return { state: 'progressing', detail };
}

function isSince({ lastUpdateTime, lastTransitionTime }: Condition, since: number): boolean {
  // The API server counts whole seconds.
  return Date.parse(lastUpdateTime ?? lastTransitionTime ?? '') >= Math.floor(since / 1000) * 1000;
}

function textOf({ reason, message }: Condition): string {
  return message ?? reason ?? 'no reason is given';
}

function numberIn(fields: Readonly<Record<string, unknown>> | undefined, field: string, otherwise = 0): number {
  const value = fields?.[field];
  return typeof value === 'number' ? value : otherwise;
}
