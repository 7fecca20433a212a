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

/** Texts with a secret, as configuration files and arguments have them. */
const PLAIN: Readonly<Record<string, string>> = {
  'a password of Redis': 'requirepass hunter2-hunter2',
  'a password in YAML': 'password: hunter2-hunter2',
  'a password in properties': 'sasl.password=hunter2-hunter2',
  'a password in JSON': '{"user": "app", "password": "hunter2-hunter2"}',
  'a token': 'api_token = 9f8e7d6c5b4a39281706',
  'a URL with a password': 'url: amqp://app:hunter2@queue:5672/',
  'a header with credentials': 'Authorization: Bearer 9f8e7d6c5b4a39281706',
  'a private key': ['-----BEGIN EC', 'PRIVATE KEY-----\nMHcCAQEEIIGfake0fake1fake2\n'].join(' '),
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
  ...Object.entries(PLAIN).map(([name, text]): MutationKind => ({
    name: `${name} in a ConfigMap`,
    places: (manifest) =>
      manifest.kind === 'ConfigMap'
        ? at(manifest, 'data').map(({ path }) => ({ path: [...path, 'extra.conf'], value: `# more\n${text}\n` }))
        : [],
  })),
  {
    name: 'a password in an argument',
    places: (manifest) =>
      inContainers(manifest, 'args').map(({ path, value }) => ({
        path: [...path, (value as unknown[]).length],
        value: '--db-password=hunter2-hunter2',
      })),
  },
  {
    name: 'a variable with the password in a URL',
    places: (manifest) =>
      inContainers(manifest, 'env').map(({ path, value }) => ({
        path: [...path, (value as unknown[]).length],
        value: { name: 'DATABASE', value: 'postgres://app:hunter2@db/shop' },
      })),
  },
  {
    name: 'an annotation with a token',
    places: (manifest) =>
      manifest.kind === 'Service'
        ? [{ path: ['metadata', 'annotations', 'example.org/token'], value: '9f8e7d6c5b4a39281706' }]
        : [],
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
