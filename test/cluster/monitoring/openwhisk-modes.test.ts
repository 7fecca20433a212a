import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { MetricSource } from '../../../lib/catalogue/sources';
import { dashboardExpressions, ruleExpressions } from '../../../lib/checks/read/expressions';
import { scrapesOf } from '../../../lib/checks/read/scrapes';
import { BOARDS, RULE_GROUPS } from '../../../lib/mixins';
import { recordingRule } from '../../../lib/mixins/alerts/group';
import { canResult } from '../../../lib/mixins/served';
import { parse, selectorsOf } from '../../../lib/promql/expression';
import { VARIABLE, withoutVariables } from '../../../lib/promql/grafana';
import { matchesRegex } from '../../../lib/promql/regex';
import type { LabelMatcher, Selector } from '../../../lib/promql/selectors';
import { operands, operationOf, within } from '../../../lib/promql/tree';
import { capturesIn, type Capture } from '../../mixins/openwhisk/captures';
import { Manifests } from '../../support/platform';
import { SOURCES } from '../sources';
import { storedSeries } from './captured-series';
import { testRules } from './promtool';

const CAPTURES = capturesIn(join(SOURCES, '../mixins/openwhisk/captured'));

/** When expressions are evaluated: after more than the longest of their windows but for the objectives'. */
const AT = '50m';

/** The jobs of OpenWhisk's own programs. */
const OPENWHISK = /^(openwhisk-(controller|invoker|scheduler)|user-events)$/;

/** A rule or a query, with all choices of the reader taken. */
interface Query {
  readonly where: string;
  readonly expr: string;
}

/** What a platform has of OpenWhisk, and what it leaves out although it watches the sources. */
interface Queries {
  readonly kept: readonly Query[];
  readonly leftOut: readonly Query[];
  /** The expressions of each table, a column each. */
  readonly tables: readonly (readonly string[])[];
}

function queriesOf(manifests: Manifests, watched: readonly MetricSource[]): Queries {
  const { synthesis } = manifests;
  const rules = ruleExpressions(synthesis).map(({ where, expr }) => ({ where, expr }));
  const dashboards = dashboardExpressions(synthesis).map(({ where, expr }) => ({ where, expr }));
  const sourced = RULE_GROUPS.flatMap(({ records, alerts }) => [
    ...records.map(recordingRule),
    ...Object.entries(alerts).flatMap(([name, alert]) => alert.rules(name, '')),
  ]).filter(({ sources }) => sources.every((source) => watched.includes(source)));
  const panels = BOARDS.filter(({ sources }) => sources.every((source) => watched.includes(source))).flatMap(
    ({ uid, build }) =>
      (build(watched).panels ?? []).flatMap((panel) => {
        const targets = ('targets' in panel ? (panel.targets ?? []) : []) as { readonly expr?: string }[];
        const where = `${uid}, ${panel.title ?? ''}`;
        return [
          { type: panel.type, queries: targets.map(({ expr }) => ({ where, expr: withoutVariables(expr ?? '') })) },
        ];
      }),
  );
  const written = new Set([...rules, ...dashboards].map(({ expr }) => expr));
  const all = [
    ...sourced.map(({ rule }) => ({ where: rule.alert ?? rule.record ?? '', expr: rule.expr })),
    ...panels.flatMap(({ queries }) => queries),
  ];
  const chosen = ({ where, expr }: Query): Query => ({
    where,
    expr: withoutThresholds(expr.replaceAll(VARIABLE, '.*')),
  });
  return {
    kept: [...rules, ...dashboards].filter(ofOpenWhisk).map(chosen),
    leftOut: all
      .filter(({ expr }) => !written.has(expr))
      .filter(ofOpenWhisk)
      .map(chosen),
    tables: panels
      .filter(({ type }) => type === 'table')
      .map(({ queries }) => queries.filter(ofOpenWhisk).map((query) => chosen(query).expr)),
  };
}

/** Whether an expression is about OpenWhisk, and not about a program that is down. */
function ofOpenWhisk({ expr }: Query): boolean {
  const jobs = selectorsOf(expr).flatMap(({ matchers }) => matchers.find(({ name }) => name === 'job')?.value ?? []);
  return jobs.some((job) => OPENWHISK.test(job)) && !expr.includes('absent(');
}

/** An expression without the comparisons with numbers: what an alert looks at, and not whether it fires. */
function withoutThresholds(expr: string): string {
  const { tree } = parse(expr);
  if (!tree) return expr;
  const cut = within(tree.root).flatMap((node) => {
    const [left, right] = node.name === 'BinaryExpr' ? operands(node) : [];
    const isThreshold =
      right?.name === 'NumberDurationLiteral' && /^([<>]=?|[=!]=)$/.test(operationOf(node, tree.source));
    return left && right && isThreshold ? [{ from: left.to, to: right.to }] : [];
  });
  return [...cut]
    .sort((a, b) => a.from - b.from)
    .reduceRight((text, { from, to }) => text.slice(0, from) + text.slice(to), tree.source);
}

