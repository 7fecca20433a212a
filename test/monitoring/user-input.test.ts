import { runChecks } from '../../lib/checks/all';
import type { Manifest } from '../../lib/kube/synthesis';
import { goDuration } from '../../lib/monitoring/retention';
import { Manifests } from '../support/platform';

test('a recording rule of the platform file is written without annotations, which Prometheus takes of alerts only', () => {
  const manifests = Manifests.of(`
profile: lean
monitoring:
  enabled: true
  rules: [{ name: shop, rules: [{ record: 'shop:up:sum', expr: sum(up) }] }]
`);
  expect(runChecks(manifests.synthesis)).toEqual([]);
  const { spec } = manifests.get<Manifest & { spec: { groups: { rules: object[] }[] } }>(
    'PrometheusRule',
    'user-rules-shop',
  );
  expect(spec.groups[0]?.rules[0]).toEqual({ record: 'shop:up:sum', expr: 'sum(up)', labels: {} });
});

test('an alert of the platform file may go on firing for a while', () => {
  const { spec } = Manifests.of(
    `
profile: lean
monitoring:
  enabled: true
  rules: [{ name: shop, rules: [{ alert: ShopDown, expr: 'up == 0', keepFiringFor: 10m, labels: { severity: info } }] }]
`,
  ).get<Manifest & { spec: { groups: { rules: object[] }[] } }>('PrometheusRule', 'user-rules-shop');
  expect(spec.groups[0]?.rules).toEqual([
    { alert: 'ShopDown', expr: 'up == 0', keep_firing_for: '10m', labels: { severity: 'info' } },
  ]);
});

test("the retention of Alertmanager may have every unit of Prometheus, and is written in Go's", () => {
  const manifests = Manifests.of('profile: lean\nmonitoring: {enabled: true, alertmanager: {retention: 10d}}');
  expect(runChecks(manifests.synthesis)).toEqual([]);
  expect(manifests.get('Alertmanager', 'alertmanager')['spec']).toMatchObject({ retention: '240h' });
});

test.each([
  ['120h', '120h'],
  ['10d', '240h'],
  ['1w1d12h30m', '204h30m'],
  ['1y', '8760h'],
  ['90s', '90s'],
  ['500ms', '500ms'],
  ['0d', '0h'],
])('the duration %s is %s in Go', (duration, go) => {
  expect(goDuration(duration)).toBe(go);
});
