import type { PodGroups } from './pod';

/** How far the measured may be from the target, as a fraction of the target, before anything changes. */
export interface Tolerances {
  readonly up: number;
  readonly down: number;
}

/** How many replicas a metric asks for. */
export interface Proposal {
  readonly replicas: number;
  /** Current value: percent for a utilisation, otherwise thousandths; the average per pod if the target is one. */
  readonly current: number;
}

/** Why a metric asks for nothing. */
export interface Failure {
  readonly failure: string;
}

const MAX_INT32 = 2 ** 31 - 1;

/** How the usage of pods compares with the target. */
interface Measure {
  /** Value compared with the target, always a whole number. */
  readonly current: (usage: number, pods: number) => number;
  readonly target: number;
  /** Assumed value of a pod without a metric on scale-down, in thousandths. */
  readonly assumed: number;
}

/** A utilisation target: percent of the pods' requests (`GetResourceReplicas`); `request` is one pod's, in thousandths. */
export function utilizationReplicas(
  current: number,
  groups: PodGroups,
  {
    target,
    request,
    tolerances,
  }: { readonly target: number; readonly request: number; readonly tolerances: Tolerances },
): Proposal | Failure {
  if (request === 0) return { failure: 'the pods request nothing' };
  return podReplicas(current, groups, tolerances, {
    target,
    current: (usage, pods) => percent(usage, request * pods),
    assumed: percentOf(request, Math.max(100, target)),
  });
}

/** A target for the mean of the pods, in thousandths (`calcPlainMetricReplicas`). */
export function averageValueReplicas(
  current: number,
  groups: PodGroups,
  { target, tolerances }: { readonly target: number; readonly tolerances: Tolerances },
): Proposal | Failure {
  return podReplicas(current, groups, tolerances, {
    target,
    current: (usage, pods) => Math.trunc(usage / pods),
    assumed: target,
  });
}

/**
 * The replicas that bring each pod to the target. Pods without metrics are assumed to oppose a change: it is dropped if
 * it depends on them.
 */
function podReplicas(
  current: number,
  { measured, usage, unready, missing }: PodGroups,
  tolerances: Tolerances,
  { current: currentOf, target, assumed }: Measure,
): Proposal | Failure {
  if (measured === 0) return { failure: 'no metrics of pods that count; they may not be ready' };
  const now = currentOf(usage, measured);
  const ratio = now / target;
  const propose = (replicas: number): Proposal => ({ replicas, current: now });

  const unreadyCount = ratio > 1 ? unready : 0;
  if (unreadyCount === 0 && missing === 0) {
    return propose(isWithin(tolerances, ratio) ? current : toInt32(Math.ceil(ratio * measured)));
  }

  let pods = measured + unreadyCount;
  let assumedUsage = usage;
  if (ratio !== 1) {
    pods += missing;
    if (ratio < 1) assumedUsage += missing * assumed;
  }
  const assumedRatio = currentOf(assumedUsage, pods) / target;
  const turned = (ratio < 1 && assumedRatio > 1) || (ratio > 1 && assumedRatio < 1);
  if (isWithin(tolerances, assumedRatio) || turned) return propose(current);
  const replicas = toInt32(Math.ceil(assumedRatio * pods));
  const contrary = (assumedRatio < 1 && replicas > current) || (assumedRatio > 1 && replicas < current);
  return propose(contrary ? current : replicas);
}

/** A target for a value that belongs to no pod, as a whole (`GetObjectMetricReplicas`, `GetExternalMetricReplicas`). */
export function valueReplicas(
  current: number,
  value: number,
  { target, ready, tolerances }: { readonly target: number; readonly ready: number; readonly tolerances: Tolerances },
): Proposal {
  const ratio = value / target;
  if (current === 0) return { replicas: toInt32(Math.ceil(ratio)), current: value };
  const replicas = isWithin(tolerances, ratio) ? current : toInt32(Math.ceil(ratio * ready));
  return { replicas, current: value };
}

/** A target for such a value's share of each replica (`GetObjectPerPodMetricReplicas`, `GetExternalPerPodMetricReplicas`). */
export function valuePerPodReplicas(
  statusReplicas: number,
  value: number,
  { target, tolerances }: { readonly target: number; readonly tolerances: Tolerances },
): Proposal {
  const ratio = value / (target * statusReplicas);
  const replicas = isWithin(tolerances, ratio) ? statusReplicas : toInt32(Math.ceil(value / target));
  return { replicas, current: statusReplicas === 0 ? 0 : Math.ceil(value / statusReplicas) };
}

function isWithin({ up, down }: Tolerances, ratio: number): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

function toInt32(value: number): number {
  return Math.min(value, MAX_INT32);
}

/** Whole percent, cut off: beyond what a double holds exactly, in large integers, as bytes of memory can be. */
function percent(part: number, whole: number): number {
  const hundredfold = part * 100;
  if (hundredfold <= Number.MAX_SAFE_INTEGER) return Math.trunc(hundredfold / whole);
  return Number((BigInt(part) * 100n) / BigInt(whole));
}

function percentOf(whole: number, percentage: number): number {
  const hundredfold = whole * percentage;
  if (hundredfold <= Number.MAX_SAFE_INTEGER) return Math.trunc(hundredfold / 100);
  return Number((BigInt(whole) * BigInt(percentage)) / 100n);
}
