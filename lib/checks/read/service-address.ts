import { findObject, type Subject } from '../subject';
import { matches } from './manifests';
import { specOf } from './monitoring-objects';
import type { PodPort, TargetPods } from './operated-pods';
import { targetPodsIn } from './pods';

/** Name and namespace of a Service, and the port, in an address such as `http://web.shop.svc.cluster.local:8080/path`. */
const ADDRESS = /^(?:(https?):\/\/)?([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.[a-z0-9.-]+?)?\.?(?::(\d+))?(?:\/.*)?$/;

interface ServiceSpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly port: number; readonly targetPort?: number | string }[];
}

/** Pods of the app behind the address of a Service, with the port of the pods; none for other addresses. */
export function podsAt(subject: Subject, address: string): { readonly pods: TargetPods; readonly port: PodPort }[] {
  const [, scheme, name, namespace, number = scheme === 'https' ? '443' : '80'] = ADDRESS.exec(address) ?? [];
  const service = name === undefined ? undefined : findObject(subject, 'Service', name, namespace);
  if (!service) return [];
  const { selector, ports = [] } = specOf<ServiceSpec>(service);
  const wanted = ports.filter(({ port }) => port === Number(number)).map(({ port, targetPort = port }) => targetPort);
  return targetPodsIn(subject, namespace ?? '')
    .filter((pods) => selector && !pods.hostNetwork && matches(selector, pods.labels))
    .flatMap((pods) =>
      pods.ports
        .filter((port) => wanted.some((one) => one === port.name || one === port.number))
        .map((port) => ({ pods, port })),
    );
}
