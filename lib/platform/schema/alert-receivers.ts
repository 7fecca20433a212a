import { z } from 'zod';
import { line, mailAddress } from './values';
import { clientTls, httpClient, httpConnectionShape } from './http-client';
import { sendResolved, text, texts } from './alert-receiver-options';
import { host, secretKey } from './common';
import { discord, msteams, rocketchat, slack, telegram, webex, wechat } from './alert-receivers-chat';
import { opsgenie, pagerduty, pushover, sns, victorops, webhook } from './alert-receivers-paging';

const mail = z
  .strictObject({
    to: mailAddress().describe('Address of the receiver.'),
    from: mailAddress().describe('Address of the sender.'),
    smarthost: z
      .string()
      .regex(/^[^:]+:\d+$/, { error: '<host>:<port>, such as smtp.example.org:587' })
      .describe('Host and port of the mail server.'),
    hello: host().optional().describe('Name that the mail server is greeted with. Default: localhost.'),
    username: line().optional().describe('User at the mail server.'),
    passwordSecret: secretKey('Password at the mail server.').optional(),
    requireTLS: z
      .boolean()
      .optional()
      .describe(
        'Whether mail is sent only if the server offers STARTTLS. Default: true, except for implicit TLS. Without TLS, a server that offers PLAIN first gets no password.',
      ),
    implicitTLS: z
      .boolean()
      .optional()
      .describe('Whether the connection itself is TLS (RFC 8314). Default: true for port 465, false for others.'),
    tls: clientTls(),
    headers: texts('Headers of the mail, such as Subject.'),
    html: text('HTML of the mail'),
    text: text('Text of the mail, beside the HTML'),
    sendResolved: sendResolved(),
  })
  .describe('An address.');

const list = <T extends z.ZodType>(what: T, description: string) => z.array(what).default([]).describe(description);

/** Kinds of integrations, by their key in a receiver. */
export const integrations = {
  webhooks: list(webhook, 'Webhooks.'),
  slack: list(slack, 'Slack channels.'),
  msteams: list(msteams, 'Microsoft Teams channels.'),
  discord: list(discord, 'Discord channels.'),
  telegram: list(telegram, 'Telegram chats.'),
  webex: list(webex, 'Webex rooms.'),
  rocketchat: list(rocketchat, 'Rocket.Chat channels.'),
  wechat: list(wechat, 'WeChat Work applications.'),
  pagerduty: list(pagerduty, 'PagerDuty services.'),
  opsgenie: list(opsgenie, 'Opsgenie integrations.'),
  victorops: list(victorops, 'Splunk On-Call (VictorOps) routes.'),
  pushover: list(pushover, 'Pushover users and groups.'),
  sns: list(sns, 'Amazon SNS topics, phone numbers and mobile endpoints.'),
  email: list(mail, 'Mail.'),
};

/** A receiver. */
export const receiver = z
  .strictObject({
    name: line(200).describe('Name that routes refer to.'),
    ...integrations,
    httpConfig: httpClient()
      .prefault({})
      .describe(
        'HTTP client of the integrations, mail excepted. Each key takes precedence over the same key of monitoring.alertmanager.httpConfig. Credentials are for webhooks.',
      ),
  })
  .describe('A receiver. Without any integration, its alerts are not sent anywhere.');

/** HTTP client of all receivers. */
export const receiversHttpClient = z
  .strictObject(httpConnectionShape)
  .prefault({})
  .describe('HTTP client of all receivers, mail excepted, such as the proxy of the cluster.');
