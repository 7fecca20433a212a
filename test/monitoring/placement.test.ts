import { runChecks } from '../../lib/checks/all';
import { Manifests } from '../support/platform';

const PODS = `
      nodeSelector: { pool: monitoring }
      tolerations: [{ key: dedicated, value: monitoring, effect: NoSchedule }]
      priorityClassName: important
      labels: { team: observability }
      annotations: { example.org/owner: observability }`;
const COMPONENTS = [
  'prometheus',
  'alertmanager',
  'grafana',
  'operator',
  'nodeExporter',
  'kubeStateMetrics',
  'blackbox',
];
const manifests = Manifests.of(`
profile: lean
monitoring:
  enabled: true
${COMPONENTS.map((component) => `  ${component}:\n    pods:${PODS}`).join('\n')}
`);

interface Pod {
  readonly metadata: { labels: Record<string, string>; annotations: Record<string, string> };
  readonly spec: {
    nodeSelector: object;
    tolerations: object[];
    priorityClassName: string;
  };
}

const templates: [string, string][] = [
  ['Deployment', 'grafana'],
  ['Deployment', 'prometheus-operator'],
  ['Deployment', 'kube-state-metrics'],
  ['Deployment', 'blackbox-exporter'],
  ['DaemonSet', 'node-exporter'],
];
const toleration = { key: 'dedicated', operator: 'Equal', value: 'monitoring', effect: 'NoSchedule' };

test.each(templates)('%s %s has the settings of its pods', (kind, name) => {
  const { metadata, spec } = manifests.get<{ spec: { template: Pod } }>(kind, name).spec.template;
  expect(metadata.labels).toMatchObject({ team: 'observability', 'app.kubernetes.io/instance': 'owdev' });
  expect(metadata.annotations).toMatchObject({ 'example.org/owner': 'observability' });
  expect(spec).toMatchObject({ nodeSelector: { pool: 'monitoring' }, priorityClassName: 'important' });
  expect(spec.tolerations).toEqual([toleration]);
});

test.each(['Prometheus', 'Alertmanager'])('the operator gives the pods of %s their settings', (kind) => {
  const { spec } = manifests.get<{ spec: Record<string, unknown> }>(kind, kind.toLowerCase());
  expect(spec).toMatchObject({
    podMetadata: {
      labels: { team: 'observability', 'app.kubernetes.io/part-of': 'monitoring' },
      annotations: { 'example.org/owner': 'observability' },
    },
    nodeSelector: { 'kubernetes.io/os': 'linux', pool: 'monitoring' },
    tolerations: [toleration],
    priorityClassName: 'important',
  });
  expect(runChecks(manifests.synthesis)).toEqual([]);
});

test('each component may have a storage class and a retention of its claims', () => {
  const stored = Manifests.of(`
profile: lean
persistence: { storageClassName: slow }
monitoring:
  enabled: true
  prometheus: { storageClassName: fast, claimRetention: { whenDeleted: Delete } }
  grafana: { storageClassName: shared }
logging:
  enabled: true
  elasticsearch: { storageClassName: fast, claimRetention: { whenScaled: Delete } }
`);
  const spec = (kind: string, name: string) => stored.get<{ spec: Record<string, unknown> }>(kind, name).spec;
  expect(spec('Prometheus', 'prometheus')).toMatchObject({
    storage: { volumeClaimTemplate: { spec: { storageClassName: 'fast' } } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
  });
  expect(spec('Alertmanager', 'alertmanager')).toMatchObject({
    storage: { volumeClaimTemplate: { spec: { storageClassName: 'slow' } } },
  });
  expect(spec('Alertmanager', 'alertmanager')).not.toHaveProperty('persistentVolumeClaimRetentionPolicy');
  expect(spec('PersistentVolumeClaim', 'grafana-pvc')).toMatchObject({ storageClassName: 'shared' });
  expect(spec('StatefulSet', 'elasticsearch')).toMatchObject({
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
    volumeClaimTemplates: [{ spec: { storageClassName: 'fast' } }],
  });
});

test('several pods of a custom resource are spread over zones, and off the nodes of invokers, as other pods', () => {
  const { spec } = Manifests.of('monitoring: { enabled: true }').get<{ spec: object }>('Prometheus', 'prometheus');
  const matchLabels = {
    'app.kubernetes.io/name': 'prometheus',
    'app.kubernetes.io/instance': 'owdev-prometheus',
    'app.kubernetes.io/managed-by': 'prometheus-operator',
  };
  expect(spec).toMatchObject({
    topologySpreadConstraints: [
      {
        topologyKey: 'topology.kubernetes.io/zone',
        maxSkew: 1,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels },
      },
    ],
    affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100 }] } },
  });
});
