import { repetitions } from '../text/repeated';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { nearest } from '../text/nearest';
import type { RouteSpec } from './alertmanager-config';
import { isImplicitTls } from './mail';
import { HTTP_KINDS } from './receivers';

type Alertmanager = Monitoring['alertmanager'];
type AlertmanagerRule = (alertmanager: Alertmanager) => Mistake[];

const BASE = ['monitoring', 'alertmanager'] as const;
const ROUTE = [...BASE, 'route'];
const RECEIVERS = [...BASE, 'receivers'];

/** A route or a time interval that is named somewhere. */
interface Name {
  readonly name: string;
  readonly path: ConfigPath;
}

/** Every route below the first, with its path. */
function routesOf(routes: readonly RouteSpec[], path: ConfigPath): { route: RouteSpec; path: ConfigPath }[] {
  return routes.flatMap((route, index) => {
    const at = [...path, 'routes', index];
    return [{ route, path: at }, ...routesOf(route.routes ?? [], at)];
  });
}

/** Every place that names a receiver. */
function namedReceivers({ route }: Alertmanager): Name[] {
  return [{ route, path: ROUTE as ConfigPath }, ...routesOf(route.routes, ROUTE)].flatMap(
    ({ route: { receiver }, path }) => (receiver ? [{ name: receiver, path: [...path, 'receiver'] }] : []),
  );
}

/** Every place that names a time interval. */
function namedIntervals({ route }: Alertmanager): Name[] {
  return routesOf(route.routes, ROUTE).flatMap(({ route: one, path }) =>
    (['muteTimeIntervals', 'activeTimeIntervals'] as const).flatMap((key) =>
      (one[key] ?? []).map((name, index) => ({ name, path: [...path, key, index] })),
    ),
  );
}

/** Mistakes of names that are not in a list. */
function unknownNames(named: readonly Name[], names: readonly string[], what: string, list: string): Mistake[] {
  return named
    .filter(({ name }) => !names.includes(name))
    .map(({ name, path }) => {
      const near = nearest(name, names);
      return {
        path,
        problem: `there is no ${what} '${name}'`,
        allowed: names.length > 0 ? names.join(', ') : `a name in ${list}, which is empty`,
        fix: `${near ? `write ${near}, or ` : ''}add the ${what} to ${list}`,
      };
    });
}

/** Mistakes of names that are in a list twice. */
function repeatedNames(names: readonly string[], path: ConfigPath, what: string): Mistake[] {
  const isRepeated = repetitions(names);
  return names.flatMap((name, index) =>
    isRepeated(index)
      ? [
          {
            path: [...path, index, 'name'],
            problem: `there are two ${what} '${name}'`,
            allowed: 'each name once',
            fix: 'rename one of them, or merge them',
          },
        ]
      : [],
  );
}

const receiversExist: AlertmanagerRule = (alertmanager) =>
  unknownNames(
    namedReceivers(alertmanager),
    alertmanager.receivers.map(({ name }) => name),
    'receiver',
    'monitoring.alertmanager.receivers',
  );

const receiversAreReached: AlertmanagerRule = (alertmanager) => {
  const reached = namedReceivers(alertmanager).map(({ name }) => name);
  return alertmanager.receivers.flatMap(({ name }, index) =>
    reached.includes(name)
      ? []
      : [
          {
            path: [...RECEIVERS, index, 'name'],
            problem: `no route leads to '${name}', so it never receives an alert`,
            allowed: 'receivers that a route, or monitoring.alertmanager.route.receiver, names',
            fix: `add a route with receiver: ${name}, or remove the receiver`,
          },
        ],
  );
};

const receiversAreDistinct: AlertmanagerRule = ({ receivers }) =>
  repeatedNames(
    receivers.map(({ name }) => name),
    RECEIVERS,
    'receivers',
  );

const intervalsExist: AlertmanagerRule = (alertmanager) =>
  unknownNames(
    namedIntervals(alertmanager),
    alertmanager.timeIntervals.map(({ name }) => name),
    'time interval',
    'monitoring.alertmanager.timeIntervals',
  );

const intervalsAreUsed: AlertmanagerRule = (alertmanager) => {
  const used = namedIntervals(alertmanager).map(({ name }) => name);
  return alertmanager.timeIntervals.flatMap(({ name }, index) =>
    used.includes(name)
      ? []
      : [
          {
            path: [...BASE, 'timeIntervals', index, 'name'],
            problem: `no route uses '${name}', so it mutes nothing`,
            allowed: 'time intervals that muteTimeIntervals or activeTimeIntervals of a route names',
            fix: `add muteTimeIntervals: [${name}] to a route, or remove the time interval`,
          },
        ],
  );
};

const intervalsAreDistinct: AlertmanagerRule = ({ timeIntervals }) =>
  repeatedNames(
    timeIntervals.map(({ name }) => name),
    [...BASE, 'timeIntervals'],
    'time intervals',
  );

const timesAreInOrder: AlertmanagerRule = ({ timeIntervals }) =>
  timeIntervals.flatMap(({ intervals }, named) =>
    intervals.flatMap(({ times = [] }, interval) =>
      times.flatMap(({ start, end }, index) =>
        start < end
          ? []
          : [
              {
                path: [...BASE, 'timeIntervals', named, 'intervals', interval, 'times', index, 'end'],
                problem: `${end} is not after the start, ${start}`,
                allowed: 'an end after the start, at most 24:00',
                fix: `write two times, ${start} to 24:00 and 00:00 to ${end}`,
              },
            ],
      ),
    ),
  );

