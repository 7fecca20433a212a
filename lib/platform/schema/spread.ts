import { z } from 'zod';
import { count, labelKey } from './common';

/** A topology spread constraint. */
export const spreadRule = z
  .strictObject({
    topologyKey: labelKey().describe('Node label that defines the topology domains.'),
    maxSkew: count(1, 100).default(1).describe('Maximum difference in replicas between two topology domains.'),
    whenUnsatisfiable: z
      .enum(['ScheduleAnyway', 'DoNotSchedule'])
      .default('ScheduleAnyway')
      .describe('Whether a pod that would exceed maxSkew is scheduled anyway, or stays pending.'),
  })
  .describe('A topology spread constraint.');
