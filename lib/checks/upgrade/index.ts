import type { Check } from '../finding';
import { data } from './data';
import { immutableFields } from './immutable';
import { scalingChanges } from './scaling';
import { serviceChanges } from './service';
import { strategyChanges } from './strategy';

/** The checks that compare manifests with the ones that were applied before. */
export const UPGRADE_CHECKS: readonly Check[] = [
  immutableFields,
  data,
  serviceChanges,
  strategyChanges,
  scalingChanges,
];
