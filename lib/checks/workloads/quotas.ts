import { podAmount } from '../../kube/footprint';
import { finding, type Check, type Finding } from '../finding';
import { amountOf, fieldsOf, itemsAt, valueAt } from '../read/loose';
import { loosePods, type LooseContainer, type LoosePods } from '../read/loose-pods';
import { namespaceOf } from '../read/monitoring-objects';
import { objectsIn, objectsOfKind, type CheckedObject, type Subject } from '../subject';
import { podCounts } from './pod-counts';

type Kind = 'requests' | 'limits';
type Fields = Readonly<Record<string, unknown>>;

/** Resources of containers that quotas name with or without `requests.`. */
const PLAIN = ['cpu', 'memory', 'ephemeral-storage'];

/** Kinds whose pods stay. */
const LASTING = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DaemonSet', 'Pod'];

/** ResourceQuotas and LimitRanges admit the pods and claims of their namespaces. */
export const quotas: Check = (subject) => [
  ...objectsOfKind(subject, 'ResourceQuota').flatMap((quota) => ofQuota(subject, quota)),
  ...objectsOfKind(subject, 'LimitRange').flatMap((range) => ofRange(subject, range)),
];

/** Least use of a namespace. Jobs end, and count only where they would be refused. A quota with scopes is for some pods only. */
function ofQuota(subject: Subject, quota: CheckedObject): Finding[] {
  const { scopes, scopeSelector, hard } = fieldsOf(quota.manifest['spec']);
  if (scopes !== undefined || scopeSelector !== undefined) return [];
  const pods = loosePods(subject).filter(({ namespace }) => namespace === namespaceOf(quota));
  return Object.entries(fieldsOf(hard)).flatMap(([name, value]) => {
    const allowed = amountOf(value);
    if (allowed === undefined) return [];
    const [kind, resource] = resourceOf(name);
    if (resource !== undefined) {
      return [
        ...pods.flatMap((one) => unnamed(subject, quota, one, kind, resource)),
        ...tooMuch(quota, name, value, allowed, sumOf(subject, pods, kind, resource), resource),
      ];
    }
    return tooMuch(quota, name, value, allowed, countOf(subject, quota, pods, name));
  });
}

/** The resource of containers that a quota counts. */
function resourceOf(name: string): readonly [Kind, string | undefined] {
  const [, kind, rest = ''] = /^(requests|limits)\.(.+)$/.exec(name) ?? [];
  if (PLAIN.includes(name)) return ['requests', name];
  return [kind === 'limits' ? 'limits' : 'requests', PLAIN.includes(rest) ? rest : undefined];
}

function tooMuch(
  quota: CheckedObject,
  name: string,
  value: unknown,
  allowed: number,
  used: number | undefined,
  resource?: string,
): Finding[] {
  // Sums of fractions differ in their last digits.
  if (used === undefined || used <= allowed * (1 + 1e-9)) return [];
  const problem = `allows ${String(value)} of ${name}, and the objects of the namespace need ${shown(used, resource ?? name)}`;
  return [finding('FS-340', quota, problem, 'raise the quota, or lower requests or replicas', ['spec', 'hard', name])];
}

function shown(amount: number, name: string): string {
  if (/(memory|storage)$/.test(name)) return `${Math.ceil(amount / 2 ** 20)}Mi`;
  return name === 'cpu' ? `${Math.ceil(amount * 1000 - 1e-6)}m` : String(amount);
}

/** A pod is refused if a quota counts a resource that one of its containers leaves out (Kubernetes, "Resource Quotas"). */
function unnamed(subject: Subject, quota: CheckedObject, pods: LoosePods, kind: Kind, resource: string): Finding[] {
  if (valueAt(pods.spec, 'resources') !== undefined) return [];
  return pods.containers
    .filter((container) => ownOrDefault(subject, pods.namespace, container, kind, resource) === undefined)
    .map(({ name, path }) => {
      const problem = `container '${name}': has no ${kind}.${resource}, which ResourceQuota/${quota.manifest.metadata.name} counts: its pods are refused`;
      return finding('FS-340', pods.object, problem, `set resources.${kind}.${resource}`, [...path, 'resources']);
    });
}

function sumOf(subject: Subject, pods: readonly LoosePods[], kind: Kind, resource: string): number {
  const counts = podCounts(subject);
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

function countOf(subject: Subject, quota: CheckedObject, pods: readonly LoosePods[], name: string): number | undefined {
  const counts = podCounts(subject);
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

function storageOf(claim: Fields): number | undefined {
  return amountOf(valueAt(claim, 'spec', 'resources', 'requests', 'storage'));
}

/** The amount of a container, or the default of a LimitRange (Kubernetes, "Limit Ranges"; pkg/apis/core/v1/defaults.go). */
function ownOrDefault(
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

function ofRange(subject: Subject, range: CheckedObject): Finding[] {
  const namespace = namespaceOf(range);
  const where = `LimitRange/${range.manifest.metadata.name}`;
  return itemsAt(range.manifest, 'spec', 'limits').flatMap((item) => {
    if (item['type'] === 'PersistentVolumeClaim') {
      return objectsIn(subject, 'PersistentVolumeClaim', namespace).flatMap((claim) =>
        outside(item, 'storage', storageOf(claim.manifest), storageOf(claim.manifest)).map((problem) =>
          finding('FS-341', claim, `${problem} of ${where}`, 'correct the request, or the LimitRange', ['spec']),
        ),
      );
    }
    if (item['type'] !== 'Container') return [];
    return loosePods(subject)
      .filter((pods) => pods.namespace === namespace)
      .flatMap(({ object, containers }) =>
        containers.flatMap((container) =>
          PLAIN.flatMap((resource) => {
            const [request, limit] = (['requests', 'limits'] as const).map((kind) =>
              ownOrDefault(subject, namespace, container, kind, resource),
            );
            const text = `container '${container.name}': `;
            return outside(item, resource, request, limit).map((problem) =>
              finding(
                'FS-341',
                object,
                `${text}${problem} of ${where}: its pods are refused`,
                'correct requests and limits, or the LimitRange',
                [...container.path, 'resources'],
              ),
            );
          }),
        ),
      );
  });
}

/** How a request and a limit break a LimitRange (plugin/pkg/admission/limitranger). */
function outside(item: Fields, resource: string, request?: number, limit?: number): string[] {
  const [max, min, ratio] = ['max', 'min', 'maxLimitRequestRatio'].map((key) => amountOf(valueAt(item, key, resource)));
  const written = (key: string): string => String(valueAt(item, key, resource));
  if (max !== undefined && (limit ?? request ?? 0) > max) {
    return [`${shown(limit ?? request ?? 0, resource)} of ${resource} is more than the maximum ${written('max')}`];
  }
  if (min !== undefined && request !== undefined && request < min) {
    return [`${shown(request, resource)} of ${resource} is less than the minimum ${written('min')}`];
  }
  if (request !== undefined && limit !== undefined && request > limit) {
    return [`${shown(request, resource)} of ${resource} is more than the default limit ${shown(limit, resource)}`];
  }
  if (ratio !== undefined && request && limit !== undefined && limit / request > ratio * (1 + 1e-9)) {
    const [less, more] = [shown(request, resource), shown(limit, resource)];
    return [
      `a request of ${less} and a limit of ${more} of ${resource} exceed the ratio ${written('maxLimitRequestRatio')}`,
    ];
  }
  return [];
}
