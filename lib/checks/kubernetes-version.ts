import { FEATURE_LIST, hasFeature } from '../kube/kubernetes-versions';
import type { Manifest } from '../kube/synthesis';
import { finding, type Check } from './finding';
import { versionFor } from './subject';

/** No object uses a feature that the platform's version of Kubernetes lacks: the API server would refuse it, or drop a field. */
export const kubernetesVersion: Check = (subject) =>
  subject.objects.flatMap((object) => {
    const version = versionFor(object, subject);
    if (version === undefined) return [];
    return FEATURE_LIST.filter(({ name }) => !hasFeature(name, version)).flatMap(({ since, before, uses, name }) =>
      uses
        .flatMap((use) => placesOf(object.manifest, use))
        .map((place) =>
          finding(
            'FS-801',
            object,
            `${place} needs ${name}, which is on from Kubernetes ${since} on; the API server of ${version} (cluster.version) ${before}`,
            `remove it, or write cluster.version: "${since}" if the cluster has it`,
          ),
        ),
    );
  });

type Use = (typeof FEATURE_LIST)[number]['uses'][number];

/** Places of an object that use a feature. */
function placesOf(manifest: Manifest, { kinds, field, value }: Use): string[] {
  if (field === undefined) return kinds?.includes(manifest.kind) ? [manifest.kind] : [];
  const path = field.split('.');
  return [
    ...(!kinds || kinds.includes(manifest.kind) ? valuesAt(manifest, path) : []),
    ...(kinds?.includes('Pod') && manifest.kind !== 'Pod' ? POD_TEMPLATES : []).flatMap((template) =>
      valuesAt(manifest, [...template, ...path]),
    ),
  ]
    .filter((found) => value === undefined || found.value === value)
    .map((found) => found.place.join('.'));
}

/** Places of pod templates: of workloads, and of CronJobs. */
const POD_TEMPLATES = [
  ['spec', 'template'],
  ['spec', 'jobTemplate', 'spec', 'template'],
];

interface Found {
  readonly place: readonly string[];
  readonly value: unknown;
}

/** The values at a path, `*` for every key or index. */
function valuesAt(root: unknown, path: readonly string[], place: readonly string[] = []): Found[] {
  const [key, ...rest] = path;
  if (key === undefined) return root === undefined ? [] : [{ place, value: root }];
  if (typeof root !== 'object' || root === null) return [];
  const keys = key === '*' ? Object.keys(root) : [key];
  return keys.flatMap((one) => valuesAt((root as Record<string, unknown>)[one], rest, [...place, one]));
}
