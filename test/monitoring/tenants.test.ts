import { runChecks } from '../../lib/checks/all';
import type { Manifest } from '../../lib/kube/synthesis';
import { Manifests } from '../support/platform';

test('R14: AlertmanagerConfigs of a watched namespace are opt-in, and only alerts of the namespace reach their receivers', () => {
  const manifests = Manifests.of(
    'profile: lean\nmonitoring: {enabled: true, watchedNamespaces: [{ name: shop, alertmanagerConfigs: true }, store]}',
  );
  expect(runChecks(manifests.synthesis)).toEqual([]);
  const { spec } = manifests.get<Manifest & { spec: Record<string, unknown> }>('Alertmanager', 'alertmanager');
  expect(spec).toMatchObject({
    alertmanagerConfigSelector: {},
    alertmanagerConfigNamespaceSelector: {
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }],
    },
  });
  expect(spec).not.toHaveProperty('alertmanagerConfigMatcherStrategy');
  const args = manifests.container('prometheus-operator')['args'];
  expect(args).toContain('--alertmanager-config-namespaces=monitoring,shop');
  const policy = manifests.get<Manifest & { spec: { egress: object[] } }>('NetworkPolicy', 'alertmanager');
  expect(policy.spec.egress).toContainEqual({ to: expect.arrayContaining([{ namespaceSelector: {} }]) as unknown });
  const roles = JSON.stringify(manifests.kind('Role').filter(({ metadata }) => metadata.namespace === 'store'));
  expect(roles).not.toContain('alertmanagerconfigs');
});
