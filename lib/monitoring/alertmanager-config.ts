import type { Monitoring } from '../platform/model';
import type { AlertmanagerConfigSpec, Receiver } from '../crds';
import type { Endpoint } from '../kube/endpoint';
import { toReceiver } from './receivers';

type Alertmanager = Monitoring['alertmanager'];
type Route = NonNullable<AlertmanagerConfigSpec['route']>;
type Inhibition = NonNullable<AlertmanagerConfigSpec['inhibitRules']>[number];
type NamedIntervals = NonNullable<AlertmanagerConfigSpec['muteTimeIntervals']>[number];

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

/** A program of the platform that acts on alerts, and the routes that lead to it. */
export interface ProgramReceiver {
  readonly receiver: Receiver;
  /** They come before the routes of the platform file. */
  readonly routes: readonly RouteSpec[];
  readonly endpoint: Endpoint;
}

/** The configuration of Alertmanager. */
export function alertmanagerConfig(
  alertmanager: Alertmanager,
  programs: readonly ProgramReceiver[] = [],
): AlertmanagerConfigSpec {
  const { receivers, httpConfig, route, timeIntervals, inhibitions } = alertmanager;
  const { groupBy, groupWait, groupInterval, repeatInterval } = route;
  return {
    receivers: [
      { name: NOBODY },
      ...programs.map(({ receiver }) => receiver),
      ...receivers.map((receiver) => toReceiver(receiver, httpConfig)),
    ],
    route: {
      receiver: route.receiver ?? NOBODY,
      groupBy: groupBy ?? ['namespace', 'alertname'],
      groupWait: groupWait ?? '30s',
      groupInterval: groupInterval ?? '5m',
      repeatInterval: repeatInterval ?? '12h',
      routes: [
        ...programs.flatMap(({ routes }) => routes.map(toRoute)),
        ...route.routes.map(toRoute),
        { receiver: NOBODY, matchers: [toMatcher(SEVERITY_NONE)] },
      ] as unknown as NonNullable<Route['routes']>,
    },
    ...(timeIntervals.length > 0 ? { muteTimeIntervals: timeIntervals.map(toNamedIntervals) } : {}),
    inhibitRules: [...INHIBITIONS, ...inhibitions].map(({ source, target, equal }): Inhibition => ({
      sourceMatch: source.map(toMatcher),
      targetMatch: target.map(toMatcher),
      equal,
    })),
  };
}

/** A route of the platform file, with the routes within it. */
export interface RouteSpec {
  readonly receiver?: string | undefined;
  readonly matchers: readonly string[];
  readonly muteTimeIntervals?: readonly string[] | undefined;
  readonly activeTimeIntervals?: readonly string[] | undefined;
  readonly routes?: readonly RouteSpec[] | undefined;
}

function toRoute({ matchers, routes = [], ...route }: RouteSpec): object {
  return {
    ...route,
    matchers: matchers.map(toMatcher),
    ...(routes.length > 0 ? { routes: routes.map(toRoute) } : {}),
  };
}

/** Both kinds of intervals of a route are in the same list, despite its name (AlertmanagerConfig, `muteTimeIntervals`). */
function toNamedIntervals({ name, intervals }: Alertmanager['timeIntervals'][number]): NamedIntervals {
  return {
    name,
    timeIntervals: intervals.map(({ times, daysOfMonth, ...interval }) => ({
      ...interval,
      ...(times ? { times: times.map(({ start, end }) => ({ startTime: start, endTime: end })) } : {}),
      ...(daysOfMonth ? { daysOfMonth: daysOfMonth.map(toDays) } : {}),
    })),
  };
}

function toDays(range: string): { start: number; end: number } {
  const [start = '', end = start] = range.split(':');
  return { start: Number(start), end: Number(end) };
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
