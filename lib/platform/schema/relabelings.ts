import { z } from 'zod';
import { labelName, line } from './values';

/** Steps of relabeling (Prometheus, `relabel_config`). */
export const relabelings = (what: string) =>
  z
    .array(
      z
        .strictObject({
          action: z
            .enum([
              'replace',
              'keep',
              'drop',
              'hashmod',
              'labelmap',
              'labeldrop',
              'labelkeep',
              'lowercase',
              'uppercase',
              'keepequal',
              'dropequal',
            ])
            .default('replace')
            .describe('Action.'),
          sourceLabels: z.array(labelName().describe('Name of a label.')).optional().describe('Labels to join.'),
          separator: z.string().optional().describe("Separator of the joined labels. Default: ';'."),
          regex: z.string().optional().describe('RE2 expression, anchored. Default: (.*).'),
          modulus: z.int().min(1).optional().describe('Modulus, for hashmod.'),
          targetLabel: line(255).optional().describe('Label to write.'),
          replacement: z.string().optional().describe('Value to write. Default: $1.'),
        })
        .describe('A relabeling (Prometheus `relabel_config`).'),
    )
    .default([])
    .describe(what);
