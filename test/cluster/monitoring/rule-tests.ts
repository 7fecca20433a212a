import { recordingRule, type RuleGroup } from '../../../lib/mixins/alerts/group';
import type { Rule } from '../../../lib/mixins/alerts/rule';
import type { AlertCase, Scenario } from '../../mixins/alerts/alert-case';
import { derived, KINDS } from '../../mixins/alerts/kinds';

/** A file of rules, as Prometheus reads it. */
export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly interval?: string; readonly rules: readonly Rule[] }[];
}

/** All rules of groups. Recorded series come first in a group, as its alerts may ask for them. */
export function ruleFile(groups: readonly RuleGroup[]): RuleFile {
  return {
    groups: groups.map(({ name, interval, alerts, records }) => ({
      name,
      ...(interval ? { interval } : {}),
      rules: [
        ...records.map(recordingRule),
        ...Object.entries(alerts).flatMap(([alert, rules]) =>
          rules.rules(alert, `https://runbooks.example.org/${alert}`),
        ),
      ].map(({ rule }) => rule),
    })),
  };
}

/** An alert's rules and the recorded series that they ask for: what a test of the alert has to evaluate. */
export function rulesOf(alert: string, { groups }: RuleFile): RuleFile {
  const all = groups.flatMap(({ rules }) => rules);
  const wanted = new Set(all.filter((rule) => rule.alert === alert));
  for (const { expr } of wanted) {
    for (const rule of all) if (rule.record !== undefined && asksFor(expr, rule.record)) wanted.add(rule);
  }
  return {
    groups: groups
      .map((group) => ({ ...group, rules: group.rules.filter((rule) => wanted.has(rule)) }))
      .filter(({ rules }) => rules.length > 0),
  };
}

function asksFor(expr: string, series: string): boolean {
  const at = expr.indexOf(series);
  return at >= 0 && !/[\w:]/.test(expr[at - 1] ?? '') && !/[\w:]/.test(expr[at + series.length] ?? '');
}

/** A query in a test and the samples that it must give. */
interface Expectation {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

/** A file of tests, as promtool reads it. */
interface TestFile {
  readonly rule_files: readonly string[];
  readonly group_eval_order: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly {
    readonly name: string;
    readonly interval: string;
    readonly input_series: readonly { readonly series: string; readonly values: string }[];
    readonly promql_expr_test: readonly Expectation[];
  }[];
}

/** All scenarios of an alert as tests of its rules, which are in a file of that name. */
export function testFile(alert: string, alertCase: AlertCase, rules: RuleFile, name: string): TestFile {
  const { fires, silent, also = {}, exempt = {} } = alertCase;
  const labels = textLabels(alert, rules);
  const test = (title: string, { series, at }: Scenario, expected: Omit<Expectation, 'eval_time'>[]) => ({
    name: `${alert} ${title}`,
    interval: '1m',
    input_series: Object.entries(series).map(([key, values]) => ({ series: key, values })),
    promql_expr_test: expected.map((one) => ({ ...one, eval_time: at })),
  });
  const total = Object.values(fires.expect).reduce((sum, count) => sum + count, 0);
  const silence = { expr: firing(alert), exp_samples: [] };
  const missedByAbsent = rules.groups.some((group) =>
    group.rules.some((rule) => rule.alert && rule.expr.includes('absent(')),
  );
  const kinds = KINDS.filter((kind) => !exempt[kind] && (kind !== 'vanished targets' || missedByAbsent));
  return {
    rule_files: [name],
    group_eval_order: rules.groups.map((group) => group.name),
    evaluation_interval: '1m',
    tests: [
      test('fires', fires, [
        bySeverity(alert, fires.expect),
        // What the text says of labels is said of each of them.
        {
          expr: `count(${firing(alert, ...labels.map((label) => `${label}!=""`))})`,
          exp_samples: [{ labels: '{}', value: total }],
        },
        {
          expr: `count(${firing(alert, ...Object.entries(fires.labels ?? {}).map(equals))}) > bool 0`,
          exp_samples: [{ labels: '{}', value: 1 }],
        },
      ]),
      ...(silent ? [test('is silent', silent, [silence])] : []),
      ...Object.entries(also).map(([situation, scenario]) =>
        test(`with ${situation}`, scenario, [scenario.expect ? bySeverity(alert, scenario.expect) : silence]),
      ),
      ...kinds.flatMap((kind) => {
        const firingToo = derived(kind, fires);
        const silentToo = silent && kind !== 'vanished targets' && derived(kind, silent);
        return [
          ...(firingToo ? [test(`fires with ${kind}`, firingToo, [bySeverity(alert, fires.expect)])] : []),
          ...(silentToo ? [test(`is silent with ${kind}`, silentToo, [silence])] : []),
        ];
      }),
    ],
  };
}

function bySeverity(alert: string, expect: AlertCase['fires']['expect']): Omit<Expectation, 'eval_time'> {
  return {
    expr: `count by (severity) (${firing(alert)})`,
    exp_samples: Object.entries(expect).map(([severity, value]) => ({ labels: `{severity="${severity}"}`, value })),
  };
}

function firing(alert: string, ...matchers: readonly string[]): string {
  return `ALERTS{${[`alertname="${alert}"`, 'alertstate="firing"', ...matchers].join(',')}}`;
}

const equals = ([label, value]: [string, string]): string => `${label}=${JSON.stringify(value)}`;

/** The labels that an alert's texts use without asking whether they are there. */
function textLabels(alert: string, { groups }: RuleFile): string[] {
  const texts = groups
    .flatMap(({ rules }) => rules.filter((rule) => rule.alert === alert))
    .flatMap(({ annotations = {} }) => Object.values(annotations));
  const uses = texts.flatMap((text) => [...text.matchAll(/(?<!with )\$labels\.(\w+)/g)].map(([, label = '']) => label));
  return [...new Set(uses)];
}
