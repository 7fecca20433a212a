import { z } from 'zod';
import { alerts } from '../../mixins';
import { SEVERITIES } from '../../mixins/alerts/rule';
import { externalUrl, members, objectName, promDuration, resources, volumeSize } from './common';
import { claimRetention, severalPods, storageClassName } from './pods';

const severity = () => z.enum(SEVERITIES);

const levelTuning = {
  for: promDuration().optional().describe('Time that the expression must hold before the alert fires.'),
  severity: severity().optional().describe('Severity of the alert, as its label.'),
  threshold: z.number().optional().describe('Threshold of the expression, for alerts that have one.'),
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

/** Further rules. */
export const rulesSchema = z
  .array(
    z
      .strictObject({
        name: z.string().min(1).describe('Name of the group.'),
        interval: promDuration()
          .optional()
          .describe('Evaluation interval. Default: the evaluation interval of the Prometheus.'),
        rules: z
          .array(
            z
              .strictObject({
                alert: z.string().optional().describe('Name of the alert; exclusive with record.'),
                record: z.string().optional().describe('Name of the recorded series.'),
                expr: z.string().min(1).describe('PromQL expression.'),
                for: promDuration().optional().describe('Time that the expression must hold before the alert fires.'),
                keepFiringFor: promDuration()
                  .optional()
                  .describe('Time that the alert goes on firing after the expression no longer holds. Default: 0s.'),
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
          .describe('The rules, evaluated in order.'),
      })
      .describe('A group of rules.'),
  )
  .default([])
  .describe('Your own rules, in addition to the rules of the platform.');

const secretKey = (what: string) =>
  z
    .strictObject({
      name: objectName().describe('Name of a Secret in the monitoring namespace.'),
      key: z.string().min(1).describe('Key of the value.'),
    })
    .describe(what);

const sendResolved = z.boolean().default(true).describe('Whether resolved alerts are sent, too.');

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
            requireTLS: z
              .boolean()
              .optional()
              .describe(
                'Whether mail is sent only if the server offers STARTTLS. Default: true, except for port 465, where the connection itself is TLS. Without TLS, a server that offers PLAIN first gets no password.',
              ),
            sendResolved,
          })
          .describe('An address.'),
      )
      .default([])
      .describe('Mail.'),
  })
  .describe('A receiver. Without any integration, its alerts are not sent anywhere.');

const matcher = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*(=|!=|=~|!~)".*"$/, { error: 'a matcher such as severity="critical"' })
  .describe('A matcher such as severity="critical".');

const routeTimes = {
  groupBy: z
    .array(z.string().min(1).describe('Name of a label.'))
    .optional()
    .describe('Labels that alerts are grouped by.'),
  groupWait: promDuration()
    .optional()
    .describe('Wait before the first notification of a group (Alertmanager `group_wait`).'),
  groupInterval: promDuration()
    .optional()
    .describe('Wait before the next notification of a group (Alertmanager `group_interval`).'),
  repeatInterval: promDuration()
    .optional()
    .describe('Wait before a notification is repeated (Alertmanager `repeat_interval`).'),
};

const route = z
  .strictObject({
    receiver: z.string().min(1).describe('Name of a receiver.'),
    matchers: z.array(matcher).min(1).describe('Matchers; all must match.'),
    continue: z.boolean().default(false).describe('Whether later routes are evaluated, too.'),
    ...routeTimes,
  })
  .describe('Routing of alerts to receivers.');

/** Alertmanager. */
export const alertmanagerSchema = z
  .strictObject({
    replicas: members(9).default(3),
    pods: severalPods(),
    size: volumeSize('2Gi'),
    storageClassName: storageClassName(),
    claimRetention: claimRetention(),
    retention: promDuration().default('120h').describe('Retention of silences and of the notification log.'),
    externalUrl: externalUrl('Alertmanager'),
    receivers: z
      .array(receiver)
      .default([])
      .describe('Receivers. Default: none; alerts are only visible in the user interface.'),
    route: z
      .strictObject({
        receiver: z.string().optional().describe('Receiver of alerts that no route matches. Default: none.'),
        ...routeTimes,
        routes: z.array(route).default([]).describe('Routes, evaluated in order; the first match wins.'),
      })
      .prefault({})
      .describe('Routing of alerts to receivers.'),
    inhibitions: z
      .array(
        z
          .strictObject({
            source: z.array(matcher).min(1).describe('Matchers of the inhibiting alert.'),
            target: z.array(matcher).min(1).describe('Matchers of the inhibited alerts.'),
            equal: z
              .array(z.string().min(1).describe('Name of a label.'))
              .default([])
              .describe('Labels that must be equal in both.'),
          })
          .describe('An inhibition rule: one alert mutes others.'),
      )
      .default([])
      .describe('Additional inhibition rules; critical alerts already inhibit their warnings.'),
    resources: resources({ requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '200m', memory: '256Mi' } }),
  })
  .prefault({})
  .describe('Alertmanager: groups, inhibits and sends alerts.');
