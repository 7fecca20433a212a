import type { TriggerType } from '../../crds/keda-triggers';
import type { SecretParameter } from './authentication';

/** A trigger of a ScaledObject. */
export interface KedaTrigger {
  readonly type: TriggerType;
  /** @default AverageValue */
  readonly metricType?: 'Utilization' | 'AverageValue' | 'Value';
  /** Settings; undefined ones are left out. */
  readonly metadata: Readonly<Record<string, string | number | boolean | undefined>>;
  /** @default - no authentication */
  readonly parameters?: readonly SecretParameter[];
}

/** The metadata as KEDA reads it: strings only. */
export function metadataOf({ metadata }: KedaTrigger): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}
