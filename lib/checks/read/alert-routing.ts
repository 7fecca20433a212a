import { repetitions } from '../../text/repeated';
import { nearest } from '../../text/nearest';
import { matchesRegex, regexProblem } from '../../promql/regex';

/** A condition on a label of an alert: as text, `severity=~"critical|warning"`, or in the parts of an AlertmanagerConfig. */
export type RouteMatcher =
  string | { readonly name: string; readonly value?: string; readonly matchType?: string; readonly regex?: boolean };

/** A route of Alertmanager (Alertmanager, "Configuration", `route`). */
export interface Route {
  /** @default - the parent route's receiver */
  readonly receiver?: string;
  /** All of them must match. @default - everything matches. */
  readonly matchers?: readonly RouteMatcher[];
  /** Whether the routes after it are looked at, too. @default false */
  readonly continue?: boolean;
  readonly routes?: readonly Route[];
}

/** Receivers of alerts. */
export interface Routing {
  readonly route: Route;
  readonly receivers: readonly { readonly name: string }[];
}

/** Something that is wrong with the routes. */
export interface RoutingProblem {
  readonly problem: string;
  readonly fix: string;
}

/** Unreachable receivers, routes to missing receivers, and matchers that cannot match. */
export function routingProblems({ route, receivers }: Routing): RoutingProblem[] {
  const names = receivers.map(({ name }) => name);
  const routes = allRoutes(route);
  const used = new Set(routes.map(({ receiver }) => receiver));
  const isRepeated = repetitions(names);
  return [
    ...(route.receiver
      ? []
      : [{ problem: 'the first route has no receiver', fix: 'name one; the others are for parts' }]),
    ...routes.flatMap(({ receiver }) => {
      if (receiver === undefined || names.includes(receiver)) return [];
      const near = nearest(receiver, names);
      const fix = near ? `write ${near}` : `write one of ${names.join(', ') || 'the receivers, after adding one'}`;
      return [{ problem: `a route leads to receiver '${receiver}', which is not there`, fix }];
    }),
    ...names
      .filter((name) => !used.has(name))
      .map((name) => ({ problem: `no route leads to receiver '${name}'`, fix: 'add a route to it, or remove it' })),
    ...names
      .filter((_, index) => isRepeated(index))
      .map((name) => ({ problem: `receiver '${name}' is listed twice`, fix: 'give one of them another name' })),
    ...routes.flatMap(({ matchers = [] }) => matchers.flatMap((matcher) => matcherProblem(matcher))),
  ];
}

/**
 * The receivers that an alert with these labels may reach. A label that is not given may have any value, so that a route which
 * asks for it may match or not.
 */
export function receiversOf(route: Route, labels: Readonly<Record<string, string>>, inherited = ''): Set<string> {
  const receiver = route.receiver ?? inherited;
  const reached = new Set<string>();
  let surelyTaken = false;
  for (const child of route.routes ?? []) {
    const match = matchOf(child, labels);
    if (match === 'no') continue;
    for (const name of receiversOf(child, labels, receiver)) reached.add(name);
    if (match === 'yes') {
      surelyTaken = true;
      if (!child.continue) return reached;
    }
  }
  return surelyTaken ? reached : reached.add(receiver);
}

function allRoutes(route: Route): Route[] {
  return [route, ...(route.routes ?? []).flatMap(allRoutes)];
}

function matchOf({ matchers = [] }: Route, labels: Readonly<Record<string, string>>): 'yes' | 'no' | 'maybe' {
  const parsed = matchers.map(toParts);
  const known = parsed.filter((matcher) => matcher !== undefined && Object.hasOwn(labels, matcher.name));
  if (known.some((matcher) => matcher && !holds(matcher, labels[matcher.name] ?? ''))) return 'no';
  return known.length === parsed.length ? 'yes' : 'maybe';
}

interface MatcherParts {
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

function toParts(matcher: RouteMatcher): MatcherParts | undefined {
  if (typeof matcher !== 'string') {
    const { name, value = '', matchType, regex = false } = matcher;
    return { name, value, operator: matchType ?? (regex ? '=~' : '=') };
  }
  const [, name, operator, quoted, bare] =
    /^\s*"?([A-Za-z_][\w]*)"?\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^"\s,{}]*))\s*$/.exec(matcher) ?? [];
  if (name === undefined || operator === undefined) return undefined;
  return { name, operator, value: quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '' };
}

function holds({ operator, value }: MatcherParts, actual: string): boolean {
  const equal = operator.endsWith('~') ? matchesRegex(value, actual) : actual === value;
  return equal !== operator.startsWith('!');
}

function matcherProblem(matcher: RouteMatcher): RoutingProblem[] {
  const parts = toParts(matcher);
  if (!parts)
    return [
      { problem: `the matcher ${JSON.stringify(matcher)} is none`, fix: 'write one such as severity="critical"' },
    ];
  const why = parts.operator.endsWith('~') ? regexProblem(parts.value) : undefined;
  if (!why) return [];
  const problem = `the regular expression '${parts.value}' of ${parts.name} is not valid: ${why}`;
  return [{ problem, fix: 'write it as RE2 does' }];
}
