import { podAmount } from '../../kube/footprint';
import { amountOf, fieldsOf, itemsAt, valueAt } from '../read/loose';
import { loosePodsIn, type LooseContainer, type LoosePods } from '../read/loose-pods';
import { namespaceOf } from '../read/monitoring-objects';
import { objectsIn, type CheckedObject, type Subject } from '../subject';
import type { PodCounts } from './pod-counts';

export type Kind = 'requests' | 'limits';
type Fields = Readonly<Record<string, unknown>>;

/** Resources of containers that quotas name with or without `requests.`. */
export const PLAIN = ['cpu', 'memory', 'ephemeral-storage'];

/** Kinds whose pods stay. */
const LASTING = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DaemonSet', 'Pod'];

/** Limits of a quota by name. A quota with scopes is for some pods only, and has nothing here. */
export function hardLimits({
  manifest,
}: CheckedObject): { readonly name: string; readonly written: string; readonly allowed: number }[] {
  const { scopes, scopeSelector, hard } = fieldsOf(manifest['spec']);
  if (scopes !== undefined || scopeSelector !== undefined) return [];
  return Object.entries(fieldsOf(hard)).flatMap(([name, value]) => {
    const allowed = amountOf(value);
    return allowed === undefined ? [] : [{ name, written: String(value), allowed }];
  });
}

/** The resource of containers that a quota counts. */
export function resourceOf(name: string): readonly [Kind, string | undefined] {
  const [, kind, rest = ''] = /^(requests|limits)\.(.+)$/.exec(name) ?? [];
  if (PLAIN.includes(name)) return ['requests', name];
  return [kind === 'limits' ? 'limits' : 'requests', PLAIN.includes(rest) ? rest : undefined];
}

/** Need of a namespace for a counted resource, with so many pods of each object; undefined for an unknown resource. */
export function needOf(
  subject: Subject,
  quota: CheckedObject,
  name: string,
  counts: PodCounts,
): { readonly amount: number; readonly text: string } | undefined {
  const [kind, resource] = resourceOf(name);
  const pods = loosePodsIn(subject, namespaceOf(quota));
  const amount =
    resource === undefined ? countOf(subject, quota, pods, name, counts) : sumOf(subject, pods, kind, resource, counts);
  return amount === undefined ? undefined : { amount, text: shown(amount, resource ?? name) };
}

/** An amount of a resource in messages. */
export function shown(amount: number, name: string): string {
  if (/(memory|storage)$/.test(name)) return `${Math.ceil(amount / 2 ** 20)}Mi`;
  return name === 'cpu' ? `${Math.ceil(amount * 1000 - 1e-6)}m` : String(amount);
}

function sumOf(subject: Subject, pods: readonly LoosePods[], kind: Kind, resource: string, counts: PodCounts): number {
  return pods
    .filter(({ object }) => LASTING.includes(object.manifest.kind))
    .reduce((sum, { object, namespace, containers }) => {
      const amount = (one: LooseContainer): number => ownOrDefault(subject, namespace, one, kind, resource) ?? 0;
      const isInit = ({ path }: LooseContainer): boolean => path.includes('initContainers');
      const each = podAmount(
        containers.filter(isInit).map((one) => ({ amount: amount(one), sidecar: one.lasts })),
        containers.filter((one) => !isInit(one)).map(amount),
      );
      return sum + each * (counts.get(object) ?? 1);
    }, 0);
}

/** The number of objects that a quota counts, or the storage that they request; undefined for other names. */
function countOf(
  subject: Subject,
  quota: CheckedObject,
  pods: readonly LoosePods[],
  name: string,
  counts: PodCounts,
): number | undefined {
  const lasting = pods.filter(({ object }) => LASTING.includes(object.manifest.kind));
  const claims = objectsIn(subject, 'PersistentVolumeClaim', namespaceOf(quota)).map(({ manifest }) => manifest);
  const templates = lasting.flatMap(({ object }) =>
    itemsAt(object.manifest, 'spec', 'volumeClaimTemplates').map((claim) => ({
      claim,
      count: counts.get(object) ?? 1,
    })),
  );
  const all = [...claims.map((claim) => ({ claim, count: 1 })), ...templates];
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  switch (name) {
    case 'pods':
    case 'count/pods':
      return sum(lasting.map(({ object }) => counts.get(object) ?? 1));
    case 'persistentvolumeclaims':
    case 'count/persistentvolumeclaims':
      return sum(all.map(({ count }) => count));
    case 'requests.storage':
      return sum(all.map(({ claim, count }) => count * (storageOf(claim) ?? 0)));
    case 'services':
    case 'count/services':
      return objectsIn(subject, 'Service', namespaceOf(quota)).length;
    default:
      return undefined;
  }
}

export function storageOf(claim: Fields): number | undefined {
  return amountOf(valueAt(claim, 'spec', 'resources', 'requests', 'storage'));
}

/** The amount of a container, or the default of a LimitRange (Kubernetes, "Limit Ranges"; pkg/apis/core/v1/defaults.go). */
export function ownOrDefault(
  subject: Subject,
  namespace: string,
  { fields }: LooseContainer,
  kind: Kind,
  resource: string,
): number | undefined {
  const own = (one: Kind): number | undefined => amountOf(valueAt(fields, 'resources', one, resource));
  const ranges = objectsIn(subject, 'LimitRange', namespace).flatMap((range) =>
    itemsAt(range.manifest, 'spec', 'limits').filter(({ type }) => type === 'Container'),
  );
  const first = (...keys: readonly string[]): number | undefined =>
    ranges.flatMap((item) => keys.flatMap((key) => amountOf(valueAt(item, key, resource)) ?? [])).at(0);
  const limit = own('limits') ?? first('default', 'max');
  if (kind === 'limits') return limit;
  return own('requests') ?? own('limits') ?? first('defaultRequest', 'default', 'max', 'min');
}
