import type { ClusterPermission, Permission } from '../kube/rbac';
import { OPERATOR_GROUP } from '../crds/version';

/** Service of the kubelets, which have no pods; the operator creates it. */
export const KUBELET_SERVICE = 'kubelet';

const READ = ['get', 'list', 'watch'];
const CHANGE = ['update', 'patch', 'delete'];
const MANAGE = [...READ, 'create', ...CHANGE];

/** Permissions in every watched namespace. */
const READ_MONITORS: Permission = {
  apiGroup: OPERATOR_GROUP,
  resources: ['servicemonitors', 'podmonitors', 'probes', 'prometheusrules', 'scrapeconfigs'],
  verbs: READ,
};
const REPORT_MONITORS: Permission = {
  apiGroup: OPERATOR_GROUP,
  resources: [
    'servicemonitors/status',
    'podmonitors/status',
    'probes/status',
    'prometheusrules/status',
    'scrapeconfigs/status',
  ],
  verbs: ['get', 'update', 'patch'],
};

/** Custom resources that it runs pods for, by name. The operator leaves out the controllers of kinds that it may not list. */
export type Instances = Readonly<Partial<Record<'prometheuses' | 'prometheusagents' | 'alertmanagers', string>>>;

/** Prefix of the objects of a custom resource (Prometheus Operator 0.93, pkg/prometheus/common.go and pkg/alertmanager/statefulset.go). */
const PREFIXES = { prometheuses: 'prometheus', prometheusagents: 'prom-agent', alertmanagers: 'alertmanager' };

/** Governing Services (Prometheus Operator 0.93, `makeStatefulSetService`). */
const SERVICES = {
  prometheuses: 'prometheus-operated',
  prometheusagents: 'prometheus-agent-operated',
  alertmanagers: 'alertmanager-operated',
};

/** Secrets of one custom resource, without the numbered ones. */
const SECRET_SUFFIXES = {
  prometheuses: ['', '-web-config', '-thanos-prometheus-http-client-file'],
  prometheusagents: ['', '-web-config'],
  alertmanagers: ['-generated', '-web-config', '-cluster-tls-config'],
};

/** Number of objects over which rules and certificates may be distributed; each holds about half or a whole MiB. */
const PARTS = 20;

function numbered(name: string): string[] {
  return Array.from({ length: PARTS }, (_, index) => `${name}-${index}`);
}

/**
 * Permissions in its own namespace, for the objects that it creates. Secrets, because Prometheus' configuration is one. It lists all
 * objects of a kind, and a name cannot restrict `create`; it changes only what it has created, except for StatefulSets, which are
 * as many as there have ever been shards.
 */
export function inOwnNamespace(instances: Instances, kubelets: boolean): Permission[] {
  const kinds = Object.keys(instances) as (keyof Instances)[];
  const prefixed = (kind: keyof Instances): string => `${PREFIXES[kind]}-${instances[kind]}`;
  const secrets = kinds.flatMap((kind) => [
    ...SECRET_SUFFIXES[kind].map((suffix) => `${prefixed(kind)}${suffix}`),
    ...numbered(`${prefixed(kind)}-tls-assets`),
  ]);
  const rules = kinds.flatMap((kind) => (kind === 'prometheuses' ? numbered(`${prefixed(kind)}-rulefiles`) : []));
  const services = [...kinds.map((kind) => SERVICES[kind]), ...(kubelets ? [KUBELET_SERVICE] : [])];
  const own = (resource: string, resourceNames: readonly string[], verbs: readonly string[]): Permission[] =>
    resourceNames.length > 0 ? [{ resources: [resource], verbs, resourceNames }] : [];
  return [
    READ_MONITORS,
    REPORT_MONITORS,
    { apiGroup: OPERATOR_GROUP, resources: [...kinds, 'alertmanagerconfigs'], verbs: READ },
    {
      apiGroup: OPERATOR_GROUP,
      resources: kinds.flatMap((kind) => [`${kind}/status`, `${kind}/finalizers`]),
      verbs: ['get', 'update', 'patch'],
    },
    { apiGroup: 'apps', resources: ['statefulsets'], verbs: MANAGE },
    { resources: ['configmaps', 'secrets'], verbs: [...READ, 'create'] },
    ...own('secrets', secrets, CHANGE),
    ...own('configmaps', rules, CHANGE),
    { resources: ['pods'], verbs: ['list'] },
    { resources: ['services'], verbs: ['get', 'create'] },
    ...own('services', services, ['update']),
    ...(kubelets ? [...own('services/finalizers', [KUBELET_SERVICE], ['update']), KUBELET_SLICES] : []),
  ];
}

/** The slices of the kubelets' Service, which it keeps up to date. */
const KUBELET_SLICES: Permission = {
  apiGroup: 'discovery.k8s.io',
  resources: ['endpointslices'],
  verbs: ['get', 'list', 'create', 'update', 'delete'],
};

export const IN_CLUSTER: readonly ClusterPermission[] = [
  { resources: ['nodes'], verbs: ['list', 'watch'] },
  { resources: ['namespaces'], verbs: READ },
  { resources: ['events'], verbs: ['create', 'patch'] },
  { apiGroup: 'events.k8s.io', resources: ['events'], verbs: ['create', 'patch'] },
  { apiGroup: 'storage.k8s.io', resources: ['storageclasses'], verbs: ['get'] },
];

/**
 * Permission to resolve references of monitors. The operator gets the objects one by one, and watches them in the namespace of its
 * Prometheus only, unless `--watch-referenced-objects-in-all-namespaces` is set (Prometheus Operator 0.93, pkg/assets/store.go and
 * pkg/prometheus/server/operator.go).
 */
const READ_REFERENCES: Permission = { resources: ['secrets', 'configmaps'], verbs: ['get'] };

/**
 * Permissions in a namespace whose users configure Alertmanager. The operator watches the Secrets and ConfigMaps of all namespaces in
 * `--alertmanager-config-namespaces`, and configures no Alertmanager before it has listed them (Prometheus Operator 0.93,
 * pkg/alertmanager/operator.go).
 */
const ALERT_CONFIGS: readonly Permission[] = [
  { resources: ['secrets', 'configmaps'], verbs: READ },
  { apiGroup: OPERATOR_GROUP, resources: ['alertmanagerconfigs'], verbs: READ },
  { apiGroup: OPERATOR_GROUP, resources: ['alertmanagerconfigs/status'], verbs: ['get', 'update', 'patch'] },
];

/** Secrets by name, and no others. */
function readSecrets(resourceNames: readonly string[] = []): Permission[] {
  return resourceNames.length > 0 ? [{ resources: ['secrets'], verbs: ['get'], resourceNames }] : [];
}

/** Rights in a namespace other than its own. */
export interface ElsewhereProps {
  /** Secrets with CAs of scrape targets. @default - none */
  readonly authorities?: readonly string[];
  /** Whether monitors may refer to any Secret or ConfigMap. */
  readonly credentials: boolean;
  /** Whether its AlertmanagerConfigs are read. */
  readonly alertConfigs: boolean;
}

/** Permissions in a watched namespace. */
export function elsewhere({ authorities, credentials, alertConfigs }: ElsewhereProps): Permission[] {
  return [
    READ_MONITORS,
    REPORT_MONITORS,
    ...readSecrets(authorities),
    ...(credentials ? [READ_REFERENCES] : []),
    ...(alertConfigs ? ALERT_CONFIGS : []),
  ];
}
