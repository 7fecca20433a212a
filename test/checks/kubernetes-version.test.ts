import { ApiObject } from 'cdk8s';
import { kubernetesVersion } from '../../lib/checks/kubernetes-version';
import type { Finding } from '../../lib/checks/finding';
import { FEATURE_LIST, supportedVersions } from '../../lib/kube/kubernetes-versions';
import { PlatformChart } from '../../lib/kube/platform-chart';
import type { Manifest } from '../../lib/kube/synthesis';
import { testChart } from '../support/chart';

/** The findings about one object of a platform for a version of Kubernetes. */
function findings(kind: string, fields: object, version: string): Finding[] {
  const { settings } = testChart();
  const chart = new PlatformChart(testChart(), 'own', {
    settings: { ...settings, kubernetesVersion: version },
    order: 1,
  });
  const manifest = { apiVersion: 'v1', kind, metadata: { name: 'a' }, ...fields } as Manifest;
  const construct = new ApiObject(chart, 'Object', manifest);
  return kubernetesVersion({
    app: chart.node.root as never,
    objects: [{ construct, path: construct.node.path, manifest }],
  });
}

/** An object with a value at a path, whose lists have one entry. */
function withValue(path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return key === '*' ? [withValue(rest, value)] : { [key]: withValue(rest, value) };
}

const uses = FEATURE_LIST.flatMap(({ name, since, uses }) =>
  uses.flatMap(({ kinds = ['Pod'], field, value = 'x' }) =>
    kinds.map((kind) => ({ name, since, kind, field: field ?? '', value })),
  ),
);

test.each(uses)('$kind.$field needs $name, and therefore Kubernetes $since', ({ name, since, kind, field, value }) => {
  const fields = field === '' ? {} : (withValue(field.split('.'), value) as object);
  const needing = supportedVersions().filter((version) => findings(kind, fields, version).length > 0);
  expect(needing).toEqual(supportedVersions().filter((version) => Number(version.slice(2)) < Number(since.slice(2))));
  expect(findings(kind, fields, '1.34').map(({ problem }) => problem)).toEqual([
    expect.stringContaining(` needs ${name}, `),
  ]);
});

const pod = {
  spec: {
    volumes: [
      { name: 'a', emptyDir: {} },
      { name: 'b', image: { reference: 'r' } },
    ],
  },
};

test.each([
  ['Deployment', { spec: { template: pod } }, 'spec.template.spec.volumes.1.image'],
  [
    'CronJob',
    { spec: { jobTemplate: { spec: { template: pod } } } },
    'spec.jobTemplate.spec.template.spec.volumes.1.image',
  ],
])('a field of the pods of a %s is found in their template', (kind, fields, place) => {
  expect(findings(kind, fields, '1.34')).toEqual([
    {
      rule: 'FS-801',
      check: 'kubernetes-version',
      severity: 'error',
      object: `${kind}/a`,
      path: 'test/own/Object',
      problem: `${place} needs ImageVolume, which is on from Kubernetes 1.35 on; the API server of 1.34 (cluster.version) drops the field`,
      fix: 'remove it, or write cluster.version: "1.35" if the cluster has it',
    },
  ]);
});

test('another value of a field, and the field in another kind, need no feature', () => {
  expect(findings('HorizontalPodAutoscaler', { spec: { minReplicas: 1 } }, '1.34')).toEqual([]);
  expect(findings('ScaledObject', { spec: { minReplicas: 0 } }, '1.34')).toEqual([]);
});
