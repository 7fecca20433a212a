import { podOwners } from '../../lib/checks/read/manifests';
import type { PolicyRule } from '../../lib/checks/read/rights';
import type { Manifest, Synthesis } from '../../lib/kube/synthesis';
import type { Platform } from '../../lib/platform/model';
import { namespacesOf } from '../../lib/platform/namespaces';

/** A way in which a program could get more rights than its own. */
export interface Power {
  /** Component of the program. */
  readonly who: string;
  /** The right, and where it holds. */
  readonly may: string;
}

interface Rights {
  /** Component of the account. */
  readonly who: string;
  /** Namespace of the account. */
  readonly home: string;
  /** Namespace of the rights; undefined for the whole cluster. */
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
}

interface Binding {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects: readonly { readonly kind: string; readonly name: string; readonly namespace: string }[];
}

/** Kinds whose objects are pods, or become pods. */
const POD_MAKERS = [
  'pods',
  'replicationcontrollers',
  'deployments',
  'statefulsets',
  'daemonsets',
  'replicasets',
  'jobs',
  'cronjobs',
  'podtemplates',
  'pods/ephemeralcontainers',
  'prometheuses',
  'prometheusagents',
  'alertmanagers',
  'thanosrulers',
  'scaledjobs',
];
/** Ways into pods that run. */
const POD_DOORS = ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'nodes/proxy', 'services/proxy'];
/** Objects that decide what accounts may do, or what the API server does with requests. */
const RULERS = [
  'roles',
  'rolebindings',
  'clusterroles',
  'clusterrolebindings',
  'serviceaccounts',
  'serviceaccounts/token',
  'certificatesigningrequests',
  'certificatesigningrequests/approval',
  'validatingwebhookconfigurations',
  'mutatingwebhookconfigurations',
  'apiservices',
  'customresourcedefinitions',
  'namespaces',
  'nodes',
];
/** Questions to the API server, which stores none of them. */
const REVIEWS = ['tokenreviews', 'subjectaccessreviews'];
const READ = ['get', 'list', 'watch'];
const CLUSTER_NAMESPACES = ['kube-system', 'kube-public', 'kube-node-lease', 'default'];

/** The powers of every account and pod of a platform, without duplicates. */
export function powersOf(platform: Platform, synthesis: Synthesis): Power[] {
  const nameOf = partNames(platform);
  const powers = [
    ...rightsOf(synthesis).flatMap(({ who, home, namespace, rules }) => {
      const where = namespace === undefined ? 'in the whole cluster' : `in ${nameOf(namespace)}`;
      return rules
        .flatMap((rule) => powersOfRule(rule, namespace, home))
        .map((power) => ({ who, may: `${power} ${namespace === home ? 'in its namespace' : where}` }));
    }),
    ...podPowers(synthesis),
  ];
  return [...new Map(powers.map((power) => [`${power.who} ${power.may}`, power])).values()];
}

/** Names the namespaces of a platform by the property that names them, as the platform file can change the names. */
function partNames(platform: Platform): (namespace: string) => string {
  const parts = Object.values(namespacesOf(platform)).filter(({ deployed }) => deployed);
  const names = new Map(parts.map(({ namespace, path }) => [namespace, path.join('.')]));
  return (namespace) =>
    names.get(namespace) ??
    (CLUSTER_NAMESPACES.includes(namespace) ? namespace : 'a namespace that the platform file names');
}

function rightsOf({ objects }: Synthesis): Rights[] {
  const manifests = objects.map(({ manifest }) => manifest);
  return manifests.flatMap((manifest): Rights[] => {
    if (manifest.kind !== 'RoleBinding' && manifest.kind !== 'ClusterRoleBinding') return [];
    const { roleRef, subjects } = manifest as unknown as Binding;
    const rules = rulesOf(manifests, manifest, roleRef);
    const { namespace } = manifest.metadata;
    return subjects.map(({ kind, namespace: home }) => {
      if (kind !== 'ServiceAccount') throw new Error(`${manifest.metadata.name} binds a ${kind}`);
      return { who: componentOf(manifest), home, namespace, rules };
    });
  });
}

function componentOf({ metadata: { name, labels } }: Manifest): string {
  return labels?.['app.kubernetes.io/component'] ?? name;
}

