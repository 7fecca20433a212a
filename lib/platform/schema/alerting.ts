import { z } from 'zod';
import { alerts } from '../../mixins';
import { SEVERITIES } from '../../mixins/alerts/rule';
import { members, objectName, promDuration, resources, volumeSize } from './common';

const severity = () => z.enum(SEVERITIES);

const levelTuning = {
  for: promDuration().optional().describe('Time for which the expression must hold before the alert fires.'),
  severity: severity().optional().describe('Severity of the alert, as its label.'),
  threshold: z.number().optional().describe('Number that the expression compares with, for alerts that have one.'),
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
  .describe('Changes to one alert: to all its rules, or to those of one severity.');

/** Changes to the platform's own alerts. */
export const alertsSchema = z
  .partialRecord(z.enum(Object.keys(alerts) as [keyof typeof alerts]), tuning)
  .default({})
  .describe("Changes to the platform's own alerts, by name (listed in docs/runbooks).");

/** Further rules. */
export const rulesSchema = z
  .array(
    z
      .strictObject({
        name: z.string().min(1).describe('Name of the group.'),
        interval: promDuration().optional().describe('Time between two evaluations. Default: that of the Prometheus.'),
        rules: z
          .array(
            z
              .strictObject({
                alert: z.string().optional().describe('Name of the alert; either this or record.'),
                record: z.string().optional().describe('Name of the recorded series.'),
                expr: z.string().min(1).describe('PromQL expression.'),
                for: promDuration().optional().describe('How long it must hold before the alert fires.'),
                labels: z
                  .record(z.string(), z.string().describe('Value of the label.'))
                  .default({})
                  .describe('Labels; alerts need a severity.'),
                annotations: z
                  .record(z.string(), z.string().describe('Text of the annotation.'))
                  .default({})
                  .describe('Annotations of the alert.'),
              })
              .describe('One rule.'),
          )
          .min(1)
          .describe('The rules, evaluated one after the other.'),
      })
      .describe('A group of rules.'),
  )
  .default([])
  .describe('Rules of yours, besides those of the platform.');

const secretKey = (what: string) =>
  z
    .strictObject({
      name: objectName().describe('Name of a Secret in the monitoring namespace.'),
      key: z.string().min(1).describe('Key of the value.'),
    })
    .describe(what);

const sendResolved = z.boolean().default(true).describe('Whether the end of an alert is told, too.');

const receiver = z
  .strictObject({
    name: z.string().min(1).describe('Name that routes refer to.'),
    webhooks: z
      .array(
        z
          .strictObject({ urlSecret: secretKey('The URL, in a Secret: it often holds a token.'), sendResolved })
          .describe('A URL that alerts are posted to.'),
      )
      .default([])
      .describe('Webhooks.'),
    slack: z
      .array(
        z
          .strictObject({
            apiUrlSecret: secretKey('The URL of the incoming webhook.'),
            channel: z.string().min(1).describe("The channel, such as '#alerts'."),
            sendResolved,
          })
          .describe('A Slack channel.'),
      )
      .default([])
      .describe('Slack channels.'),
    pagerduty: z
      .array(
        z
          .strictObject({ routingKeySecret: secretKey('The integration key (Events API v2).'), sendResolved })
          .describe('A PagerDuty service.'),
      )
      .default([])
      .describe('PagerDuty services.'),
    email: z
      .array(
        z
          .strictObject({
            to: z.string().min(3).describe('Address of the receiver.'),
            from: z.string().min(3).describe('Address of the sender.'),
            smarthost: z
              .string()
              .regex(/^[^:]+:\d+$/, { error: '<host>:<port>, such as smtp.example.org:587' })
              .describe('Host and port of the mail server.'),
            username: z.string().optional().describe('User at the mail server.'),
            passwordSecret: secretKey('Password at the mail server.').optional(),
            sendResolved,
          })
          .describe('An address.'),
      )
      .default([])
      .describe('Mail.'),
  })
  .describe('Who is told. One without any means is a place for alerts that nobody is told of.');

const matcher = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*(=|!=|=~|!~)".*"$/, { error: 'a matcher such as severity="critical"' })
  .describe('A matcher such as severity="critical".');

const routeTimes = {
  groupBy: z
    .array(z.string().min(1).describe('Name of a label.'))
    .optional()
    .describe('Labels that tell groups apart.'),
  groupWait: promDuration().optional().describe('Pause before the first message of a group.'),
  groupInterval: promDuration().optional().describe('Pause before the next message of a group.'),
  repeatInterval: promDuration().optional().describe('Pause before a message is repeated.'),
};

const route = z
  .strictObject({
    receiver: z.string().min(1).describe('Name of a receiver.'),
    matchers: z.array(matcher).min(1).describe('All of them must match.'),
    continue: z.boolean().default(false).describe('Whether later routes are looked at, too.'),
    ...routeTimes,
  })
  .describe('Which alerts go to which receiver.');

/** Alertmanager. */
export const alertmanagerSchema = z
  .strictObject({
    replicas: members(9).default(3),
    size: volumeSize('2Gi'),
    retention: promDuration().default('120h').describe('How long silences and notifications are kept.'),
    receivers: z
      .array(receiver)
      .default([])
      .describe('Who is told. Default: nobody; alerts are seen in the user interface.'),
    route: z
      .strictObject({
        receiver: z.string().optional().describe('Receiver of what no other route takes. Default: nobody.'),
        ...routeTimes,
        routes: z
          .array(route)
          .default([])
          .describe('Looked at one after the other; the first that matches takes an alert.'),
      })
      .prefault({})
      .describe('Which alerts go to which receiver.'),
    inhibitions: z
      .array(
        z
          .strictObject({
            source: z.array(matcher).min(1).describe('An alert like this one mutes the others.'),
            target: z.array(matcher).min(1).describe('Alerts like these are muted.'),
            equal: z
              .array(z.string().min(1).describe('Name of a label.'))
              .default([])
              .describe('Labels that both must have in common.'),
          })
          .describe('One alert that makes others unnecessary.'),
      )
      .default([])
      .describe('Further inhibitions; that a critical alert mutes its warning is there already.'),
    resources: resources({ requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
  })
  .prefault({})
  .describe('Alertmanager: groups, mutes and sends alerts.');
