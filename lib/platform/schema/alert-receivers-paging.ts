import { z } from 'zod';
import { line } from './values';
import { objectName, promDuration, secretKey } from './common';
import { apiUrl, sendResolved, text, texts } from './alert-receiver-options';

/** A URL that alerts are posted to. */
export const webhook = z
  .strictObject({
    urlSecret: secretKey('The URL, in a Secret: it often holds a token.'),
    maxAlerts: z
      .int()
      .min(1)
      .optional()
      .describe('Limit of alerts per request; the others are left out. Default: none.'),
    timeout: promDuration().optional().describe('Timeout of the request. Default: none.'),
    payload: text("Body of the request in JSON or YAML, instead of Alertmanager's"),
    sendResolved: sendResolved(),
  })
  .describe('A URL that alerts are posted to.');

/** A PagerDuty service. */
export const pagerduty = z
  .strictObject({
    routingKeySecret: secretKey('The integration key (Events API v2).'),
    description: text('Title of the incident'),
    severity: text('Severity: critical, error, warning or info'),
    class: text('Class of the event'),
    component: text('Part of the source that is affected'),
    group: text('Group of parts'),
    source: text('Source of the event'),
    client: text('Name of the sender'),
    clientUrl: text('Link of the sender'),
    details: texts('Further details.'),
    url: apiUrl('https://events.pagerduty.com/v2/enqueue; for the EU, https://events.eu.pagerduty.com/v2/enqueue.'),
    sendResolved: sendResolved(),
  })
  .describe('A PagerDuty service.');

/** An Opsgenie team. */
export const opsgenie = z
  .strictObject({
    apiKeySecret: secretKey('The API key of the integration.'),
    message: text('Title of the alert'),
    description: text('Description of the alert'),
    source: text('Source of the alert'),
    entity: text('Subject of the alert'),
    tags: text('Tags, separated by commas'),
    note: text('Note'),
    actions: text('Actions, separated by commas'),
    priority: text('Priority, P1 to P5'),
    details: texts('Further details.'),
    responders: z
      .array(
        z
          .strictObject({
            type: z.enum(['team', 'teams', 'user', 'escalation', 'schedule']).describe('Kind of the responder.'),
            id: text('Identifier'),
            name: text('Name'),
            username: text('Name of the user'),
          })
          .describe('A responder: its id, name or username.'),
      )
      .default([])
      .describe('Responders.'),
    updateAlerts: z.boolean().default(false).describe('Whether title and description of open alerts are updated.'),
    apiUrl: apiUrl('https://api.opsgenie.com/; for the EU, https://api.eu.opsgenie.com/.'),
    sendResolved: sendResolved(),
  })
  .describe('An integration of Opsgenie, or of Jira Service Management, which has the same API.');

/** A Splunk On-Call route. */
export const victorops = z
  .strictObject({
    apiKeySecret: secretKey('The API key.'),
    routingKey: line().describe('Key that maps the alert to a team.'),
    messageType: text('Behaviour of the alert: CRITICAL, WARNING or INFO'),
    entityDisplayName: text('Title of the alert'),
    stateMessage: text('Text of the alert'),
    monitoringTool: text('Name of the sender'),
    customFields: texts('Further fields.'),
    apiUrl: apiUrl('https://alert.victorops.com/integrations/generic/20131114/alert/.'),
    sendResolved: sendResolved(),
  })
  .describe('A Splunk On-Call (VictorOps) route.');

/** A Pushover user or group. */
export const pushover = z
  .strictObject({
    userKeySecret: secretKey('The key of the user or group.'),
    tokenSecret: secretKey('The token of the application.'),
    title: text('Title of the message'),
    message: text('Text of the message'),
    url: text('Link of the message'),
    urlTitle: text('Title of the link'),
    device: text('Device. Default: all of the user'),
    sound: text('Sound of the notification'),
    priority: text('Priority, -2 to 2'),
    retry: promDuration().optional().describe('Time after which a message of priority 2 is repeated. Default: 1m.'),
    expire: promDuration()
      .optional()
      .describe('Time until a message of priority 2 is no longer repeated. Default: 1h.'),
    ttl: promDuration().optional().describe('Time after which the message is deleted. Default: never.'),
    html: z.boolean().default(false).describe('Whether the text is HTML.'),
    sendResolved: sendResolved(),
  })
  .describe('A Pushover user or group.');

/** A topic, phone number or endpoint of Amazon SNS. */
export const sns = z
  .strictObject({
    topicArn: text('ARN of the topic; exclusive with targetArn and phoneNumber'),
    targetArn: text('ARN of the mobile endpoint'),
    phoneNumber: text('Phone number in the E.164 form'),
    region: line(100).optional().describe('AWS region. Default: the region of the environment.'),
    credentialsSecret: objectName()
      .optional()
      .describe(
        'Secret in the monitoring namespace with the keys `accessKey` and `secretKey`. Default: the credentials of the environment.',
      ),
    roleArn: line().optional().describe('ARN of a role that is assumed.'),
    subject: text('Subject'),
    message: text('Text of the message'),
    attributes: texts('Attributes of the message.'),
    apiUrl: apiUrl('the endpoint of the region.'),
    sendResolved: sendResolved(),
  })
  .describe('An Amazon SNS topic, phone number or mobile endpoint.');
