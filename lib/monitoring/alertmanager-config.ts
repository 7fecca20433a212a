import type { Monitoring } from '../platform/model';
import type { AlertmanagerConfigSpec } from '../crds';

type Alertmanager = Monitoring['alertmanager'];
type Receiver = NonNullable<AlertmanagerConfigSpec['receivers']>[number];
type Route = NonNullable<AlertmanagerConfigSpec['route']>;
type Inhibition = NonNullable<AlertmanagerConfigSpec['inhibitRules']>[number];

/** A receiver without integrations. */
const NOBODY = 'nobody';

/** Alerts about alerting itself: Watchdog always fires, InfoInhibitor only mutes. They go nowhere unless a route says so. */
const SEVERITY_NONE = 'severity="none"';

/** More severe alerts mute the less severe of the same name in the same namespace; Alertmanager evaluates them all. */
const INHIBITIONS: Alertmanager['inhibitions'] = [
  { source: ['severity="critical"'], target: ['severity=~"warning|info"'], equal: ['namespace', 'alertname'] },
  { source: ['severity="warning"'], target: ['severity="info"'], equal: ['namespace', 'alertname'] },
  { source: ['alertname="InfoInhibitor"'], target: ['severity="info"'], equal: ['namespace'] },
];

/** The configuration of Alertmanager. */
export function alertmanagerConfig({ receivers, route, inhibitions }: Alertmanager): AlertmanagerConfigSpec {
  const { groupBy, groupWait, groupInterval, repeatInterval } = route;
  return {
    receivers: [{ name: NOBODY }, ...receivers.map(toReceiver)],
    route: {
      receiver: route.receiver ?? NOBODY,
      groupBy: groupBy ?? ['namespace', 'alertname'],
      groupWait: groupWait ?? '30s',
      groupInterval: groupInterval ?? '5m',
      repeatInterval: repeatInterval ?? '12h',
      routes: [
        ...route.routes.map(toRoute),
        { receiver: NOBODY, matchers: [toMatcher(SEVERITY_NONE)] },
      ] as unknown as NonNullable<Route['routes']>,
    },
    inhibitRules: [...INHIBITIONS, ...inhibitions].map(({ source, target, equal }): Inhibition => ({
      sourceMatch: source.map(toMatcher),
      targetMatch: target.map(toMatcher),
      equal,
    })),
  };
}

function toRoute({ matchers, ...route }: Alertmanager['route']['routes'][number]): object {
  return { ...route, matchers: matchers.map(toMatcher) };
}

type Mail = Alertmanager['receivers'][number]['email'][number];

/** Whether a mail server speaks TLS from the first byte on (RFC 8314, section 3.3). */
export function isImplicitTls({ smarthost }: Pick<Mail, 'smarthost'>): boolean {
  return smarthost.endsWith(':465');
}

/**
 * STARTTLS, where it is not Alertmanager's default. Alertmanager speaks implicit TLS on port 465, and until 0.28 required STARTTLS
 * within it, which no server offers (alertmanager, notify/email/email.go).
 */
function startTls(mail: Mail): Pick<Mail, 'requireTLS'> {
  const requireTLS = isImplicitTls(mail) ? false : mail.requireTLS;
  return requireTLS === undefined ? {} : { requireTLS };
}

interface Matcher {
  readonly name: string;
  readonly value: string;
  /** @default - equality. Spelled out, because a bare `=` is not a string in YAML 1.1. */
  readonly matchType?: '!=' | '=~' | '!~';
}

function toMatcher(text: string): Matcher {
  const [, name = '', matchType = '=', value = ''] = /^(\w+)(=~|!~|!=|=)"(.*)"$/.exec(text) ?? [];
  return { name, ...(matchType === '=' ? {} : { matchType: matchType as Matcher['matchType'] }), value };
}

function toReceiver({ name, webhooks, slack, pagerduty, email }: Alertmanager['receivers'][number]): Receiver {
  return {
    name,
    ...(webhooks.length > 0 ? { webhookConfigs: webhooks.map(({ ...webhook }) => webhook) } : {}),
    ...(slack.length > 0
      ? { slackConfigs: slack.map(({ apiUrlSecret, ...channel }) => ({ ...channel, apiURL: apiUrlSecret })) }
      : {}),
    ...(pagerduty.length > 0
      ? {
          pagerdutyConfigs: pagerduty.map(({ routingKeySecret, sendResolved }) => ({
            routingKey: routingKeySecret,
            sendResolved,
          })),
        }
      : {}),
    ...(email.length > 0
      ? {
          emailConfigs: email.map(({ username, passwordSecret, ...mail }) => ({
            ...mail,
            ...startTls(mail),
            ...(username ? { authUsername: username } : {}),
            ...(passwordSecret ? { authPassword: passwordSecret } : {}),
          })),
        }
      : {}),
  };
}
