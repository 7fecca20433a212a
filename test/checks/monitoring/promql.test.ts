import { promql } from '../../../lib/checks/monitoring/promql';
import { custom, dashboard, findings, rules } from './objects';

const ofRule = (rule: object): string[] => findings(promql, rules(rule));
const alert = { alert: 'A', labels: { severity: 'info' } };

test('valid rules have no findings', () => {
  const annotations = { summary: 'Pod {{ $labels.pod }} has {{ $value | humanize }}' };
  const rule = { ...alert, expr: 'sum by (pod) (rate(a[5m])) > 1', for: '1h30m', keep_firing_for: '0s', annotations };
  expect(findings(promql, rules(rule, { record: 'a:b', expr: '1' }))).toEqual([]);
});

test.each<[string, object, string]>([
  [
    'an expression that cannot be parsed',
    { ...alert, expr: 'sum(up' },
    "PrometheusRule/rules: group 'g', alert A: the expression ends where ')' or ',' or an operator was expected (at character 7) > correct the expression",
  ],
  [
    'types that do not fit',
    { record: 'a', expr: 'rate(up)' },
    "PrometheusRule/rules: group 'g', record a: argument 1 of rate has to be a range vector, and this is an instant vector; write up[5m] (at character 6, up) > correct the expression",
  ],
  [
    'a range vector as result',
    { record: 'a', expr: 'up[5m]' },
    "PrometheusRule/rules: group 'g', record a: the result is a range vector, not an instant vector > correct the expression",
  ],
  [
    'a for that is not a duration',
    { ...alert, expr: 'up', for: '5 minutes' },
    "PrometheusRule/rules: group 'g', alert A: for '5 minutes' is not a duration > write one such as 30s, 5m or 1h30m",
  ],
  [
    'a label that the aggregation has lost',
    { ...alert, expr: 'sum by (pod) (up)', annotations: { summary: '{{ $labels.pods }}' } },
    "PrometheusRule/rules: group 'g', alert A: summary shows the label pods, which the result cannot have > write pod",
  ],
  [
    'a label of a result without any',
    { ...alert, expr: 'vector(1)', annotations: { summary: '{{ $labels.namespace }}' } },
    "PrometheusRule/rules: group 'g', alert A: summary shows the label namespace, which the result cannot have > keep namespace in the expression, or do not show it",
  ],
  [
    'a template that is none',
    { ...alert, expr: 'up', annotations: { summary: '{{ $value' } },
    "PrometheusRule/rules: group 'g', alert A: summary has {{ without }} > correct the template",
  ],
  [
    'an alert and a record',
    { ...alert, record: 'a', expr: 'up' },
    "PrometheusRule/rules: group 'g', alert A: is an alert and a record > keep one",
  ],
  [
    'neither',
    { expr: 'up' },
    "PrometheusRule/rules: group 'g', record without a name: is neither an alert nor a record > keep one",
  ],
  [
    'a name that no metric can have',
    { record: 'a-b', expr: 'up' },
    "PrometheusRule/rules: group 'g', record a-b: has a name that no metric can have > use letters, digits, _ and :",
  ],
])('%s', (_, rule, message) => expect(ofRule(rule)).toEqual([message]));

test('groups', () => {
  const groups = [
    { name: 'g', interval: '1 m' },
    { name: 'g', query_offset: '1m' },
  ];
  expect(findings(promql, custom('PrometheusRule', 'rules', { groups }))).toEqual([
    "PrometheusRule/rules: group 'g': interval '1 m' is not a duration > write one such as 30s, 5m or 1h30m",
    "PrometheusRule/rules: has the group 'g' twice > give one of them another name",
  ]);
});

describe('dashboards', () => {
  const templating = {
    list: [
      { name: 'pod', type: 'query', query: 'label_values(up{a="$ns"}, pod)' },
      { name: 'ns', type: 'custom' },
    ],
  };
  const panel = (expr: string, more: object = {}): object => ({
    templating,
    panels: [{ type: 'row', panels: [{ title: 'P', targets: [{ expr, ...more }] }] }],
  });

  test('are accepted with variables, times and legends', () => {
    const board = panel('sum by (pod) (rate(a{pod=~"$pod",ns="${ns}"}[$__rate_interval]))', {
      legendFormat: '{{pod}}',
    });
    expect(findings(promql, dashboard(board))).toEqual([]);
  });

  test('queries of other data sources are ignored', () => {
    const board = { panels: [{ datasource: { type: 'loki' }, targets: [{ expr: '{a="b"} |= "c"' }] }] };
    expect(findings(promql, dashboard(board))).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'ConfigMap/boards: board.json is not JSON > correct the dashboard'],
    [
      'an expression that cannot be parsed',
      panel('sum(a'),
      "ConfigMap/boards: board.json, panel 'P': the expression ends where ')' or ',' or an operator was expected (at character 6) > correct the expression",
    ],
    [
      'a range vector in a panel',
      panel('a[5m]'),
      "ConfigMap/boards: board.json, panel 'P': the result is a range vector, not an instant vector > correct the expression",
    ],
    [
      'a variable that is not there',
      panel('a{pod="$pods"}'),
      "ConfigMap/boards: board.json, panel 'P': there is no variable $pods > write $pod",
    ],
    [
      'a legend of a label that is lost',
      panel('sum by (pod) (a)', { legendFormat: '{{node}}' }),
      "ConfigMap/boards: board.json, panel 'P': the legend shows the label node, which the result cannot have > keep node in the expression, or do not show it; it has pod",
    ],
    [
      'a query of a variable',
      { templating: { list: [{ name: 'x', type: 'query', query: { query: 'query_result(sum(a) by)' } }] } },
      "ConfigMap/boards: board.json, variable 'x': the expression ends where '(' was expected (at character 10) > correct the expression",
    ],
    [
      'an annotation',
      { annotations: { list: [{ name: 'Starts', expr: 'rate(a)' }] } },
      "ConfigMap/boards: board.json, annotation 'Starts': argument 1 of rate has to be a range vector, and this is an instant vector; write a[5m] (at character 6, a) > correct the expression",
    ],
  ])('%s', (_, board, message) => expect(findings(promql, dashboard(board))).toEqual([message]));
});
