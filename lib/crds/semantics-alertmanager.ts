import type { FieldPath, Problem } from './problem';
import { re2Problem } from './re2';
import { receiverProblems } from './semantics-receivers';
import type { AlertmanagerConfigSpec, Matcher, Route } from './types';

/** Names that a route may refer to. */
interface Names {
  readonly receivers: readonly string[];
  readonly intervals: readonly string[];
}

/** Facts about routes, receivers and inhibitions (Alertmanager, "Configuration"). */
export function alertmanagerConfigProblems(spec: AlertmanagerConfigSpec): Problem[] {
  const { route, receivers = [], inhibitRules = [], muteTimeIntervals = [] } = spec;
  const names = { receivers: receivers.map(({ name }) => name), intervals: muteTimeIntervals.map(({ name }) => name) };
  const root: Problem[] =
    route && !route.receiver
      ? [{ path: ['spec', 'route', 'receiver'], text: 'is missing at the first route; add it' }]
      : [];
  return [
    ...root,
    ...(route ? routeProblems(route, ['spec', 'route'], names) : []),
    ...receivers.flatMap((receiver, index) => receiverProblems(receiver, ['spec', 'receivers', index])),
    ...inhibitRules.flatMap(({ sourceMatch = [], targetMatch = [] }, index) => [
      ...matcherProblems(sourceMatch, ['spec', 'inhibitRules', index, 'sourceMatch']),
      ...matcherProblems(targetMatch, ['spec', 'inhibitRules', index, 'targetMatch']),
    ]),
  ];
}

function routeProblems(route: Route, path: FieldPath, names: Names): Problem[] {
  const { receiver, groupBy = [], matchers = [], routes = [] } = route;
  return [
    ...unknownNames(receiver ? [receiver] : [], names.receivers, 'receiver', () => [...path, 'receiver']),
    ...(['muteTimeIntervals', 'activeTimeIntervals'] as const).flatMap((field) =>
      unknownNames(route[field] ?? [], names.intervals, 'time interval', (index) => [...path, field, index]),
    ),
    ...groupProblems(groupBy, [...path, 'groupBy']),
    ...matcherProblems(matchers, [...path, 'matchers']),
    ...routes.flatMap((child, index) => routeProblems(child, [...path, 'routes', index], names)),
  ];
}

function unknownNames(
  used: readonly string[],
  known: readonly string[],
  what: string,
  path: (index: number) => FieldPath,
): Problem[] {
  const there = known.length > 0 ? `write one of ${known.join(', ')}, or add it` : 'add it';
  return used.flatMap((name, index) =>
    known.includes(name) ? [] : [{ path: path(index), text: `there is no ${what} '${name}'; ${there}` }],
  );
}

/** The group of all labels. */
const ALL_LABELS = '...';

function groupProblems(groupBy: readonly string[], path: FieldPath): Problem[] {
  return groupBy.length > 1 && groupBy.includes(ALL_LABELS)
    ? [{ path, text: `'${ALL_LABELS}' stands for all labels; remove the others, or it` }]
    : [];
}

function matcherProblems(matchers: readonly Matcher[], path: FieldPath): Problem[] {
  return matchers.flatMap(({ name, value = '', matchType = '=', regex }, index) => {
    const at = [...path, index];
    if (name.trim() === '') return [{ path: [...at, 'name'], text: 'is empty; write the name of a label' }];
    const problem = regex || matchType.endsWith('~') ? re2Problem(value) : undefined;
    return problem
      ? [{ path: [...at, 'value'], text: `'${value}' is not an RE2 expression: ${problem}; correct it` }]
      : [];
  });
}
