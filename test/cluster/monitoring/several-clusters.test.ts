import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { dashboards } from '../../../lib/checks/read/dashboards';
import { ruleExpressions } from '../../../lib/checks/read/expressions';
import { scrapesOf } from '../../../lib/checks/read/scrapes';
import { selectorsOf } from '../../../lib/promql/expression';
import { VARIABLE, withoutVariables } from '../../../lib/promql/grafana';
import { capturesIn } from '../../mixins/openwhisk/captures';
import { Manifests } from '../../support/platform';
import { SOURCES } from '../sources';
import { storedSeries } from './captured-series';
import { testRules } from './promtool';

const CAPTURES = capturesIn(join(SOURCES, '../mixins/openwhisk/captured'));
const AT = '50m';

/** Series of a cluster, with values that are a multiple of what was captured. */
function ofCluster(
  captured: readonly { readonly series: string; readonly values: string }[],
  cluster: string,
  factor: number,
): { series: string; values: string }[] {
  return captured.map(({ series, values }) => ({
    series: cluster ? series.replace(/\}$/, `,cluster="${cluster}"}`) : series,
    values: values.replace(/^([\d.e]+)(?:\+([\d.e]+))?x/, (_, start: string, step?: string) =>
      step ? `${Number(start) * factor}+${Number(step) * factor}x` : `${Number(start) * factor}x`,
    ),
  }));
}

/** A printed result without the label of the cluster, in an order of its own, and without rounding errors. */
function comparable(printed: string): string {
  return printed
    .replaceAll(/cluster="\w+"(, )?/g, '')
    .replaceAll(/, \}/g, '}')
    .replaceAll(/ (-?\d[\d.E+-]*)/g, (_, number: string) => ` ${Number(number).toPrecision(9)}`)
    .split(/, (?=\{)/)
    .sort()
    .join(', ');
}

/** The result of each expression on the series, as promtool prints it. */
async function results(
  series: readonly { readonly series: string; readonly values: string }[],
  exprs: readonly string[],
): Promise<string[]> {
  // A sample that no expression has, so that promtool prints the result of each.
  const never = [{ labels: '{never="true"}', value: 0 }];
  const promql_expr_test = exprs.map((expr) => ({ expr, eval_time: AT, exp_samples: never }));
  const tests = { evaluation_interval: '1m', tests: [{ interval: '1m', input_series: series, promql_expr_test }] };
  const { message } = await testRules(JSON.stringify(tests), {});
  const printed = [...message.matchAll(/got:\s*(.*)/g)].map(([, got = '']) => comparable(got));
  assert.equal(printed.length, exprs.length, message.slice(0, 2000));
  return printed;
}

for (const { platform, yaml, served } of CAPTURES) {
  describe(`The dashboards of several clusters with the platform ${platform}`, () => {
    const manifests = Manifests.of(
      `profile: standard\nmonitoring: { enabled: true, grafana: { clusterLabel: cluster } }\nopenwhisk: { ${yaml} }`,
    );
    const scrapes = scrapesOf(manifests.synthesis);
    const captured = [...served].flatMap(([source, text]) => storedSeries(source, text, scrapes));
    const names = new Set(captured.map(({ series }) => series.split('{')[0]));
    const recorded = ruleExpressions(manifests.synthesis).flatMap(({ rule }) => rule.record ?? []);
    const queries = dashboards(manifests.synthesis)
      .read.flatMap((board) => board.queries.map(({ expr }) => expr))
      // The list of clusters is the only query across all of them.
      .filter((expr) => expr !== 'up{}');
    const inCluster = (expr: string, cluster: string): string =>
      withoutVariables(expr.replaceAll('$cluster', cluster)).replaceAll(VARIABLE, '.*');
    // Each cluster records its own series, which this store does not have.
    const selecting = [...new Set(queries)].filter((expr) => {
      const selected = selectorsOf(inCluster(expr, 'blue')).map(({ metric = '' }) => metric);
      return selected.some((metric) => names.has(metric)) && !selected.some((metric) => recorded.includes(metric));
    });

    it('show the series of the chosen cluster only', async (t) => {
      const exprs = (cluster: string): string[] => selecting.map((expr) => inCluster(expr, cluster));
      const store = [...ofCluster(captured, 'blue', 1), ...ofCluster(captured, 'green', 3)];
      const alone = await results(captured, exprs(''));
      const blue = await results(store, exprs('blue'));
      const green = await results(store, exprs('green'));
      const wrong = selecting.flatMap((expr, index) =>
        blue[index] === alone[index] ? [] : [`${expr}: ${blue[index] ?? ''}, not ${alone[index] ?? ''}`],
      );
      assert.deepEqual(wrong, []);
      const different = green.filter((result, index) => result !== blue[index]);
      const withResult = alone.filter((result) => result !== 'nil');
      t.diagnostic(
        `${selecting.length} queries, ${withResult.length} with a result, ${different.length} differ between the clusters`,
      );
      assert.ok(withResult.length > 40);
      assert.ok(different.length > withResult.length / 3);
    });
  });
}
