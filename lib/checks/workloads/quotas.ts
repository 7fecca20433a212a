import { finding, type Check, type Finding } from '../finding';
import { amountOf, itemsAt, valueAt } from '../read/loose';
import { loosePodsIn, type LoosePods } from '../read/loose-pods';
import { namespaceOf } from '../read/monitoring-objects';
import { objectsIn, objectsOfKind, type CheckedObject, type Subject } from '../subject';
import { isMore, podCounts } from './pod-counts';
import { hardLimits, needOf, ownOrDefault, PLAIN, resourceOf, shown, storageOf, type Kind } from './quota-use';

/** ResourceQuotas and LimitRanges admit the pods and claims of their namespaces. */
export const quotas: Check = (subject) => [
  ...objectsOfKind(subject, 'ResourceQuota').flatMap((quota) => ofQuota(subject, quota)),
  ...objectsOfKind(subject, 'LimitRange').flatMap((range) => ofRange(subject, range)),
];

/** Least use of a namespace. Jobs end, and count only where they would be refused. */
function ofQuota(subject: Subject, quota: CheckedObject): Finding[] {
  return hardLimits(quota).flatMap(({ name, written, allowed }) => {
    const [kind, resource] = resourceOf(name);
    const need = needOf(subject, quota, name, podCounts(subject));
    return [
      ...(resource === undefined
        ? []
        : loosePodsIn(subject, namespaceOf(quota)).flatMap((one) => unnamed(subject, quota, one, kind, resource))),
      ...(need && isMore(need.amount, allowed)
        ? [
            finding(
              'FS-340',
              quota,
              `allows ${written} of ${name}, and the objects of the namespace need ${need.text}`,
              'raise the quota, or lower requests or replicas',
              ['spec', 'hard', name],
            ),
          ]
        : []),
    ];
  });
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
    return loosePodsIn(subject, namespace).flatMap(({ object, containers }) =>
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
function outside(item: unknown, resource: string, request?: number, limit?: number): string[] {
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
