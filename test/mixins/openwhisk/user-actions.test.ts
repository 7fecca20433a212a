import { scalingSeries, selectorOf } from '../../../lib/autoscaling/series';
import { RULE_GROUPS } from '../../../lib/mixins';
import { recordingRule } from '../../../lib/mixins/alerts/group';
import { familiesOf, labelsOf } from '../../../lib/mixins/catalogue';
import { USER_ACTIONS } from '../../../lib/mixins/openwhisk/user-actions';
import { selectorsOf } from '../../../lib/promql/expression';
import { withoutVariables } from '../../../lib/promql/grafana';
import { matchesRegex } from '../../../lib/promql/regex';
import { foldersFor, queriesOf, queryVariables } from '../panels/boards';

const boards = foldersFor().flatMap(([, all]) => all);
const expressions = [
  ...RULE_GROUPS.flatMap(({ records, alerts }) => [
    ...records.map(recordingRule),
    ...Object.entries(alerts).flatMap(([name, alert]) => alert.rules(name, '')),
  ]).map(({ rule }) => [rule.alert ?? rule.record ?? '', rule.expr] as const),
  ...boards.flatMap(queriesOf).map(({ where, expr }) => [where, withoutVariables(expr)] as const),
  ...boards.flatMap((board) =>
    queryVariables(board).map(({ name, definition }) => [
      `${board.uid}, $${name}`,
      withoutVariables(definition.replace(/^label_values\((.*), \w+\)$/, '$1')),
    ]),
  ),
  ...familiesOf('user-events').map(({ name, type }) => {
    const series = type === 'histogram' ? `${name}_sum` : name;
    return [`scaling by ${series}`, `${series}${selectorOf(scalingSeries(series))}`] as const;
  }),
];

test('every figure about the actions of users leaves out the test action of the invokers', () => {
  const aboutActions = expressions.flatMap(([where = '', expr = '']) =>
    selectorsOf(expr)
      .filter(({ metric = '' }) => labelsOf('user-events', metric)?.includes('action'))
      .map(({ matchers }) => ({
        where,
        excludes: matchers.some(({ name, operator, value }) => `${name}${operator}"${value}"` === USER_ACTIONS),
      })),
  );
  expect(aboutActions.length).toBeGreaterThan(60);
  expect(aboutActions.filter(({ excludes }) => !excludes)).toEqual([]);
});

test('the matcher excludes the test actions of all controllers and invokers, and no action of the system packages', () => {
  const [selector] = selectorsOf(`up{${USER_ACTIONS}}`);
  const [{ value = '' } = {}] = selector?.matchers ?? [];
  expect(
    ['invokerHealthTestAction0', 'invokerHealthTestAction12'].map((action) => matchesRegex(value, action)),
  ).toEqual([true, true]);
  expect(['hello', 'utils/echo', 'alarms/alarm'].some((action) => matchesRegex(value, action))).toBe(false);
});
