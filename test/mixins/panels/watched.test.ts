import { metrics, unusedRecords } from '../../../lib/checks/monitoring/metrics';
import { promql } from '../../../lib/checks/monitoring/promql';
import { BOARDS } from '../../../lib/mixins/boards';
import { METRIC_SOURCES, seriesOf, type MetricSource } from '../../../lib/catalogue/sources';
import { Manifests } from '../../support/platform';
import { foldersFor, panelsOf, queriesOf, type GrafanaBoard } from './boards';

const uids = (watched: readonly MetricSource[]): string[] =>
  foldersFor(watched).flatMap(([, boards]) => boards.map(({ uid }) => uid));
const without = (...missing: MetricSource[]): MetricSource[] =>
  METRIC_SOURCES.filter((source) => !missing.includes(source));

describe('what is not watched', () => {
  test('has no board', () => {
    const kubeadm: MetricSource[] = ['kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'etcd'];
    const missing = uids(METRIC_SOURCES).filter((uid) => !uids(without(...kubeadm)).includes(uid));
    expect(missing).toEqual([
      'kubernetes-scheduler',
      'kubernetes-controller-manager',
      'kubernetes-kube-proxy',
      'kubernetes-etcd',
    ]);
    expect(uids([])).toEqual([]);
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
      ['nginx', 19],
    ]);
  });

  test('is asked for by no query, also not through a recorded series', () => {
    const missing: MetricSource[] = ['node-exporter', 'user-events'];
    const asking = foldersFor(without(...missing)).flatMap(([, boards]) =>
      boards.flatMap((board) =>
        queriesOf(board)
          .filter(({ expr }) =>
            /job="(node-exporter|user-events)"|node:node_|cluster:node_cpu|node_memory_MemAvailable/.test(expr),
          )
          .map(({ where }) => where),
      ),
    );
    expect(asking).toEqual([]);
  });

  test('leaves something of every board that stays', () => {
    for (const { uid, sources, build } of BOARDS) {
      const board = JSON.parse(JSON.stringify(build(sources))) as GrafanaBoard;
      expect([uid, panelsOf(board).length > 0]).toEqual([uid, true]);
    }
  });
});

describe('what is chosen on a board', () => {
  test('comes from a source without which there is no board', () => {
    const missing = BOARDS.flatMap(({ uid, sources, build }) => {
      const { templating } = JSON.parse(JSON.stringify(build(sources))) as GrafanaBoard;
      return templating.list.flatMap(({ name, definition }) => {
        const asked = METRIC_SOURCES.filter((source) => definition.includes(seriesOf(source).slice(1, -1)));
        const needed = definition.includes(':kube_pod_owner:') ? [...asked, 'kube-state-metrics' as const] : asked;
        return needed.length > 0 && needed.every((source) => sources.includes(source)) ? [] : [`${uid}: ${name}`];
      });
    });
    expect(missing).toEqual([]);
  });
});

describe('a platform', () => {
  test('brings every series, with every label, that its boards ask for, and records none in vain', () => {
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
