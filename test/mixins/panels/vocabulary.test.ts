import { thresholds } from '../../../lib/mixins/panels/colours';
import { board } from '../../../lib/mixins/panels/define';
import { series } from '../../../lib/mixins/expressions/expression';
import { row, table, timeseries } from '../../../lib/mixins/panels/panels';
import type { MetricSource } from '../../../lib/catalogue/sources';

describe('limits', () => {
  const colours = (limits: Parameters<typeof thresholds>[0]) =>
    thresholds(limits).map(({ value, color }) => `${value ?? '-∞'} ${color}`);

  test('go from good to bad', () => {
    expect(colours({ warning: 1, critical: 2 })).toEqual(['-∞ green', '1 orange', '2 red']);
    expect(colours({ critical: 2 })).toEqual(['-∞ green', '2 red']);
  });

  test('go from bad to good where low values are bad', () => {
    expect(colours({ warning: 2, critical: 1, below: true })).toEqual(['-∞ red', '1 orange', '2 green']);
    expect(colours({ critical: 1, below: true })).toEqual(['-∞ red', '1 green']);
    expect(colours({ warning: 2, below: true })).toEqual(['-∞ orange', '2 green']);
  });

  test('have no colours if there are none', () => {
    expect(colours(undefined)).toEqual(['-∞ blue']);
  });
});

describe('a panel', () => {
  const up = series('etcd', 'up');
  const other = series('coredns', 'up');
  const demo = board({
    uid: 'demo',
    folder: 'Monitoring',
    title: 'Demo',
    description: 'A board.',
    sources: ['etcd'],
    rows: [
      row(
        'A',
        timeseries({ title: 'B', description: 'C.', unit: 'count', queries: { etcd: up, CoreDNS: other } }),
        table({
          title: 'D',
          description: 'E.',
          labels: { instance: 'Instance' },
          columns: { etcd: { unit: 'count', query: up }, CoreDNS: { unit: 'ratio', query: other } },
        }),
      ),
      row('F', timeseries({ title: 'G', description: 'H.', unit: 'count', queries: { CoreDNS: other } })),
    ],
  });
  const panels = (...watched: readonly MetricSource[]) =>
    demo.build(watched).panels as unknown as {
      title: string;
      targets?: { refId: string; expr: string }[];
      transformations?: { options: { renameByName?: object } }[];
    }[];

  test('keeps the queries of monitored sources', () => {
    const [, graph] = panels('etcd');
    expect(graph?.targets?.map(({ expr }) => expr)).toEqual([up.text]);
    expect(panels('etcd').map(({ title }) => title)).toEqual(['A', 'B', 'D']);
    expect(panels('etcd', 'coredns').map(({ title }) => title)).toEqual(['A', 'B', 'D', 'F', 'G']);
  });

  test('names the value columns of a table', () => {
    const names = (...watched: readonly MetricSource[]) =>
      panels(...watched)[2]?.transformations?.[1]?.options.renameByName;
    expect(names('etcd', 'coredns')).toEqual({ instance: 'Instance', 'Value #A': 'etcd', 'Value #B': 'CoreDNS' });
    expect(names('etcd')).toEqual({ instance: 'Instance', Value: 'etcd' });
  });
});
