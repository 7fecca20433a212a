import { metrics } from '../../../lib/checks/monitoring/metrics';
import { promql } from '../../../lib/checks/monitoring/promql';
import { BOARDS } from '../../../lib/mixins';
import { RULE_GROUPS } from '../../../lib/mixins';
import { recordingRule } from '../../../lib/mixins/alerts/group';
import { selectorsOf } from '../../../lib/promql/expression';
import { withoutVariables } from '../../../lib/promql/grafana';
import { METRIC_SOURCES, matchersOf, type MetricSource } from '../../../lib/catalogue/sources';
import { Manifests } from '../../support/platform';
import { unusedRecords } from '../unused-records';
import { foldersFor, panelsOf, queriesOf, queryVariables, type GrafanaBoard } from './boards';

const RECORDS = RULE_GROUPS.flatMap(({ records }) => records.map(recordingRule));
const uids = (watched: readonly MetricSource[]): string[] =>
  foldersFor(watched).flatMap(([, boards]) => boards.map(({ uid }) => uid));
const without = (...missing: MetricSource[]): MetricSource[] =>
  METRIC_SOURCES.filter((source) => !missing.includes(source));

describe('an unmonitored source', () => {
  test('has no board', () => {
    const kubeadm: MetricSource[] = ['kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'etcd'];
    const missing = uids(METRIC_SOURCES).filter((uid) => !uids(without(...kubeadm)).includes(uid));
    expect(missing).toEqual([
      'kubernetes-scheduler',
      'kubernetes-controller-manager',
      'kubernetes-kube-proxy',
      'kubernetes-etcd',
    ]);
    // It depends on recorded series only: charts leave it out where they record none.
    expect(uids([])).toEqual(['monitoring-service']);
  });

  test('has no panel and no heading, and the others move up', () => {
    const stores = foldersFor(without('kafka-exporter', 'couchdb', 'redis-exporter', 'openwhisk-etcd'))
      .flatMap(([, boards]) => boards)
      .find(({ uid }) => uid === 'openwhisk-stores');
    const headings = stores?.panels
      .filter(({ type }) => type === 'row')
      .map(({ title, gridPos }) => [title, gridPos.y]);
    expect(headings).toEqual([
      ['Database as controllers see it', 0],
      ['Database as invokers see it', 19],
      ['nginx', 38],
    ]);
  });

  test.each(METRIC_SOURCES)('is not queried, directly or through a recorded series: %s', (missing) => {
    const lost = RECORDS.filter(({ sources }) => sources.includes(missing)).map(({ rule }) => rule.record);
    const selected = foldersFor(without(missing)).flatMap(([, boards]) =>
      boards.flatMap((board) =>
        queriesOf(board).filter(
          ({ expr }) =>
            expr.includes(matchersOf(missing)) ||
            selectorsOf(withoutVariables(expr)).some(({ metric }) => lost.includes(metric)),
        ),
      ),
    );
    expect(selected.map(({ where }) => where)).toEqual([]);
  });

  test('leaves at least one panel in every remaining board', () => {
    for (const { uid, sources, build } of BOARDS) {
      const board = JSON.parse(JSON.stringify(build(sources))) as GrafanaBoard;
      expect([uid, panelsOf(board).length > 0]).toEqual([uid, true]);
    }
  });
});

describe('a variable of a board', () => {
  test('comes from a source that the board requires', () => {
    const missing = BOARDS.flatMap(({ uid, sources, build }) => {
      const board = JSON.parse(JSON.stringify(build(sources))) as GrafanaBoard;
      return queryVariables(board).flatMap(({ name, definition }) => {
        const asked = METRIC_SOURCES.filter((source) => definition.includes(matchersOf(source)));
        const needed = definition.includes(':kube_pod_owner:') ? [...asked, 'kube-state-metrics' as const] : asked;
        return needed.length > 0 && needed.every((source) => sources.includes(source)) ? [] : [`${uid}: ${name}`];
      });
    });
    expect(missing).toEqual([]);
  });
});

describe('a platform', () => {
  test('has every series and label that its boards use, and records no unused ones', () => {
    const { synthesis } = Manifests.of(`
      profile: standard
      cluster: { controlPlane: kubeadm }
      openwhisk: { scheduler: { enabled: true } }
      monitoring: { enabled: true }`);
    const found = [...promql(synthesis), ...metrics(synthesis)].map(({ problem }) => problem);
    expect(found).toEqual([]);
    expect(unusedRecords(synthesis)).toEqual([]);
  });
});
