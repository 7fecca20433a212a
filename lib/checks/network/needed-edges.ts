import type { App } from 'cdk8s';
import { namedService } from '../../kube/named-service';
import { NOT_CALLED } from '../../kube/annotations';
import { Workload } from '../../kube/workload';
import { itemsAt, labelsAt, numberAt, textAt, textsAt, valueAt } from '../read/loose';
import { loosePods, type LoosePods } from '../read/loose-pods';
import { matches } from '../read/manifests';
import { namespaceOf } from '../read/monitoring-objects';
import type { NetworkPort } from '../read/network-policies';
import type { TargetPods } from '../read/operated-pods';
import { targetPodsIn } from '../read/pods';
import { findObject, objectsOfKind, type CheckedObject, type Subject } from '../subject';

/** Pods, or clients outside of all pods, that connect to a port of other pods. */
export interface NeededEdge {
  /** @default - a client without pods: the API server, or one outside the cluster */
  readonly from?: LoosePods;
  readonly to: TargetPods;
  readonly port: NetworkPort;
  /** The object that shows the need. */
  readonly object: CheckedObject;
  /** The need, as a part of a sentence: `reads http://db:80 in variable URL`. */
  readonly need: string;
  /** Whether the connection is declared: an address in a variable may be there to be passed on. */
  readonly isCertain: boolean;
}

