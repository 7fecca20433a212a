import { objectsIn, objectsOfKind, type CheckedObject, type Subject } from '../subject';
import { nearest } from '../../text/nearest';
import { selectorText, selects } from './label-selector';
import { matches } from './manifests';
import {
  endpointsOf,
  namespaceOf,
  specOf,
  targetNamespaces,
  type EndpointManifest,
  type MonitorSpec,
} from './monitoring-objects';
import type { PodPort, TargetPods } from './operated-pods';
import { targetPods, targetPodsIn } from './pods';

/** A port of pods that a monitor leads to. */
export interface Target {
  readonly pods: TargetPods;
  readonly port: PodPort;
  /** Name of the Service that selects the pods. @default - discovered as pods */
  readonly service?: string;
}

/** An endpoint of a monitor and where it leads. */
export interface ResolvedEndpoint {
  readonly endpoint: EndpointManifest;
  readonly targets: readonly Target[];
  /** Why it leads nowhere; none if it leads somewhere. */
  readonly problems: readonly { readonly problem: string; readonly fix: string }[];
}

interface ServiceSpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly {
    readonly name?: string;
    readonly port: number;
    readonly targetPort?: string | number;
  }[];
}

/** Follows each endpoint of a ServiceMonitor or a PodMonitor to the ports of pods. */
export function resolveEndpoints(subject: Subject, monitor: CheckedObject): ResolvedEndpoint[] {
  const resolve = monitor.manifest.kind === 'PodMonitor' ? podsOf(subject, monitor) : servicesOf(subject, monitor);
  return endpointsOf(monitor).map((endpoint) => {
    const found = resolve(endpoint);
    const targets = found.filter((result): result is Target => 'pods' in result);
    return { endpoint, targets, problems: found.filter((result): result is Nowhere => 'problem' in result) };
  });
}

interface Nowhere {
  readonly problem: string;
  readonly fix: string;
}

type Resolver = (endpoint: EndpointManifest) => (Target | Nowhere)[];

function servicesOf(subject: Subject, monitor: CheckedObject): Resolver {
  const { selector = {} } = specOf<MonitorSpec>(monitor);
  const namespaces = targetNamespaces(monitor);
  const all =
    namespaces?.flatMap((namespace) => objectsIn(subject, 'Service', namespace)) ?? objectsOfKind(subject, 'Service');
  const services = all.filter(({ manifest }) => selects(selector, manifest.metadata.labels ?? {}));
  return (endpoint) => {
    if (services.length === 0) return [nothingSelected('Service', selectorText(selector), namespaces, namesOf(all))];
    const { port: name, targetPort } = endpoint;
    const ports = services.flatMap((service) =>
      (specOf<ServiceSpec>(service).ports ?? []).map((port) => ({ service, port })),
    );
    const chosen = ports.filter(({ port }) =>
      name === undefined
        ? targetPort === undefined || (port.targetPort ?? port.port) === targetPort
        : port.name === name,
    );
    if (chosen.length === 0) {
      const known = ports.map(({ port }) => (name === undefined ? String(port.targetPort) : (port.name ?? '')));
      return [noPort(String(name ?? targetPort), `Service ${namesOf(services).join(', ')}`, known)];
    }
    return chosen.flatMap(({ service, port }) => throughService(subject, service, port));
  };
}

function throughService(
  subject: Subject,
  service: CheckedObject,
  port: NonNullable<ServiceSpec['ports']>[number],
): (Target | Nowhere)[] {
  const { selector } = specOf<ServiceSpec>(service);
  const { name } = service.manifest.metadata;
  const namespace = namespaceOf(service);
  const sets = targetPodsIn(subject, namespace).filter((pods) => selector && matches(selector, pods.labels));
  if (sets.length === 0) {
    const fix =
      'correct the selector of the Service, or say by the annotation faas-stack/external-target who makes them';
    return [{ problem: `leads to Service '${name}', which selects no pods of the app`, fix }];
  }
  const wanted = port.targetPort ?? port.port;
  return sets.map((pods) => {
    const found = pods.ports.find((candidate) => candidate.name === wanted || candidate.number === wanted);
    const where = `container port of ${pods.object.manifest.metadata.name}`;
    return found
      ? { pods, port: found, service: name }
      : noPort(
          `${wanted}`,
          `${where}, to which port '${port.name ?? port.port}' of Service '${name}' leads`,
          portNames(pods),
        );
  });
}

function podsOf(subject: Subject, monitor: CheckedObject): Resolver {
  const { selector = {} } = specOf<MonitorSpec>(monitor);
  const namespaces = targetNamespaces(monitor);
  const all = namespaces?.flatMap((namespace) => targetPodsIn(subject, namespace)) ?? targetPods(subject);
  const sets = all.filter(({ labels }) => selects(selector, labels));
  return ({ port, portNumber, targetPort }) => {
    if (sets.length === 0) {
      return [nothingSelected('pods', selectorText(selector), namespaces, namesOf(all.map(({ object }) => object)))];
    }
    const wanted = port ?? portNumber ?? targetPort;
    const found = sets.flatMap((pods) =>
      pods.ports
        .filter((candidate) => candidate.name === wanted || candidate.number === wanted)
        .map((candidate) => ({ pods, port: candidate })),
    );
    if (found.length > 0) return found;
    const where = `container port of ${namesOf(sets.map(({ object }) => object)).join(', ')}`;
    return [noPort(String(wanted), where, sets.flatMap(portNames))];
  };
}

function nothingSelected(
  what: string,
  selector: string,
  namespaces: readonly string[] | undefined,
  known: readonly string[],
): Nowhere {
  const where = namespaces ? `in namespace ${namespaces.join(', ')}` : 'in any namespace';
  const there = known.length > 0 ? `, where there are ${shortList(known)}` : '';
  return {
    problem: `selects no ${what} ${where}${there}: ${selector}`,
    fix: 'correct the selector or the namespaces, or say by the annotation faas-stack/external-target who makes them',
  };
}

function noPort(port: string, where: string, known: readonly string[]): Nowhere {
  const names = known.filter((name) => name !== '');
  const near = nearest(port, names);
  return {
    problem: `port '${port}' is not a ${where.startsWith('Service') ? `port of ${where}` : where}`,
    fix: near ? `write ${near}` : `write one of ${shortList(names) || 'its ports, after giving it one'}`,
  };
}

function portNames({ ports }: TargetPods): string[] {
  return ports.map(({ name, number }) => name ?? String(number));
}

function namesOf(objects: readonly CheckedObject[]): string[] {
  return objects.map(({ manifest }) => manifest.metadata.name);
}

function shortList(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length > 8
    ? `${distinct.slice(0, 8).join(', ')} and ${distinct.length - 8} more`
    : distinct.join(', ');
}
