import type { Manifest } from '../wire-types';
import { aggregatedApi } from './aggregated-api';
import type { StandPorts } from './stand-ports';

const NAMESPACE = 'toy';

/** The account with which metrics are read. */
export const METRICS_READER = 'kube-system/metrics-reader';

function object(apiVersion: string, kind: string, name: string, rest: object, namespace?: string): Manifest {
  return { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) }, ...rest };
}

function namespaced(apiVersion: string, kind: string, name: string, rest: object): Manifest {
  return object(apiVersion, kind, name, rest, NAMESPACE);
}

const [READER_NAMESPACE = '', READER_NAME = ''] = METRICS_READER.split('/');
const READER_ROLE = 'metrics-reader';

const READER: readonly Manifest[] = [
  object('v1', 'ServiceAccount', READER_NAME, {}, READER_NAMESPACE),
  object('rbac.authorization.k8s.io/v1', 'ClusterRole', READER_ROLE, {
    rules: [{ nonResourceURLs: ['/metrics', '/metrics/*'], verbs: ['get'] }],
  }),
  object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', READER_ROLE, {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: READER_ROLE },
    subjects: [{ kind: 'ServiceAccount', name: READER_NAME, namespace: READER_NAMESPACE }],
  }),
];

const POD = {
  metadata: { labels: { app: 'probe' } },
  spec: {
    restartPolicy: 'Never',
    containers: [{ name: 'main', image: 'registry.example/toy:1.0.0' }],
  },
};

/** A webhook that nothing matches: of its kind there is one, and it is never called. */
const WEBHOOK = {
  name: 'unused.example.com',
  clientConfig: { url: 'https://127.0.0.1:1/' },
  rules: [{ apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['unused'] }],
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
};

/** One object of each kind that kube-state-metrics knows and the toy has not. */
const WATCHED: readonly Manifest[] = [
  namespaced('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      maxReplicas: 3,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
        { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '100Mi' } } },
      ],
    },
  }),
  namespaced('batch/v1', 'CronJob', 'nightly', {
    spec: {
      schedule: '* * * * *',
      timeZone: 'Etc/UTC',
      startingDeadlineSeconds: 60,
      jobTemplate: { spec: { template: POD } },
    },
  }),
  namespaced('batch/v1', 'Job', 'short', { spec: { activeDeadlineSeconds: 600, template: POD } }),
  namespaced('v1', 'LimitRange', 'sizes', { spec: { limits: [{ type: 'Container', max: { memory: '4Gi' } }] } }),
  namespaced('v1', 'ResourceQuota', 'sizes', { spec: { hard: { pods: '100' } } }),
  namespaced('v1', 'ReplicationController', 'old', {
    spec: {
      replicas: 1,
      selector: { app: 'old' },
      template: { metadata: { labels: { app: 'old' } }, spec: { containers: POD.spec.containers } },
    },
  }),
  namespaced('networking.k8s.io/v1', 'NetworkPolicy', 'closed', {
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [{}] },
  }),
  object('networking.k8s.io/v1', 'IngressClass', 'toy', { spec: { controller: 'example.com/toy' } }),
  namespaced('networking.k8s.io/v1', 'Ingress', 'web', {
    spec: {
      ingressClassName: 'toy',
      tls: [{ hosts: ['toy.example'], secretName: 'toy' }],
      rules: [
        {
          host: 'toy.example',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    },
  }),
  object('storage.k8s.io/v1', 'VolumeAttachment', 'toy', {
    spec: { attacher: 'example.com', nodeName: 'none', source: { persistentVolumeName: 'none' } },
  }),
  object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'unused', { webhooks: [WEBHOOK] }),
  object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'unused', { webhooks: [WEBHOOK] }),
];

/** One object of each kind that the operator knows. */
const OPERATED: readonly Manifest[] = [
  namespaced('monitoring.coreos.com/v1', 'Prometheus', 'main', {
    spec: {
      serviceMonitorSelector: {},
      podMonitorSelector: {},
      probeSelector: {},
      scrapeConfigSelector: {},
      ruleSelector: {},
      podMetadata: { labels: { app: 'prometheus' } },
    },
  }),
  namespaced('monitoring.coreos.com/v1', 'Alertmanager', 'main', {
    spec: { replicas: 1, alertmanagerConfigSelector: {} },
  }),
  namespaced('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', {
    spec: { selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'http' }] },
  }),
  namespaced('monitoring.coreos.com/v1', 'PodMonitor', 'web', {
    spec: { selector: { matchLabels: { app: 'web' } }, podMetricsEndpoints: [{ port: 'http' }] },
  }),
  namespaced('monitoring.coreos.com/v1', 'PrometheusRule', 'rules', {
    spec: { groups: [{ name: 'toy', rules: [{ record: 'toy:up', expr: 'up' }] }] },
  }),
  namespaced('monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', 'routes', {
    spec: { route: { receiver: 'none' }, receivers: [{ name: 'none' }] },
  }),
  namespaced('monitoring.coreos.com/v1', 'ThanosRuler', 'main', {
    spec: { queryEndpoints: ['http://127.0.0.1:1'], ruleSelector: {} },
  }),
  namespaced('monitoring.coreos.com/v1alpha1', 'PrometheusAgent', 'main', { spec: {} }),
];

/** The groups that aggregated API servers serve, and the namespace of their Services. */
export const AGGREGATED_GROUPS = ['metrics.k8s.io', 'custom.metrics.k8s.io'] as const;
export const AGGREGATED_NAMESPACE = 'kube-system';

/** What the programs watch, besides the toy, and what leads the API server to them. */
export function monitoringObjects(ports: StandPorts, caFile: string): Manifest[] {
  const at = { caFile, namespace: AGGREGATED_NAMESPACE, version: 'v1beta1' };
  return [
    ...READER,
    ...WATCHED,
    ...OPERATED,
    ...aggregatedApi({ ...at, group: 'metrics.k8s.io', port: ports.metricsServer }),
    ...aggregatedApi({ ...at, group: 'custom.metrics.k8s.io', port: ports.prometheusAdapter }),
  ];
}
