import { ALERT_PRESETS, DEFAULT_PRESET, type AlertPreset } from './alert-presets';
import type { Platform } from './model';

/** A function of the platform file. */
export type PlatformFunction = Platform['functions'][number];

/** The least and the largest number of pods of a function. */
export interface FunctionPods {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** Largest number of pods of a function that a scaler of Kubernetes scales, where the file has none: each edition runs so many. */
const SCALER_MAX = 5;

/** The pods of one function. */
export function podsOfFunction({ name, scaling }: PlatformFunction): FunctionPods {
  const { mode, min } = scaling;
  const most = mode === 'alert' ? alertPresetOf(scaling).max : mode === 'none' ? min : SCALER_MAX;
  return { name, min, max: scaling.max ?? Math.max(min, most) };
}

/** The loop of a function that scales on an alert. */
export function alertPresetOf({ preset }: PlatformFunction['scaling']): AlertPreset {
  return ALERT_PRESETS[preset ?? DEFAULT_PRESET];
}

/** Whether Kubernetes scales the function, by a HorizontalPodAutoscaler of the platform or of KEDA. */
export function hasScaler({ scaling: { mode } }: PlatformFunction): boolean {
  return mode === 'rate' || mode === 'cpu' || mode === 'keda';
}

/** Value of the label `function_name` in the metrics of the gateway. */
export function functionLabel({ name }: PlatformFunction, { openfaas }: Pick<Platform, 'openfaas'>): string {
  return `${name}.${openfaas.functionNamespace}`;
}

/** A serverless platform that runs functions. */
export type FunctionPlatform = 'openfaas' | 'openwhisk';

/** Where a function runs. */
export function placesOf(one: PlatformFunction, { openfaas }: Pick<Platform, 'openfaas'>): readonly FunctionPlatform[] {
  const { platform = openfaas.enabled ? 'openfaas' : 'openwhisk' } = one;
  return platform === 'both' ? ['openfaas', 'openwhisk'] : [platform];
}

/** The functions that one of the platforms runs. */
export function functionsOn(
  place: FunctionPlatform,
  platform: Pick<Platform, 'functions' | 'openfaas'>,
): PlatformFunction[] {
  return platform.functions.filter((one) => placesOf(one, platform).includes(place));
}
