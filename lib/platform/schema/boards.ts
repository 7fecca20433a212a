import { z } from 'zod';
import { BOARDS } from '../../mixins';
import { objectName } from './common';

/** Further dashboards of Grafana. */
export const boardsSchema = z
  .array(
    z
      .strictObject({
        folder: z
          .string()
          .regex(/^[^/]+$/, { error: 'a name without /' })
          .max(100)
          .describe('Folder in Grafana; it may be a folder of the platform.'),
        file: z
          .string()
          .min(1)
          .optional()
          .describe("File with the dashboard's JSON, relative to the platform file. Instead: json or configMap."),
        json: z.string().min(1).optional().describe('JSON of the dashboard. Instead: file or configMap.'),
        configMap: objectName()
          .optional()
          .describe(
            'ConfigMap in the monitoring namespace with dashboards in its keys, whose names end in .json. Grafana follows its changes. Instead: file or json.',
          ),
      })
      .describe('A dashboard, or the dashboards of a ConfigMap.'),
  )
  .default([])
  .describe("Dashboards in addition to the platform's.");

/** Dashboards that are left out. */
export const disabledBoardsSchema = z
  .array(z.enum(BOARDS.map(({ uid }) => uid) as [string, ...string[]]).describe('Name of a dashboard.'))
  .default([])
  .describe("The platform's dashboards to leave out, by name (listed in docs/boards).");
