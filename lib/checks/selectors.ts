import { EXTERNAL_TARGET } from '../kube/annotations';
import { finding, type Check } from './finding';
import { matches, podOwners, podSets } from './read/manifests';

/** Every Service leads to the pods of exactly one workload, and every workload selects its own pods and no others. */
export const selectors: Check = (subject) => {
  const owners = podOwners(subject);
  const sets = podSets(subject);
  const services = subject.objects.filter(
    ({ manifest }) => manifest.kind === 'Service' && !manifest.metadata.annotations?.[EXTERNAL_TARGET],
  );
  return [
    ...services.flatMap((service) => {
      const { selector } = service.manifest['spec'] as { selector: Record<string, string> };
      const { namespace } = service.manifest.metadata;
      const count = sets.filter((pods) => pods.namespace === namespace && matches(selector, pods.labels)).length;
      if (count === 1) return [];
      const fix = 'select the labels name, instance and component of one workload';
      return [finding('FS-201', service, `selects the pods of ${count} workloads`, fix)];
    }),
    ...owners.flatMap(({ object, selector }) => {
      if (!selector) return [];
      const selected = owners.filter(({ pod }) => matches(selector, pod.metadata.labels));
      if (selected.length === 1 && selected[0]?.object === object) return [];
      const names = selected.map((owner) => owner.object.manifest.metadata.name).join(', ') || 'no workload';
      return [finding('FS-202', object, `its selector selects the pods of ${names}`, 'select its own pods only')];
    }),
  ];
};
