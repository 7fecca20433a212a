import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { supportedVersions } from '../../../lib/kube/kubernetes-versions';
import { ALPHA_REASONS } from '../../../lib/mixins/stability/alpha-reasons';
import { metricList } from '../../../lib/mixins/stability/metric-list';
import { kubernetesMetric, problemsIn } from '../../../lib/mixins/stability/problems';
import { selectorUses } from '../../../lib/promql/label-uses';
import { mixinUsers } from './users';

const users = mixinUsers();
const NEWEST = metricList(supportedVersions().at(-1) ?? '');

test.each(supportedVersions())(
  'Kubernetes %s serves every metric, label and bucket that rules and boards use',
  (version) => {
    const list = metricList(version);
    const wrong = users.flatMap(({ name, expr }) =>
      selectorUses(expr).flatMap((use) => problemsIn(use, list).map(({ problem }) => `${name}: ${problem}`)),
    );
    expect(wrong).toEqual([]);
  },
);

test('every metric of class ALPHA in use has a reason, and every reason is of such a metric', () => {
  const used = new Set(
    users.flatMap(({ expr }) =>
      selectorUses(expr).flatMap((use) => {
        const metric = kubernetesMetric(use, NEWEST);
        return metric?.stability === 'alpha' ? [metric.name] : [];
      }),
    ),
  );
  // Variables of boards read it, which no panel shows.
  expect([...used, 'kubelet_node_name'].sort()).toEqual(Object.keys(ALPHA_REASONS).sort());
  for (const reason of Object.values(ALPHA_REASONS)) expect(reason).toMatch(/^[A-Z].*\.$/);
});

test('the runbook of a critical alert that rests on ALPHA metrics alone says so', () => {
  const resting = users
    .filter(({ severity, expr }) => {
      const metrics = selectorUses(expr).flatMap((use) => kubernetesMetric(use, NEWEST) ?? []);
      return severity === 'critical' && metrics.length > 0 && metrics.every(({ stability }) => stability === 'alpha');
    })
    .map(({ alert = '' }) => alert);
  expect(resting).toContain('KubePersistentVolumeFillingUp');
  const silent = [...new Set(resting)].filter(
    (alert) => !readFileSync(join(__dirname, `../../../docs/runbooks/${alert}.md`), 'utf8').includes('which is ALPHA'),
  );
  expect(silent).toEqual([]);
});
