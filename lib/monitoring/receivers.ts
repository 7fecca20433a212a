import type { IConstruct } from 'constructs';
import type { Receiver } from '../crds';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import { SERVERS_OF_USERS } from '../kube/network';
import { serverEndpoint } from '../kube/server-endpoint';
import type { Monitoring } from '../platform/model';
import type { HttpClient } from '../platform/schema/http-client';
import { clientEndpoints, clientFields, urlEndpoint } from './http-client';
import { keyValues } from './key-values';
import { mailFields } from './mail';

type ReceiverSpec = Monitoring['alertmanager']['receivers'][number];

/** The key of a kind of integration in a receiver of the platform file. */
export type IntegrationKind = Exclude<keyof ReceiverSpec, 'name' | 'httpConfig'>;
/** A kind of integration that speaks HTTP. */
type HttpKind = Exclude<IntegrationKind, 'email'>;
type Option<K extends HttpKind> = ReceiverSpec[K][number];

type Channel = Exclude<keyof Receiver, 'name'>;
type ConfigOf<C extends Channel> = NonNullable<Receiver[C]>[number];

/** How one kind of integration becomes a part of the custom resource. */
interface Integration<K extends HttpKind, C extends Channel> {
  readonly channel: C;
  /** Names of the custom resource that differ from the option's. */
  readonly names: { readonly [O in keyof Option<K>]?: keyof ConfigOf<C> & string };
  /** Options that become a list of keys and values. @default - none */
  readonly lists?: readonly (keyof Option<K>)[];
  /** Fields that no single option holds, in place of these options. @default - none */
  readonly others?: readonly [options: readonly (keyof Option<K>)[], fields: (option: Option<K>) => object];
  /** Server of the requests: a URL, or an endpoint where a Secret holds the URL. */
  readonly server: (option: Option<K>) => string | Endpoint;
}

const integration = <K extends HttpKind, C extends Channel>(_: K, it: Integration<K, C>): Integration<K, C> => it;

/** A server with a URL in a Secret, which is not read here: services in the cloud answer at this port. */
const CLOUD = externalEndpoint('receivers', 443);

/** The URL of an option or, without one, of Alertmanager (alertmanager, config/config.go, `DefaultGlobalConfig`). */
const serverAt =
  (host: string) =>
  ({ apiUrl }: { readonly apiUrl?: string | undefined }): string =>
    apiUrl ?? `https://${host}`;

const API_URL = { apiUrl: 'apiURL' } as const;

const INTEGRATIONS = {
  webhooks: integration('webhooks', { channel: 'webhookConfigs', names: {}, server: () => SERVERS_OF_USERS }),
  slack: integration('slack', {
    channel: 'slackConfigs',
    names: { apiUrlSecret: 'apiURL', iconUrl: 'iconURL' },
    server: () => CLOUD,
  }),
  msteams: integration('msteams', {
    channel: 'msteamsv2Configs',
    names: { webhookUrlSecret: 'webhookURL' },
    server: () => CLOUD,
  }),
  discord: integration('discord', {
    channel: 'discordConfigs',
    names: { webhookUrlSecret: 'apiURL', avatarUrl: 'avatarURL' },
    server: () => CLOUD,
  }),
  telegram: integration('telegram', {
    channel: 'telegramConfigs',
    names: { ...API_URL, botTokenSecret: 'botToken', chatId: 'chatID', messageThreadId: 'messageThreadID' },
    server: serverAt('api.telegram.org'),
  }),
  webex: integration('webex', {
    channel: 'webexConfigs',
    names: { ...API_URL, roomId: 'roomID' },
    others: [['tokenSecret'], ({ tokenSecret }) => ({ httpConfig: { authorization: { credentials: tokenSecret } } })],
    server: serverAt('webexapis.com'),
  }),
  rocketchat: integration('rocketchat', {
    channel: 'rocketchatConfigs',
    names: { ...API_URL, tokenIdSecret: 'tokenID', tokenSecret: 'token', iconUrl: 'iconURL' },
    server: serverAt('open.rocket.chat'),
  }),
  wechat: integration('wechat', {
    channel: 'wechatConfigs',
    names: { ...API_URL, corpId: 'corpID', agentId: 'agentID' },
    server: serverAt('qyapi.weixin.qq.com'),
  }),
  pagerduty: integration('pagerduty', {
    channel: 'pagerdutyConfigs',
    names: { routingKeySecret: 'routingKey', clientUrl: 'clientURL' },
    lists: ['details'],
    server: ({ url }) => serverAt('events.pagerduty.com')({ apiUrl: url }),
  }),
  opsgenie: integration('opsgenie', {
    channel: 'opsgenieConfigs',
    names: { ...API_URL, apiKeySecret: 'apiKey' },
    lists: ['details'],
    server: serverAt('api.opsgenie.com'),
  }),
  victorops: integration('victorops', {
    channel: 'victoropsConfigs',
    names: { apiKeySecret: 'apiKey' },
    lists: ['customFields'],
    server: serverAt('alert.victorops.com'),
  }),
  pushover: integration('pushover', {
    channel: 'pushoverConfigs',
    names: { userKeySecret: 'userKey', tokenSecret: 'token' },
    server: () => 'https://api.pushover.net',
  }),
  sns: integration('sns', {
    channel: 'snsConfigs',
    names: { ...API_URL, topicArn: 'topicARN', targetArn: 'targetARN' },
    others: [['region', 'roleArn', 'credentialsSecret'], sigv4],
    server: serverAt('sns'),
  }),
};

