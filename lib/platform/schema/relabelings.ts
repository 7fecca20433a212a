import { z } from 'zod';

/** Name of a label of Prometheus. */
export const labelName = () =>
  z.string().regex(/^[a-zA-Z_]\w*$/, { error: 'the name of a label: letters, digits and _, without a digit in front' });

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
          targetLabel: z.string().optional().describe('Label to write.'),
          replacement: z.string().optional().describe('Value to write. Default: $1.'),
        })
        .describe('A relabeling (Prometheus `relabel_config`).'),
    )
    .default([])
    .describe(what);