/** Roles of Kubernetes itself that the platform binds, with their rules (Kubernetes, plugin/pkg/auth/authorizer/rbac/bootstrappolicy). */
const BUILT_IN: Readonly<Record<string, readonly PolicyRule[]>> = {
  'system:auth-delegator': [
    { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
    { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
  ],
  'extension-apiserver-authentication-reader': [
    {
      apiGroups: [''],
      resources: ['configmaps'],
      resourceNames: ['extension-apiserver-authentication'],
      verbs: ['get', 'list', 'watch'],
    },
  ],
};

function rulesOf(
  manifests: readonly Manifest[],
  binding: Manifest,
  { kind, name }: Binding['roleRef'],
): readonly PolicyRule[] {
  const role = manifests.find(
    (manifest) =>
      manifest.kind === kind &&
      manifest.metadata.name === name &&
      (kind === 'ClusterRole' || manifest.metadata.namespace === binding.metadata.namespace),
  );
  const rules = (role?.['rules'] as readonly PolicyRule[] | undefined) ?? BUILT_IN[name];
  if (!rules) throw new Error(`${binding.kind} ${binding.metadata.name} refers to ${kind} ${name}, which is unknown`);
  return rules;
}

function powersOfRule(rule: PolicyRule, namespace: string | undefined, home: string): string[] {
  const { resources = [], verbs, resourceNames } = rule;
  if ([...resources, ...verbs, ...(rule.apiGroups ?? [])].includes('*'))
    return [`do anything (${JSON.stringify(rule)})`];
  const writes = resources.every((resource) => REVIEWS.includes(resource))
    ? []
    : verbs.filter((verb) => !READ.includes(verb));
  const makers = resources.filter((resource) => POD_MAKERS.includes(resource));
  const doors = resources.filter((resource) => POD_DOORS.includes(resource));
  const rulers = resources.filter((resource) => RULERS.includes(resource));
  const creates = writes.some((verb) => ['create', 'update', 'patch'].includes(verb));
  const isForeign = namespace === undefined || CLUSTER_NAMESPACES.includes(namespace);
  const secrets = resources.includes('secrets');
  const reads = verbs.some((verb) => READ.includes(verb));
  const extraordinary = writes.filter((verb) =>
    ['impersonate', 'bind', 'escalate', 'approve', 'sign', 'use'].includes(verb),
  );
  return [
    ...(makers.length > 0 && creates ? [`create pods (${makers.join(', ')})`] : []),
    ...(doors.length > 0 ? [`enter pods (${doors.join(', ')})`] : []),
    ...(secrets && reads && !resourceNames ? ['read every Secret'] : []),
    ...(secrets && reads && resourceNames && namespace !== home ? ['read named Secrets'] : []),
    ...(secrets && writes.includes('create') ? [resourceNames ? 'create named Secrets' : 'create Secrets'] : []),
    ...(secrets && writes.some((verb) => verb !== 'create')
      ? [resourceNames ? 'change named Secrets' : 'change every Secret']
      : []),
    ...(extraordinary.length > 0 ? [`${extraordinary.join(', ')} ${resources.join(', ')}`] : []),
    ...(rulers.length > 0 && writes.length > 0
      ? [`${writes.join(', ')} ${resourceNames ? 'named ' : ''}${rulers.join(', ')}`]
      : isForeign && writes.length > 0 && makers.length + doors.length === 0 && !secrets
        ? [`${writes.join(', ')} ${resources.join(', ')}`]
        : []),
  ];
}

/** Pods with access to their node, or with more than the rights of an unprivileged user. */
function podPowers(synthesis: Synthesis): Power[] {
  return podOwners(synthesis).flatMap(({ object: { manifest }, pod, containers }) => {
    const who = componentOf(manifest);
    const { hostNetwork, hostPID, volumes = [] } = pod.spec;
    const paths = volumes.flatMap(({ name, hostPath }) => {
      if (!hostPath) return [];
      const written = containers.filter((container) =>
        (container as { volumeMounts?: { name: string; readOnly?: boolean }[] }).volumeMounts?.some(
          (mount) => mount.name === name && !mount.readOnly,
        ),
      );
      return [`${hostPath.path} (${written.length > 0 ? 'read and write' : 'read'})`];
    });
    const users = containers.flatMap(({ securityContext: context }) => [
      ...(context?.privileged ? ['a privileged container'] : []),
      ...((context?.capabilities?.add ?? []).length > 0
        ? [`the capabilities ${context?.capabilities?.add?.join(', ')}`]
        : []),
      ...(context?.runAsNonRoot !== true ? ['root'] : []),
    ]);
    const ports = containers.flatMap(({ ports: all = [] }) =>
      (all as readonly { containerPort: number; hostPort?: number; hostIP?: string }[]).flatMap(
        ({ hostPort, hostIP = '*' }) => (hostPort && !hostNetwork ? [`${hostIP}:${hostPort}`] : []),
      ),
    );
    const access = [
      ...(hostNetwork ? ['the network of the node'] : []),
      ...(hostPID ? ['the processes of the node'] : []),
      ...(ports.length > 0 ? [`the ports ${ports.join(', ')} of the node`] : []),
      ...paths.map((path) => `the files of the node in ${path}`),
    ];
    return [
      ...(access.length > 0 ? [`use ${access.join(', ')}`] : []),
      ...(users.length > 0 ? [`run as ${[...new Set(users)].join(', ')}`] : []),
    ].map((may) => ({ who, may }));
  });
}
