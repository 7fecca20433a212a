import { z } from 'zod';
import { alerts, RULE_GROUPS } from '../../mixins';
import { SEVERITIES } from '../../mixins/alerts/rule';
import { promDuration } from './common';
import { labelName, line } from './values';

const severity = () => z.enum(SEVERITIES);

const labels = () =>
  z
    .record(labelName(), z.string().describe('Value of the label.'))
    .optional()
    .describe('Further labels of the alerts, which routes can match. Default: none.');

const levelTuning = {
  for: promDuration().optional().describe('Time that the expression must hold before the alert fires.'),
  severity: severity().optional().describe('Severity of the alert, as its label.'),
  threshold: z.number().optional().describe('Threshold of the expression, for alerts that have one.'),
  labels: labels(),
};

// No defaults: a patch of one severity must not override what the file states for the whole alert.
const enabled = (unless: string) => z.boolean().optional().describe(`Renders the rules. Default: ${unless}.`);

const ofSeverity = (severity: string) =>
  z
    .strictObject({ enabled: enabled('as for the whole alert'), ...levelTuning })
    .optional()
    .describe(`Changes to the rules of severity ${severity}; they take precedence over changes to the whole alert.`);

const pattern = (what: string) =>
  z.array(z.string().min(1).describe('Name, or RE2 expression, anchored.')).optional().describe(what);

const tuning = z
  .strictObject({
    enabled: enabled('true'),
    ...levelTuning,
    namespaces: z
      .strictObject({
        include: pattern('Namespaces that the alert covers. Default: all.'),
        exclude: pattern('Namespaces that the alert does not cover. Default: none.'),
      })
      .optional()
      .describe('Namespaces, for alerts about namespaced objects.'),
    critical: ofSeverity('critical'),
    warning: ofSeverity('warning'),
    info: ofSeverity('info'),
  })
  .describe('Changes to one alert: to all its rules, or to the rules of one severity.');

/** Changes to the platform's own alerts. */
export const alertsSchema = z
  .partialRecord(z.enum(Object.keys(alerts) as [keyof typeof alerts]), tuning)
  .default({})
  .describe("Changes to the platform's own alerts, by name (listed in docs/runbooks).");

const GROUP_NAMES = RULE_GROUPS.filter((group) => Object.keys(group.alerts).length > 0).map(({ name }) => name);

/** Changes to the alerts of whole groups. */
export const alertGroupsSchema = z
  .partialRecord(
    z.enum(GROUP_NAMES as [string, ...string[]]),
    z
      .strictObject({ enabled: enabled('true'), labels: labels() })
      .describe('Changes to the alerts of one group. Changes to an alert take precedence.'),
  )
  .default({})
  .describe(
    "Changes to all alerts of a group of the platform's rules, by name. Recorded series of the group stay, because dashboards and other rules use them.",
  );

/** Further rules. */
export const rulesSchema = z
  .array(
    z
      .strictObject({
        name: line(200).describe('Name of the group.'),
        interval: promDuration()
          .optional()
          .describe('Evaluation interval. Default: the evaluation interval of the Prometheus.'),
        rules: z
          .array(
            z
              .strictObject({
                alert: line(200).optional().describe('Name of the alert; exclusive with record.'),
                record: z.string().optional().describe('Name of the recorded series.'),
                expr: z.string().min(1).describe('PromQL expression.'),
                for: promDuration().optional().describe('Time that the expression must hold before the alert fires.'),
                keepFiringFor: promDuration()
                  .optional()
                  .describe('Time that the alert goes on firing after the expression no longer holds. Default: 0s.'),
                labels: z
                  .record(labelName(), z.string().describe('Value of the label.'))
                  .default({})
                  .describe('Labels; alerts need a severity.'),
                annotations: z
                  .record(labelName(), z.string().describe('Text of the annotation.'))
                  .default({})
                  .describe('Annotations of the alert.'),
              })
              .describe('One rule.'),
          )
          .min(1)
          .describe('The rules, evaluated in order.'),
      })
      .describe('A group of rules.'),
  )
  .default([])
  .describe('Your own rules, in addition to the rules of the platform.');