/** Whether a platform stored a series that a selector selects. */
function selects(stored: readonly string[]): (selector: Selector) => boolean {
  const all = stored.map((series) => {
    const [name = ''] = series.split('{');
    const labels = [...series.matchAll(/[{,](\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', value = '']) => [
      label,
      value,
    ]);
    return new Map([['__name__', name], ...(labels as [string, string][])]);
  });
  return ({ metric, matchers }) =>
    all.some(
      (labels) =>
        (metric === undefined || labels.get('__name__') === metric) &&
        matchers.every(({ name, operator, value }) => {
          const actual = labels.get(name) ?? '';
          const equal = operator.endsWith('~') ? matchesRegex(value, actual) : actual === value;
          return equal !== operator.startsWith('!');
        }),
    );
}

/** Evaluates queries over what a platform served: whether each has a result, and one that is not 0. */
async function evaluate(
  manifests: Manifests,
  series: readonly { readonly series: string; readonly values: string }[],
  expected: readonly { readonly expr: string; readonly results: boolean }[],
): Promise<string> {
  const records = ruleExpressions(manifests.synthesis).flatMap(({ rule }) => (rule.record ? [rule] : []));
  const tests = {
    rule_files: ['rules.yaml'],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: series,
        promql_expr_test: expected.map(({ expr, results }) => ({
          expr,
          eval_time: AT,
          exp_samples: results ? [{ labels: '{}', value: 1 }] : [],
        })),
      },
    ],
  };
  const rules = { groups: [{ name: 'records', rules: records }] };
  const { ok, message } = await testRules(JSON.stringify(tests), { 'rules.yaml': JSON.stringify(rules) });
  return ok ? '' : message;
}

/** A matcher of the series that have a label. */
const some = (name: string): LabelMatcher => ({ name, operator: '!=', value: '' });

const hasResult = (expr: string): string => `count(${expr}) > bool 0`;

/** A platform whose programs were captured, with what it watches of OpenWhisk. */
function platformOf({ yaml, served }: Capture) {
  const manifests = Manifests.of(`
profile: standard
monitoring: { enabled: true }
openwhisk: { ${yaml} }`);
  const scrapes = scrapesOf(manifests.synthesis);
  const series = [...served].flatMap(([source, text]) => storedSeries(source, text, scrapes));
  const watched = [...new Set(scrapes.flatMap(({ sources }) => sources))];
  return { manifests, series, queries: queriesOf(manifests, watched) };
}

for (const capture of CAPTURES) {
  describe(`The rules and dashboards of the platform ${capture.platform}`, () => {
    const { manifests, series, queries } = platformOf(capture);
    const isStored = selects(series.map(({ series: name }) => name));
    const recorded = new Set(ruleExpressions(manifests.synthesis).flatMap(({ rule }) => rule.record ?? []));
    const canHave = (expr: string): boolean =>
      canResult(expr, (selector) => recorded.has(selector.metric ?? '') || isStored(selector));

    it('have a result wherever their programs served what they select', async (t) => {
      const found = queries.kept.filter(({ expr }) => canHave(expr));
      t.diagnostic(
        `${found.length} of ${queries.kept.length} expressions; the others wait for an event, such as an error`,
      );
      assert.ok(found.length > queries.kept.length / 2);
      // An event gives a label another value, and no series another label.
      const ofOthers = queries.kept.filter((query) => !found.includes(query)).flatMap(({ expr }) => selectorsOf(expr));
      const missing = ofOthers.flatMap(({ matchers, ...selector }) =>
        matchers
          .filter(({ operator, value }) => operator === '=' || (operator === '=~' && !matchesRegex(value, '')))
          .filter(
            ({ name }) => isStored({ ...selector, matchers: [] }) && !isStored({ ...selector, matchers: [some(name)] }),
          )
          .map(({ name }) => `${selector.metric ?? ''} has no label ${name}`),
      );
      assert.deepEqual(missing, []);
      const message = await evaluate(
        manifests,
        series,
        found.map(({ expr }) => ({ expr: hasResult(expr), results: true })),
      );
      assert.equal(message, '');
    });

    it('have tables whose columns have rows in common', async (t) => {
      const tables = queries.tables.map((columns) => columns.filter(canHave)).filter(({ length }) => length > 1);
      t.diagnostic(`${tables.length} tables`);
      const common = tables.flatMap(([first = '', ...others]) => others.map((other) => `(${first}) and (${other})`));
      const message = await evaluate(
        manifests,
        series,
        common.map((expr) => ({ expr: hasResult(expr), results: true })),
      );
      assert.equal(message, '');
    });

    it('leave out what has no result in this mode', async (t) => {
      t.diagnostic(`${queries.leftOut.length} expressions are left out`);
      const message = await evaluate(
        manifests,
        series,
        queries.leftOut.map(({ expr }) => ({ expr: `count((${expr}) != 0)`, results: false })),
      );
      assert.equal(message, '');
    });
  });
}
