import type { ContainerStatus, Pod, PodCondition } from './wire-types';

/** Whether an init container is over; one that stays as a sidecar is, once it has started. */
export function finished({ state, started }: ContainerStatus): boolean {
  return state?.terminated?.exitCode === 0 || started === true;
}

export function conditionOf({ status }: Pod, type: string): PodCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

export function isTrue(pod: Pod, type: string): boolean {
  return conditionOf(pod, type)?.status === 'True';
}
