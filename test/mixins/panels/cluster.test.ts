import { METRIC_SOURCES } from '../../../lib/catalogue/sources';
import { runChecks } from '../../../lib/checks/all';
import { parse, selectorsOf } from '../../../lib/promql/expression';
import { withoutVariables } from '../../../lib/promql/grafana';
import { Manifests } from '../../support/platform';
import { foldersFor, panelsOf, queriesOf, queryVariables } from './boards';

const boards = foldersFor(METRIC_SOURCES, { clusterLabel: 'kube_cluster' }).flatMap(([, all]) => all);
const MATCHER = 'kube_cluster="$cluster"';
/** An expression with the matcher for the cluster taken out. */
const ofOneCluster = (expr: string): string => expr.replaceAll(`,${MATCHER}`, '').replaceAll(`{${MATCHER}}`, '');

describe('dashboards for several clusters', () => {
  test('match the cluster in every selector of every query, and differ in nothing else', () => {
    const plain = new Map(
      foldersFor()
        .flatMap(([, all]) => all)
        .map(({ uid, ...board }) => [uid, queriesOf({ uid, ...board })]),
    );
    const queries = boards.flatMap((board) => queriesOf(board).map((query, index) => ({ board, query, index })));
    expect(queries.length).toBeGreaterThan(800);
    const wrong = queries.filter(({ board, query: { expr }, index }) => {
      const withValue = expr.replaceAll('$cluster', 'blue');
      const selectors = selectorsOf(withoutVariables(withValue));
      const matched = selectors.every(({ matchers }) =>
        matchers.some(({ name, operator, value }) => name === 'kube_cluster' && operator === '=' && value === 'blue'),
      );
      const same = ofOneCluster(expr) === plain.get(board.uid)?.[index]?.expr.replaceAll('{}', '');
      return !matched || !same || parse(withoutVariables(expr)).problems.length > 0;
    });
    expect(wrong.map(({ query }) => `${query.where}: ${query.expr}`)).toEqual([]);
  });

  test('have a variable for the cluster first, which the other variables follow', () => {
    const wrong = boards.flatMap((board) => {
      const [cluster, ...others] = queryVariables(board);
      const right =
        cluster?.name === 'cluster' &&
        cluster.definition === 'label_values(up{}, kube_cluster)' &&
        others.every(({ definition }) => definition.includes(MATCHER));
      return right ? [] : [board.uid];
    });
    expect(wrong).toEqual([]);
  });

  test('link to each other with the chosen cluster', () => {
    const urls = boards
      .flatMap(panelsOf)
      .flatMap(({ fieldConfig }) => JSON.stringify(fieldConfig ?? {}).match(/\/d\/[^"]*\?[^"]*/g) ?? []);
    expect(urls.length).toBeGreaterThan(15);
    expect(urls.filter((url) => !url.includes('var-cluster=${cluster}'))).toEqual([]);
    const menus = boards.flatMap(({ links }) => links ?? []);
    expect(menus.length).toBeGreaterThan(0);
    expect(menus.filter(({ includeVars }) => !includeVars)).toEqual([]);
  });
});

test('a platform with a label for clusters has such dashboards, and no findings', () => {
  const manifests = Manifests.of('monitoring: { enabled: true, grafana: { clusterLabel: cluster } }');
  expect(runChecks(manifests.synthesis)).toEqual([]);
});
