import { onSince } from '../kube/kubernetes-versions';
import type { SimulationInput, SimulationResult } from './simulation';

/** Notes that the changes of replicas do not show: why an HPA does nothing, and which of its fields have no effect. */
export function notesOf({ hpa, controller, keda }: SimulationInput, { syncs }: SimulationResult): string[] {
  const notes: string[] = [];
  const disabled = keda ? undefined : syncs.find((sync) => sync.disabled);
  if (disabled) {
    notes.push(
      `from ${disabled.time} s on, ${hpa.name} does nothing, as it did not set the 0 replicas: its condition ScalingActive is False with the reason ScalingDisabled, and ScaledToZero is not True; set 1 replica or more by hand`,
    );
  }
  const { scaleUp, scaleDown } = hpa.behavior ?? {};
  const tolerates = [scaleUp, scaleDown].some((rules) => rules?.tolerance !== undefined);
  if (tolerates && controller?.configurableTolerance === false) {
    notes.push(
      `the tolerance in the behavior of ${hpa.name} has no effect: the API server drops it, as the feature gate HPAConfigurableTolerance is off before Kubernetes ${onSince('HPAConfigurableTolerance')}`,
    );
  }
  return notes;
}
