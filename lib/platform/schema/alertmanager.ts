import { z } from 'zod';
import { enabled, externalUrl, members, promDuration, resources, volumeSize } from './common';
import { claimRetention, severalPods, storageClassName } from './pods';
import { receiver, receiversHttpClient } from './alert-receivers';
import { timeIntervals } from './time-intervals';
import { protectedIngress } from './protected-ingress';

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

const intervalNames = (what: string) =>
  z.array(z.string().min(1).describe('Name of a time interval.')).optional().describe(what);

const routeShape = {
  receiver: z.string().min(1).optional().describe('Name of a receiver. Default: the receiver of the route above.'),
  matchers: z.array(matcher).min(1).describe('Matchers; all must match.'),
  continue: z.boolean().default(false).describe('Whether later routes are evaluated, too.'),
  muteTimeIntervals: intervalNames('Time intervals during which nothing is sent.'),
  activeTimeIntervals: intervalNames('Time intervals during which notifications are sent. Default: always.'),
  ...routeTimes,
};

const routes = <T extends z.ZodType>(route: T) =>
  z
    .array(route)
    .default([])
    .describe('Routes, evaluated in order; the first match wins. Without a match, the route above applies.');

const leaf = z.strictObject(routeShape).describe('Routing of alerts to receivers.');

const branch = z.strictObject({ ...routeShape, routes: routes(leaf) }).describe('Routing of alerts to receivers.');

const route = z.strictObject({ ...routeShape, routes: routes(branch) }).describe('Routing of alerts to receivers.');

/** Alertmanager. */
export const alertmanagerSchema = z
  .strictObject({
    enabled: enabled(
      'Run Alertmanager. Off: alerts are sent to prometheus.alertmanagers, or are only visible in Prometheus and Grafana.',
    ),
    replicas: members(9).default(3),
    pods: severalPods(),
    size: volumeSize('2Gi'),
    storageClassName: storageClassName(),
    claimRetention: claimRetention(),
    retention: promDuration().default('120h').describe('Retention of silences and of the notification log.'),
    externalUrl: externalUrl('Alertmanager'),
    ingress: protectedIngress('Alertmanager'),
    receivers: z
      .array(receiver)
      .default([])
      .describe('Receivers. Default: none; alerts are only visible in the user interface.'),
    httpConfig: receiversHttpClient,
    templates: z
      .record(
        z.string().regex(/^[A-Za-z0-9][-A-Za-z0-9_.]*\.tmpl$/, { error: 'a file name such as team.tmpl' }),
        z.string().min(1).describe('Content of the file.'),
      )
      .default({})
      .describe('Notification templates, by file name. Their definitions can be used in the texts of receivers.'),
    timeIntervals,
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
