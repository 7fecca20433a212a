import { milestoneName } from '../kube/milestone';
import type { Synthesis } from '../kube/synthesis';
import { Workload } from '../kube/workload';
import { podOwners } from './read/manifests';

/** The Secrets that the pods of an app read and that no Job of it makes: the user must make them before. */
export function secretsOfTheUser(subject: Synthesis): string[] {
  const made = new Set(
    Workload.within(subject.app).flatMap(({ waitsFor }) =>
      waitsFor.flatMap((milestone) => ('heldBy' in milestone ? [milestone.name] : [])),
    ),
  );
  const read = podOwners(subject).flatMap(({ pod, containers }) => [
    ...(pod.spec.volumes ?? []).flatMap(({ secret, projected }) => [
      ...(secret ? [secret.secretName] : []),
      ...(projected?.sources ?? []).flatMap((source) => source.secret?.name ?? []),
    ]),
    ...containers.flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? [])),
  ]);
  // cert-manager creates the Secrets of its Certificates.
  const managed = subject.objects
    .filter(({ manifest }) => manifest.kind === 'Certificate')
    .map(({ manifest }) => (manifest['spec'] as { secretName: string }).secretName);
  return [...new Set(read)].filter((name) => !made.has(milestoneName(name)) && !managed.includes(name)).sort();
}