/** Kinds of integrations that speak HTTP, in the order of the custom resource. */
export const HTTP_KINDS = Object.keys(INTEGRATIONS) as HttpKind[];

function sigv4({ region, roleArn, credentialsSecret: name }: Option<'sns'>): object {
  return {
    sigv4: {
      ...(region ? { region } : {}),
      ...(roleArn ? { roleArn } : {}),
      ...(name ? { accessKey: { name, key: 'accessKey' }, secretKey: { name, key: 'secretKey' } } : {}),
    },
  };
}

/** A receiver, with the HTTP settings that all receivers share. */
export function toReceiver(receiver: ReceiverSpec, shared: HttpClient): Receiver {
  const http = clientFields({ ...shared, ...receiver.httpConfig });
  const channels = HTTP_KINDS.map((kind) => channelOf(kind, receiver, http));
  const mails = receiver.email.map(mailFields);
  return {
    name: receiver.name,
    ...Object.fromEntries(channels.filter(([, configs]) => configs.length > 0)),
    ...(mails.length > 0 ? { emailConfigs: mails } : {}),
  };
}

function channelOf(kind: HttpKind, receiver: ReceiverSpec, http: object): [Channel, object[]] {
  const options = receiver[kind] as readonly Fields[];
  return [INTEGRATIONS[kind].channel, options.map((option) => configOf(kind, option, http))];
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields of any integration, without its types. */
interface AnyIntegration {
  readonly names: Readonly<Record<string, string>>;
  readonly lists?: readonly string[];
  readonly others?: readonly [options: readonly string[], fields: (option: Fields) => { readonly httpConfig?: object }];
}

const NO_OTHERS: NonNullable<AnyIntegration['others']> = [[], () => ({})];

function configOf(kind: HttpKind, option: Fields, http: object): object {
  const { names, lists = [], others } = INTEGRATIONS[kind] as unknown as AnyIntegration;
  const [replaced, fieldsOf] = others ?? NO_OTHERS;
  const own = Object.entries(option)
    .filter(([key, value]) => value !== undefined && !replaced.includes(key) && !isEmpty(value))
    .map(([key, value]): [string, unknown] => [
      names[key] ?? key,
      lists.includes(key) ? keyValues(value as Readonly<Record<string, string>>) : value,
    ]);
  const { httpConfig, ...further } = fieldsOf(option);
  const client = { ...http, ...httpConfig };
  return { ...Object.fromEntries(own), ...further, ...(isEmpty(client) ? {} : { httpConfig: client }) };
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** The servers that a receiver connects to, or their proxy. */
export function receiverEndpoints(scope: IConstruct, receiver: ReceiverSpec, shared: HttpClient): Endpoint[] {
  const servers = HTTP_KINDS.flatMap((kind) => {
    const serverOf = INTEGRATIONS[kind].server as (option: Fields) => string | Endpoint;
    return (receiver[kind] as readonly Fields[]).map(serverOf);
  }).map((server) => (typeof server === 'string' ? urlEndpoint(scope, server) : server));
  return [
    ...(servers.length > 0 ? clientEndpoints(scope, { ...shared, ...receiver.httpConfig }, servers) : []),
    ...receiver.email.map(({ smarthost }) => {
      const [host = '', port] = smarthost.split(':');
      return serverEndpoint(scope, host, Number(port));
    }),
  ];
}
