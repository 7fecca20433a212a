import { recordingRule, type RuleGroup } from '../../../lib/mixins/alerts/group';
import type { Rule, Severity } from '../../../lib/mixins/alerts/rule';
import type { AlertCase, Scenario } from '../../mixins/alerts/alert-case';
import { among, deletion, EXTREMES, metricsWith, outweighed, recovery, relabelled } from '../../mixins/alerts/combined';
import { derived, KINDS, later, metricOf, minutes, ONLY_SILENT } from '../../mixins/alerts/kinds';

/** Minutes by which a failed scrape or a restart may delay an alert. */
const DELAY = 5;

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

/** A query, at the time of the scenario unless it has a time of its own. */
type Query = Omit<Expectation, 'eval_time'> & Partial<Pick<Expectation, 'eval_time'>>;

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
  const { variants = {}, ...first } = alertCase;
  return {
    rule_files: [name],
    group_eval_order: rules.groups.map((group) => group.name),
    evaluation_interval: '1m',
    tests: [
      ...testsOf(alert, first, rules),
      ...Object.entries(variants).flatMap(([variant, other]) =>
        testsOf(alert, other, rules).map((test) => ({ ...test, name: `${test.name}, ${variant}` })),
      ),
    ],
  };
}

function testsOf(alert: string, alertCase: AlertCase, rules: RuleFile): TestFile['tests'] {
  const { fires, silent, ends = fires.at, gone, decides = ['job'], optional = [], also = {}, exempt = {} } = alertCase;
  const labels = textLabels(alert, rules);
  const test = (title: string, { series, at }: Scenario, expected: Query[]) => ({
    name: `${alert} ${title}`,
    interval: '1m',
    input_series: Object.entries(series).map(([key, values]) => ({ series: key, values })),
    promql_expr_test: expected.map((one) => ({ eval_time: at, ...one })),
  });
  const total = Object.values(fires.expect).reduce((sum, count) => sum + count, 0);
  const silence = { expr: firing(alert), exp_samples: [] };
  const missedByAbsent = rules.groups.some((group) =>
    group.rules.some((rule) => rule.alert && rule.expr.includes('absent(')),
  );
  const kinds = KINDS.filter(
    (kind) =>
      !exempt[kind] &&
      (kind !== 'vanished targets' || missedByAbsent) &&
      // Rules with absent() report just this.
      (kind !== 'a planned deletion' || !missedByAbsent),
  );
  return [
    test('fires', fires, [
      bySeverity(alert, fires.expect),
      ...beginnings(alert, alertCase),
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
    ...(silent ? [test('ends', recovery(fires, silent, minutes(ends)), endings(alert, alertCase, ends))] : []),
    ...(gone ? [test('ends with its series', deletion(fires, minutes(gone)), endings(alert, { fires }, gone))] : []),
    ...(silent && decides.length > 0
      ? [
          test('is silent among others that are ill', among(silent, fires, alertCase), [silence]),
          test('fires among others that are well', among(fires, silent, alertCase), [bySeverity(alert, fires.expect)]),
          ...EXTREMES.flatMap((level) => [
            test(`fires among others that are ${level}`, outweighed(level, fires, alertCase), [
              bySeverity(alert, fires.expect),
            ]),
            test(`is silent among others that are ${level}`, outweighed(level, silent, alertCase), [silence]),
          ]),
        ]
      : []),
    ...partsOf(alertCase).map(([metric, end]) =>
      test(`fires less without ${metric}`, deletion(fires, minutes(end), metric), [
        {
          expr: `count(${firing(alert)})`,
          eval_time: oneEarlier(end),
          exp_samples: [{ labels: '{}', value: total }],
        },
        // Where the end of any metric is the same, every severity has fewer.
        ...(alertCase.fewer?.[metric] === undefined ? severitiesOf(fires) : [[undefined, total] as const]).map(
          ([severity, count]) => ({
            expr: `count(${firing(alert, ...(severity ? [`severity="${severity}"`] : []))}) == ${count}`,
            exp_samples: [],
          }),
        ),
      ]),
    ),
    // An alert about absent series goes on without its only ones.
    ...metricsWith(decides, fires)
      .filter(([metric], _, all) => !optional.includes(metric) && (gone ?? all.some(([other]) => other !== metric)))
      .map(([metric, label]) =>
        test(`fires less with another ${label} of ${metric}`, relabelled(fires, metric, label), [
          { expr: `count(${firing(alert)}) == ${total}`, exp_samples: [] },
        ]),
      ),
    ...Object.entries(also).map(([situation, { expect, looks = {}, ...scenario }]) =>
      test(`with ${situation}`, scenario, [
        bySeverity(alert, expect ?? {}),
        ...Object.entries(looks).map(([eval_time, then]) => ({ ...bySeverity(alert, then), eval_time })),
      ]),
    ),
    ...kinds.flatMap((kind) => {
      const firingToo = !ONLY_SILENT.includes(kind) && derived(kind, later(DELAY, fires));
      const silentToo = silent && kind !== 'vanished targets' && derived(kind, silent);
      return [
        ...(firingToo ? [test(`fires with ${kind}`, firingToo, [bySeverity(alert, fires.expect)])] : []),
        ...(silentToo ? [test(`is silent with ${kind}`, silentToo, [silence])] : []),
      ];
    }),
  ];
}

function bySeverity(alert: string, expect: AlertCase['fires']['expect']): Query {
  return {
    expr: `count by (severity) (${firing(alert)})`,
    exp_samples: Object.entries(expect).map(([severity, value]) => ({ labels: `{severity="${severity}"}`, value })),
  };
}

/** The metrics that an alert cannot do without, each with the first minute at which its end shows. */
function partsOf({ fires, gone, fewer = {}, optional = [] }: AlertCase): [metric: string, end: string][] {
  if (gone === undefined) return [];
  const metrics = [...new Set(Object.keys(fires.series).map(metricOf))];
  if (metrics.length === 1) return [];
  return metrics.filter((metric) => !optional.includes(metric)).map((metric) => [metric, fewer[metric] ?? gone]);
}

/** Not all of a severity fire one minute before they do. */
function beginnings(alert: string, { fires }: AlertCase): Query[] {
  return severitiesOf(fires)
    .map(([severity, count]) => ({ severity, count, since: fires.since?.[severity] ?? fires.at }))
    .filter(({ since }) => minutes(since) > 0)
    .map(({ severity, count, since }) => ({
      expr: `count(${firing(alert, `severity="${severity}"`)}) == ${count}`,
      eval_time: oneEarlier(since),
      exp_samples: [],
    }));
}

/** Each severity fires until one minute before its end. */
function endings(alert: string, { fires, until }: Pick<AlertCase, 'fires' | 'until'>, ends: string): Query[] {
  return severitiesOf(fires).flatMap(([severity]) => {
    const end = until?.[severity] ?? ends;
    const expr = firing(alert, `severity="${severity}"`);
    return [
      { expr: `count(${expr}) > bool 0`, eval_time: oneEarlier(end), exp_samples: [{ labels: '{}', value: 1 }] },
      { expr, eval_time: end, exp_samples: [] },
    ];
  });
}

function severitiesOf({ expect }: AlertCase['fires']): [Severity, number][] {
  return Object.entries(expect) as [Severity, number][];
}

function oneEarlier(at: string): string {
  return `${minutes(at) - 1}m`;
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
