import { nearest } from '../text/nearest';
import { finding, type Check, type Finding } from './finding';
import { podOwners, type PodOwner } from './read/manifests';

/** Every volume that a container mounts is one of its pod, or of a claim template; and every volume of a pod is mounted. */
export const volumes: Check = (subject) => podOwners(subject).flatMap(volumeFindings);

interface StatefulSpec {
  readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string } }[];
}

function volumeFindings({ object, pod, containers }: PodOwner): Finding[] {
  const own = (pod.spec.volumes ?? []).map(({ name }) => name);
  const spec = object.manifest['spec'] as StatefulSpec | undefined;
  const claimed = (spec?.volumeClaimTemplates ?? []).flatMap(({ metadata }) => metadata?.name ?? []);
  const known = [...own, ...claimed];
  const mounted = new Set<string>();
  const absent = containers.flatMap(({ name: container, volumeMounts = [], volumeDevices = [] }) =>
    [...volumeMounts, ...volumeDevices].flatMap(({ name }) => {
      mounted.add(name);
      if (known.includes(name)) return [];
      const near = nearest(name, known);
      const problem = `container '${container}': mounts the volume '${name}', which the pod does not have`;
      return [finding('FS-114', object, problem, near ? `write ${near}` : `add ${name} to volumes`)];
    }),
  );
  const unused = known.filter((name) => !mounted.has(name));
  return [
    ...absent,
    ...unused.map((name) =>
      finding('FS-115', object, `no container mounts the volume '${name}'`, 'mount it, or remove it from volumes'),
    ),
  ];
}
