/**
 * Kinds of objects that kube-state-metrics always lists, by API group. No Secrets: no rule uses them, and the right to list them
 * includes reading them. No Endpoints: they are deprecated since Kubernetes 1.33 in favour of EndpointSlices.
 */
const LISTED = {
  '': [
    'limitranges',
    'namespaces',
    'nodes',
    'persistentvolumeclaims',
    'persistentvolumes',
    'pods',
    'replicationcontrollers',
    'resourcequotas',
    'services',
  ],
  apps: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  'networking.k8s.io': ['ingresses', 'networkpolicies'],
  policy: ['poddisruptionbudgets'],
  'storage.k8s.io': ['storageclasses', 'volumeattachments'],
} as const;

/** Further kinds that it lists on request (kube-state-metrics 2.20, `--resources`). */
const OPTIONAL = {
  '': ['configmaps', 'serviceaccounts'],
  'admissionregistration.k8s.io': ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
  'certificates.k8s.io': ['certificatesigningrequests'],
  'coordination.k8s.io': ['leases'],
  'discovery.k8s.io': ['endpointslices'],
  'networking.k8s.io': ['ingressclasses'],
  'rbac.authorization.k8s.io': ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'],
} as const;

type KindIn<T extends Readonly<Record<string, readonly string[]>>> = T[keyof T][number];

/** A kind that is listed on request. */
export type OptionalKind = KindIn<typeof OPTIONAL>;

/** A kind of objects, by its plural. */
export type ObjectKind = KindIn<typeof LISTED> | OptionalKind;

/** All kinds that are listed on request. */
export const OPTIONAL_KINDS = Object.values<readonly OptionalKind[]>(OPTIONAL).flat();

/** All kinds. */
export const OBJECT_KINDS: readonly ObjectKind[] = [...Object.values(LISTED).flat(), ...OPTIONAL_KINDS];

/** Listed kinds by API group, with the requested ones. */
export function kindsWith(requested: readonly OptionalKind[]): [apiGroup: string, kinds: ObjectKind[]][] {
  const groups = [...new Set([...Object.keys(LISTED), ...Object.keys(OPTIONAL)])];
  const of = <T>(kinds: Readonly<Record<string, readonly T[]>>, group: string): readonly T[] => kinds[group] ?? [];
  return groups
    .map((group): [string, ObjectKind[]] => [
      group,
      [...of(LISTED, group), ...of<OptionalKind>(OPTIONAL, group).filter((kind) => requested.includes(kind))],
    ])
    .filter(([, kinds]) => kinds.length > 0);
}
