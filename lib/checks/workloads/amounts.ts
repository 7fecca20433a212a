import { isQuantity, parseQuantity } from '../../text/quantity';
import { finding, type Check, type Finding } from '../finding';
import { fieldsOf, itemsAt, valueAt } from '../read/loose';
import { loosePods } from '../read/loose-pods';
import { objectsOfKind, type CheckedObject } from '../subject';

/** Resources that are counted in bytes. */
const IN_BYTES = /^(memory|ephemeral-storage|storage|hugepages-.+)$/;

/** Least bytes of a container that starts (opencontainers/runc, `minMemory`: 6 MiB, less before 1.1); a smaller number has the wrong unit. */
const LEAST_BYTES = 1024 * 1024;

/** No node has so many cores; a larger number was meant in millicores. */
const MOST_CORES = 1024;

type Path = readonly (string | number)[];

/** Requests and limits of containers and claims are amounts, in the unit that was meant, and in the right order. */
export const amounts: Check = (subject) => [
  ...loosePods(subject).flatMap(({ object, containers }) =>
    containers.flatMap(({ name, fields, path }) =>
      ofResources(object, `container '${name}': `, fieldsOf(fields['resources']), [...path, 'resources']),
    ),
  ),
  ...objectsOfKind(subject, 'PersistentVolumeClaim').flatMap((claim) =>
    ofResources(claim, '', fieldsOf(valueAt(claim.manifest, 'spec', 'resources')), ['spec', 'resources']),
  ),
  ...objectsOfKind(subject, 'StatefulSet').flatMap((set) =>
    itemsAt(set.manifest, 'spec', 'volumeClaimTemplates').flatMap((claim, index) => {
      const path = ['spec', 'volumeClaimTemplates', index, 'spec', 'resources'];
      return ofResources(set, `claim ${index}: `, fieldsOf(valueAt(claim, 'spec', 'resources')), path);
    }),
  ),
];

function ofResources(
  object: CheckedObject,
  where: string,
  resources: Readonly<Record<string, unknown>>,
  path: Path,
): Finding[] {
  const [requests, limits] = ['requests', 'limits'].map((kind) => fieldsOf(resources[kind]));
  const single = ['requests', 'limits'].flatMap((kind) =>
    Object.entries(fieldsOf(resources[kind])).flatMap(([resource, value]) => {
      const [problem, fix] = wrong(resource, value) ?? [];
      if (problem === undefined || fix === undefined) return [];
      const at = [...path, kind, resource];
      return [finding('FS-330', object, `${where}${kind}.${resource} ${problem}`, fix, at)];
    }),
  );
  const excess = Object.entries(requests ?? {}).flatMap(([resource, request]) => {
    const limit = limits?.[resource];
    if (!isAmount(request) || !isAmount(limit) || parseQuantity(request) <= parseQuantity(limit)) return [];
    const problem = `${where}requests ${request} of ${resource}, more than its limit of ${limit}`;
    const fix = `write a request up to ${limit}, or raise the limit`;
    return [finding('FS-331', object, problem, fix, [...path, 'requests', resource])];
  });
  return [...single, ...excess];
}

function isAmount(value: unknown): value is string | number {
  return (typeof value === 'string' || typeof value === 'number') && isQuantity(value);
}

/** The problem with an amount, and the fix. */
function wrong(resource: string, value: unknown): readonly [problem: string, fix: string] | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (!isQuantity(value)) {
    return [`is '${value}', which is not a quantity`, 'write a number with a unit, such as 250m, 512Mi or 1Gi'];
  }
  const amount = parseQuantity(value);
  if (IN_BYTES.test(resource) && amount > 0 && amount < LEAST_BYTES) {
    return [`is ${value}, which is ${amount} bytes`, 'write the unit of bytes that was meant, such as 256Mi'];
  }
  if (resource === 'cpu' && amount > MOST_CORES) {
    return [`is ${value}, which is ${amount} cores`, 'write millicores with the unit m, such as 500m'];
  }
  return undefined;
}
