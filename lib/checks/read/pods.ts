import { grouped } from '../../text/grouped';
import { perSubject, type Subject } from '../subject';
import { podOwners } from './manifests';
import { operatedPods, type TargetPods } from './operated-pods';

/** All pods of an app: those in manifests, and those that the Prometheus operator makes. */
export const targetPods = perSubject((subject: Subject): TargetPods[] => [
  ...podOwners(subject).map(({ object, pod, containers }) => ({
    object,
    namespace: object.manifest.metadata.namespace ?? 'default',
    labels: pod.metadata.labels,
    ports: containers.flatMap(({ name: container, ports = [] }) =>
      ports.map(({ name, containerPort, protocol = 'TCP' }) => ({
        name,
        number: containerPort,
        protocol,
        container,
      })),
    ),
    hostNetwork: pod.spec.hostNetwork ?? false,
  })),
  ...subject.objects.flatMap((object) => operatedPods(object)),
]);

const byNamespace = perSubject((subject: Subject) => grouped(targetPods(subject), ({ namespace }) => namespace));

/** The pods of a namespace. */
export function targetPodsIn(subject: Subject, namespace: string): readonly TargetPods[] {
  return byNamespace(subject).get(namespace) ?? [];
}
