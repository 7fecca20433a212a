import type { Edge } from './timeline';
import { CONTAINER, KUBELET, WAITS_FOR } from './waits-for';
import type { Manifest } from './wire-types';

const IMAGE = 'registry.example/toy:1.0.0';

/** What Pod Security asks for at level `restricted`. */
const HARDENED = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

function container(name: string): object {
  const resources = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } };
  return { name, image: IMAGE, resources, securityContext: HARDENED };
}

function labels(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name };
}

/** A pod template with what its pods wait for. */
function template(name: string, waits: Readonly<Record<string, readonly string[]>>, spec: object = {}): object {
  const annotations = { [WAITS_FOR]: JSON.stringify(waits) };
  const initContainers = Object.keys(waits)
    .filter((waiter) => waiter !== KUBELET && waiter !== CONTAINER)
    .map(container);
  return {
    metadata: { labels: labels(name), annotations },
    spec: { initContainers, containers: [container(name)], ...spec },
  };
}

/** Who waits for whom in the toy. */
export const TOY_EDGES: readonly Edge[] = [
  { first: 'StatefulSet/store', then: 'Job/fill' },
  { first: 'StatefulSet/store', then: 'Deployment/api' },
  { first: 'Job/fill', then: 'Deployment/api' },
  { first: 'Job/keys', then: 'StatefulSet/store' },
  { first: 'Deployment/api', then: 'Deployment/web' },
  { first: 'StatefulSet/store', then: 'DaemonSet/agent', until: 'ready' },
];

/**
 * A small application in launch order: a Job that makes keys, a store with a volume that needs them, a Job that fills
 * it, an API that waits for both, a web front that waits for the API, and an agent on every node that asks for the store
 * by itself; with the objects around them.
 */
export function toyApp(namespace: string): Manifest[] {
  const metadata = (name: string) => ({ name, namespace, labels: labels(name) });
  const selector = (name: string) => ({ matchLabels: labels(name) });
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: {
          'pod-security.kubernetes.io/enforce': 'baseline',
          'pod-security.kubernetes.io/warn': 'restricted',
        },
      },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('api') },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: metadata('api'),
      rules: [{ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: metadata('api'),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'api' },
      subjects: [{ kind: 'ServiceAccount', name: 'api', namespace }],
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadata('store'),
      spec: {
        podSelector: selector('store'),
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: selector('api') }], ports: [{ port: 5000, protocol: 'TCP' }] }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('store'),
      spec: { clusterIP: 'None', selector: labels('store'), ports: [{ name: 'store', port: 5000 }] },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: metadata('keys'),
      spec: { template: template('keys', {}, { restartPolicy: 'Never' }) },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: metadata('store'),
      spec: {
        replicas: 1,
        serviceName: 'store',
        selector: selector('store'),
        template: template('store', { [KUBELET]: ['Job/keys'] }),
        volumeClaimTemplates: [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: metadata('fill'),
      spec: {
        template: template('fill', { 'wait-for-store': ['StatefulSet/store'] }, { restartPolicy: 'Never' }),
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadata('api'),
      spec: { maxUnavailable: 1, selector: selector('api') },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata('api'),
      spec: {
        replicas: 2,
        selector: selector('api'),
        template: template(
          'api',
          { 'wait-for-store': ['StatefulSet/store'], 'wait-for-fill': ['Job/fill'], 'wait-for-external': [] },
          { serviceAccountName: 'api', topologySpreadConstraints: spread('api') },
        ),
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata('web'),
      spec: {
        selector: selector('web'),
        template: template('web', { 'wait-for-api': ['Deployment/api'] }),
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: metadata('agent'),
      spec: { selector: selector('agent'), template: template('agent', { [CONTAINER]: ['StatefulSet/store'] }) },
    },
  ];
}

function spread(name: string): object[] {
  const labelSelector = { matchLabels: labels(name) };
  return [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector }];
}