const mailIsConsistent: AlertmanagerRule = ({ receivers }) =>
  receivers.flatMap(({ email }, receiver) =>
    email.flatMap((mail, index): Mistake[] => {
      const path = [...RECEIVERS, receiver, 'email', index];
      const { smarthost, username, passwordSecret } = mail;
      return [
        ...(isImplicitTls(mail) && mail.requireTLS
          ? [
              {
                path: [...path, 'requireTLS'],
                problem: `${smarthost} speaks TLS from the start, and offers no STARTTLS within it`,
                allowed: 'requireTLS without implicit TLS, which port 465 has by default',
                fix: 'remove requireTLS: the connection is encrypted',
              },
            ]
          : []),
        ...(username && !passwordSecret
          ? [
              {
                path: [...path, 'username'],
                problem: `user '${username}' has no password, so no mail is sent`,
                allowed: 'username together with passwordSecret',
                fix: 'add passwordSecret: {name: <Secret>, key: <key>}, or remove username',
              },
            ]
          : []),
        ...(passwordSecret && !username
          ? [
              {
                path: [...path, 'passwordSecret'],
                problem: 'it is not used without username',
                allowed: 'username together with passwordSecret',
                fix: 'add username, or remove passwordSecret',
              },
            ]
          : []),
      ];
    }),
  );

const snsHasOneTarget: AlertmanagerRule = ({ receivers }) =>
  receivers.flatMap(({ sns }, receiver) =>
    sns.flatMap((target, index) => {
      const used = (['topicArn', 'targetArn', 'phoneNumber'] as const).filter((key) => target[key] !== undefined);
      if (used.length === 1) return [];
      const path = [...RECEIVERS, receiver, 'sns', index];
      const problem = used.length > 1 ? `it has ${used.join(' and ')}` : 'it has no target';
      const fix = used.length > 1 ? 'keep one of them' : 'add one of them';
      return [{ path, problem, allowed: 'one of topicArn, targetArn and phoneNumber', fix }];
    }),
  );

const respondersAreNamed: AlertmanagerRule = ({ receivers }) =>
  receivers.flatMap(({ opsgenie }, receiver) =>
    opsgenie.flatMap(({ responders }, index) =>
      responders.flatMap(({ id, name, username }, place) =>
        (id ?? name ?? username)
          ? []
          : [
              {
                path: [...RECEIVERS, receiver, 'opsgenie', index, 'responders', place],
                problem: 'it has no id, name or username',
                allowed: 'a type, and one of id, name and username',
                fix: 'add one of them',
              },
            ],
      ),
    ),
  );

const CREDENTIALS = ['basicAuthSecret', 'bearerTokenSecret', 'oauth2'] as const;

/** All integrations of a receiver share one HTTP client: credentials for one of them would be sent to all. */
const credentialsAreForWebhooks: AlertmanagerRule = ({ receivers }) =>
  receivers.flatMap(({ httpConfig, ...receiver }, index): Mistake[] => {
    const used = CREDENTIALS.filter((key) => httpConfig[key] !== undefined);
    const path = [...RECEIVERS, index, 'httpConfig'];
    const allowed = 'at most one of basicAuthSecret, bearerTokenSecret and oauth2, in a receiver with webhooks only';
    if (used.length > 1) return [{ path, problem: `it has ${used.join(' and ')}`, allowed, fix: 'keep one of them' }];
    const [key] = used;
    const others = HTTP_KINDS.filter((kind) => kind !== 'webhooks' && receiver[kind].length > 0);
    if (key === undefined || others.length === 0) return [];
    const problem = `the credentials would be sent to ${others.join(', ')}, too`;
    return [{ path: [...path, key], problem, allowed, fix: `move ${others.join(', ')} into another receiver` }];
  });

const proxyIsUsed: AlertmanagerRule = ({ httpConfig, receivers }) =>
  [
    { client: httpConfig, proxy: httpConfig.proxyUrl, path: [...BASE, 'httpConfig'] },
    ...receivers.map((receiver, index) => ({
      client: receiver.httpConfig,
      proxy: receiver.httpConfig.proxyUrl ?? httpConfig.proxyUrl,
      path: [...RECEIVERS, index, 'httpConfig'],
    })),
  ].flatMap(({ client, proxy, path }) =>
    client.noProxy !== undefined && proxy === undefined
      ? [
          {
            path: [...path, 'noProxy'],
            problem: 'there is no proxy',
            allowed: 'noProxy together with proxyUrl',
            fix: 'add proxyUrl, or remove noProxy',
          },
        ]
      : [],
  );

const RULES: readonly AlertmanagerRule[] = [
  receiversExist,
  receiversAreReached,
  receiversAreDistinct,
  intervalsExist,
  intervalsAreUsed,
  intervalsAreDistinct,
  timesAreInOrder,
  mailIsConsistent,
  snsHasOneTarget,
  respondersAreNamed,
  credentialsAreForWebhooks,
  proxyIsUsed,
];

/** The mistakes between the values of Alertmanager. */
export const alertmanagerMistakes: SectionRule<Monitoring> = ({ alertmanager }) =>
  RULES.flatMap((rule) => rule(alertmanager));