/** A host, as a Service's name with or without namespace, and its port. */
const ADDRESS =
  /(?:([a-z][a-z0-9+]*):\/\/(?:[^\s/@]*@)?)?\b([a-z](?:[a-z0-9-]*[a-z0-9])?)(?:\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9-]+)*)?)?(?::(\d{2,5}))?(?=[/,;"'\s?]|$)/g;

const USUAL_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Connections between pods: declared by the components of a platform, or else named in variables and arguments. */
export function edgesOfPods(subject: Subject): NeededEdge[] {
  return subject.app ? declaredEdges(subject, subject.app) : namedEdges(subject);
}

function declaredEdges(subject: Subject, app: App): NeededEdge[] {
  const pods = new Map(loosePods(subject).map((one) => [one.object.construct, one]));
  return Workload.within(app).flatMap((workload) => {
    const from = pods.get(workload.apiObject);
    if (!from) return [];
    return workload.connectsTo.flatMap((endpoint) => {
      const target = endpoint.pods ?? namedService(app, endpoint)?.endpoint?.pods;
      if (!target) return [];
      const reached = targetPodsIn(subject, target.namespace).filter(
        ({ labels, hostNetwork }) => !hostNetwork && matches(target.selector, labels),
      );
      return reached.flatMap((to) =>
        (target.udp ? ['TCP', 'UDP'] : ['TCP']).map((protocol) => ({
          from,
          to,
          port: { number: target.port, protocol },
          object: from.object,
          need: `connects to ${to.object.manifest.metadata.name}`,
          isCertain: true,
        })),
      );
    });
  });
}

/** Addresses of Services among the manifests, by a name and one of its ports. */
function namedEdges(subject: Subject): NeededEdge[] {
  return loosePods(subject).flatMap((pods) => {
    const notCalled = new Set(pods.annotations[NOT_CALLED]?.split(',').map((name) => name.trim()));
    const texts = pods.containers.flatMap(({ fields }) => [
      ...itemsAt(fields, 'env').flatMap((variable): [string, string][] => {
        const [name, value] = [textAt(variable, 'name'), textAt(variable, 'value')];
        const isCalled = name !== undefined && value !== undefined && !notCalled.has(name);
        return isCalled ? [[`variable ${name}`, value]] : [];
      }),
      ...[...textsAt(fields, 'command'), ...textsAt(fields, 'args')].map((word): [string, string] => [
        'an argument',
        word.replace(/^--?[\w.-]+=/, ''),
      ]),
    ]);
    const edges = texts.flatMap(([where, text]) =>
      [...text.matchAll(ADDRESS)].flatMap(([written, scheme, name = '', namespace, digits]) => {
        const number = digits === undefined ? USUAL_PORTS[scheme ?? ''] : Number(digits);
        if (number === undefined) return [];
        const need = `connects to ${written} (${where})`;
        const home = namespace ?? pods.object.manifest.metadata.namespace;
        return portsBehind(subject, name, home, number).map(({ to, port }) => ({
          from: pods,
          to,
          port,
          object: pods.object,
          need,
          isCertain: false,
        }));
      }),
    );
    // Several variables often hold the same address.
    return [...new Map(edges.map((edge) => [`${edge.to.object.path} ${edge.port.number}`, edge])).values()].filter(
      ({ to }) => to.object !== pods.object,
    );
  });
}

/** Connections from outside of all pods: Ingresses, Services with an address outside the cluster, and calls of the API server. */
export function edgesFromOutside(subject: Subject): NeededEdge[] {
  const from = (
    object: CheckedObject,
    need: string,
    name: string | undefined,
    port: number | string,
    namespace?: string,
  ) => portsBehind(subject, name ?? '', namespace, port).map((found) => ({ ...found, object, need, isCertain: true }));
  const ingresses = objectsOfKind(subject, 'Ingress').flatMap((ingress) =>
    itemsAt(ingress.manifest, 'spec', 'rules')
      .flatMap((rule) => itemsAt(rule, 'http', 'paths'))
      .flatMap((path) => {
        const port =
          textAt(path, 'backend', 'service', 'port', 'name') ?? numberAt(path, 'backend', 'service', 'port', 'number');
        const name = textAt(path, 'backend', 'service', 'name');
        const { namespace } = ingress.manifest.metadata;
        return port === undefined ? [] : from(ingress, `leads clients to Service '${name}'`, name, port, namespace);
      }),
  );
  const published = objectsOfKind(subject, 'Service').flatMap((service) => {
    const type = textAt(service.manifest, 'spec', 'type');
    if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
    const { name, namespace } = service.manifest.metadata;
    return itemsAt(service.manifest, 'spec', 'ports').flatMap(({ port }) =>
      typeof port === 'number' ? from(service, `has type ${type}`, name, port, namespace) : [],
    );
  });
  const webhooks = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].flatMap((kind) =>
    objectsOfKind(subject, kind).flatMap((object) =>
      itemsAt(object.manifest, 'webhooks').map(
        (webhook) => [object, valueAt(webhook, 'clientConfig', 'service')] as const,
      ),
    ),
  );
  const apis = objectsOfKind(subject, 'APIService').map(
    (object) => [object, valueAt(object.manifest, 'spec', 'service')] as const,
  );
  const called = [...webhooks, ...apis].flatMap(([object, service]) => {
    const [name, namespace] = [textAt(service, 'name'), textAt(service, 'namespace')];
    const need = `has the API server call Service '${name}'`;
    return from(object, need, name, numberAt(service, 'port') ?? 443, namespace);
  });
  return [...ingresses, ...published, ...called];
}

/** Pods behind a port of a Service, and their port. */
function portsBehind(
  subject: Subject,
  name: string,
  namespace: string | undefined,
  wanted: number | string,
): { readonly to: TargetPods; readonly port: NetworkPort }[] {
  const service =
    findObject(subject, 'Service', name, namespace) ??
    (namespace === 'default' ? findObject(subject, 'Service', name) : undefined);
  if (!service) return [];
  const selector = labelsAt(service.manifest, 'spec', 'selector');
  const ports = itemsAt(service.manifest, 'spec', 'ports').filter(
    ({ port, name: own }) => port === wanted || own === wanted,
  );
  if (Object.keys(selector).length === 0) return [];
  const isHeadless = textAt(service.manifest, 'spec', 'clusterIP') === 'None';
  return targetPodsIn(subject, namespaceOf(service))
    .filter((to) => !to.hostNetwork && matches(selector, to.labels))
    .flatMap((to) =>
      ports.flatMap(({ port, targetPort, protocol }) => {
        const target = isHeadless ? port : (targetPort ?? port);
        const declared = to.ports.find(({ name: own, number }) => own === target || number === target);
        const number = typeof target === 'number' ? target : declared?.number;
        if (number === undefined) return [];
        return [
          {
            to,
            port: {
              number,
              ...(declared?.name === undefined ? {} : { name: declared.name }),
              ...(typeof protocol === 'string' ? { protocol } : {}),
            },
          },
        ];
      }),
    );
}
