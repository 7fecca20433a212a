import { finding, type Check, type Finding } from './finding';
import { itemsAt, numberAt, textAt, textsAt } from './read/loose';
import { loosePods, type LoosePods } from './read/loose-pods';
import { isDeclared } from './read/made';
import { findObject, isForeign, objectsOfKind, type Subject } from './subject';
import { nearest } from '../text/nearest';

/** The DNS name of a Service, or of a pod behind it, with the port if there is one (Kubernetes, "DNS for Services and Pods"). */
const ADDRESS =
  /(?<![\w.-])(?:[a-z0-9-]+\.)?([a-z][a-z0-9-]*)\.([a-z0-9-]+)\.svc(?:\.[a-z0-9-]+)*\.?(?::(\d{1,5}))?(?![\w-])/g;

interface Text {
  readonly where: string;
  readonly text: string;
  readonly path: readonly (string | number)[];
}

/**
 * Every address in a variable or argument that names a Service leads to one, and to one of its ports, where the manifests have Services
 * in that namespace. The addresses of a synthesized platform are looked after by its components and its launch order.
 */
export const addresses: Check = (subject) => {
  if (!isForeign(subject)) return [];
  const homes = new Map<string, string[]>();
  for (const { manifest } of objectsOfKind(subject, 'Service')) {
    const { name, namespace = '' } = manifest.metadata;
    homes.set(namespace, [...(homes.get(namespace) ?? []), name]);
  }
  return loosePods(subject).flatMap((pods) =>
    textsOf(pods).flatMap((text) =>
      // Few texts have addresses, and scripts are long.
      (text.text.includes('.svc') ? [...text.text.matchAll(ADDRESS)] : []).flatMap(
        ([address, name = '', namespace = '', port]) => {
          const names = homes.get(namespace);
          return names ? wrong(subject, pods, text, { address, name, namespace, port, names }) : [];
        },
      ),
    ),
  );
};

interface Address {
  readonly address: string;
  readonly name: string;
  readonly namespace: string;
  readonly port: string | undefined;
  /** The Services of the namespace. */
  readonly names: readonly string[];
}

function wrong(subject: Subject, { object }: LoosePods, { where, path }: Text, found: Address): Finding[] {
  const { address, name, namespace, port, names } = found;
  const service = findObject(subject, 'Service', name, namespace);
  if (!service) {
    if (isDeclared(subject, object, 'Service', name)) return [];
    const near = nearest(name, names);
    const fix = near ? `write ${near}` : 'correct the address, or declare with --external what creates the Service';
    const problem = `${where} has the address ${address}, and there is no Service '${name}' in namespace ${namespace}`;
    return [finding('FS-120', object, problem, fix, path)];
  }
  const ports = itemsAt(service.manifest, 'spec', 'ports').flatMap((one) => numberAt(one, 'port') ?? []);
  const isOpen = textAt(service.manifest, 'spec', 'clusterIP') === 'None' || ports.length === 0;
  if (port === undefined || isOpen || ports.includes(Number(port))) return [];
  const problem = `${where} has the address ${address}, and Service '${name}' has no port ${port}`;
  return [finding('FS-120', object, problem, `write one of its ports: ${ports.join(', ')}`, path)];
}

function textsOf({ containers }: LoosePods): Text[] {
  return containers.flatMap(({ name, fields, path }) => [
    ...itemsAt(fields, 'env').flatMap((variable, index) => {
      const text = textAt(variable, 'value');
      const where = `container '${name}': variable ${textAt(variable, 'name')}`;
      return text === undefined ? [] : [{ where, text, path: [...path, 'env', index] }];
    }),
    ...['command', 'args'].flatMap((list) =>
      textsAt(fields, list).map((text) => ({ where: `container '${name}': ${list}`, text, path: [...path, list] })),
    ),
  ]);
}
