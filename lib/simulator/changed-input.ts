import { refusedZero, type Hpa } from './hpa';
import { SimulationInputError } from './input-error';
import type { KedaScaling } from './keda-operator';
import { withSettings } from './settings';
import type { SimulationInput } from './simulation';

/**
 * A simulation with some settings of its HPA changed, as {@link withSettings} reads them; `option` is where the text comes from
 * in messages. Where KEDA creates the HPA, they are settings of the ScaledObject.
 *
 * @throws SimulationInputError with all settings that are unknown or out of bounds.
 */
export function changedInput(input: SimulationInput, text: string, option: string): SimulationInput {
  const { keda, controller } = input;
  const hpa = withSettings(input.hpa, text, option);
  if (keda)
    return hpa.minReplicas === input.hpa.minReplicas ? { ...input, hpa } : { ...input, ...withMinimum(hpa, keda) };
  if (hpa.minReplicas === 0 && controller?.scaleToZero === false)
    throw new SimulationInputError(option, [refusedZero()]);
  return { ...input, hpa };
}

function withMinimum(
  hpa: Hpa,
  { idleReplicas, ...keda }: KedaScaling,
): { readonly hpa: Hpa; readonly keda: KedaScaling } {
  const { minReplicas } = hpa;
  const idle = idleReplicas !== undefined && idleReplicas < minReplicas ? { idleReplicas } : {};
  return { hpa: { ...hpa, minReplicas: Math.max(minReplicas, 1) }, keda: { ...keda, minReplicas, ...idle } };
}
