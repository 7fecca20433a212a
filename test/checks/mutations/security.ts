import { at, inContainers, inPods, podPath, type MutationKind } from './mutation';

const POWERS: readonly (readonly [name: string, rule: object])[] = [
  ['every right', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  [
    'the right to escalate',
    { apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles'], verbs: ['escalate', 'bind'] },
  ],
  ['the right to read every Secret', { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
  ['the right to impersonate', { apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] }],
];

/** Fields of a security context, and values that undo them; a field that the pod sets too cannot be undone by leaving it out. */
const CONTEXT: Readonly<Record<string, unknown>> = {
  runAsNonRoot: false,
  allowPrivilegeEscalation: undefined,
  capabilities: undefined,
  readOnlyRootFilesystem: false,
  seccompProfile: { type: 'Unconfined' },
};

/** Rights, secrets and the security context. */
export const SECURITY: readonly MutationKind[] = [
  ...Object.entries(CONTEXT).map(([field, value]): MutationKind => ({
    name: `no ${field}`,
    places: (manifest) => inContainers(manifest, 'securityContext', field).map(({ path }) => ({ path, value })),
  })),
  {
    name: 'a privileged container',
    places: (manifest) =>
      inContainers(manifest, 'securityContext').map(({ path }) => ({ path: [...path, 'privileged'], value: true })),
  },
  {
    name: 'an added capability',
    places: (manifest) =>
      inContainers(manifest, 'securityContext', 'capabilities').map(({ path }) => ({
        path: [...path, 'add'],
        value: ['SYS_ADMIN'],
      })),
  },
  ...['hostNetwork', 'hostPID'].map((field): MutationKind => ({
    name: field,
    places: (manifest) => {
      const pods = podPath(manifest);
      return pods && ['Deployment', 'StatefulSet'].includes(manifest.kind)
        ? [{ path: [...pods, field], value: true }]
        : [];
    },
  })),
  {
    name: 'a folder of the node',
    places: (manifest) =>
      inPods(manifest, 'volumes', '*')
        .filter(({ value }) => (value as { emptyDir?: unknown }).emptyDir !== undefined)
        .map(({ path, value }) => ({
          path,
          value: { name: (value as { name: string }).name, hostPath: { path: '/' } },
        })),
  },
  {
    name: 'an image without a version',
    places: (manifest) =>
      inContainers(manifest, 'image').map(({ path, value }) => ({ path, value: String(value).replace(/[:@].*$/, '') })),
  },
  {
    name: 'an image with a moving tag',
    places: (manifest) =>
      inContainers(manifest, 'image').map(({ path, value }) => ({
        path,
        value: `${String(value).replace(/[:@].*$/, '')}:latest`,
      })),
  },
  {
    name: 'a literal secret',
    places: (manifest) =>
      inContainers(manifest, 'env').map(({ path, value }) => ({
        path: [...path, (value as unknown[]).length],
        value: { name: 'DB_PASSWORD', value: 'hunter2-hunter2' },
      })),
  },
  {
    name: 'a Secret in the manifests',
    adds: ({ kind, metadata: { namespace } }) =>
      kind === 'Namespace'
        ? [
            {
              apiVersion: 'v1',
              kind: 'Secret',
              metadata: { name: 'plain', namespace },
              stringData: { password: 'hunter2' },
            },
          ]
        : [],
  },
  {
    name: 'a token without rights',
    places: (manifest) =>
      inPods(manifest, 'automountServiceAccountToken')
        .filter(({ value }) => value === false)
        .map(({ path }) => ({ path, value: true })),
  },
  ...POWERS.map(([name, rule]): MutationKind => ({
    name,
    places: (manifest) =>
      manifest.kind === 'ClusterRole'
        ? at(manifest, 'rules').map(({ path }) => ({ path: [...path, 99], value: rule }))
        : [],
  })),
  {
    name: 'a namespace without a Pod Security level',
    places: (manifest) =>
      manifest.kind === 'Namespace'
        ? at(manifest, 'metadata', 'labels', 'pod-security.kubernetes.io/enforce').map(({ path }) => ({ path }))
        : [],
  },
  {
    name: 'a namespace whose Pod Security level forbids its pods',
    places: (manifest) =>
      manifest.kind === 'Namespace'
        ? at(manifest, 'metadata', 'labels', 'pod-security.kubernetes.io/enforce')
            .filter(({ value }) => value !== 'restricted')
            .map(({ path }) => ({ path, value: 'restricted' }))
        : [],
  },
];
