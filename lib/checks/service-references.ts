import { annotatedPorts, TLS_PORTS_ANNOTATION } from '../kube/load-balancer';
import { finding, type Check, type Finding } from './finding';
import { missing } from './missing';
import { exists, isDeclared, tlsSecrets } from './read/made';
import { selectedPods } from './read/manifests';
import { findObject, isForeign, objectsOfKind, type CheckedObject, type Subject } from './subject';

/** Every Service and port that an object names exists, and every port of a Service leads to a port of its pods. */
export const serviceReferences: Check = (subject) => [
  ...objectsOfKind(subject, 'StatefulSet').flatMap((object) => governingService(subject, object)),
  ...objectsOfKind(subject, 'Ingress').flatMap((object) => [
    ...ingress(subject, object),
    ...certificates(subject, object),
  ]),
  ...ROUTES.flatMap((kind) => objectsOfKind(subject, kind)).flatMap((object) => route(subject, object)),
  ...objectsOfKind(subject, 'Gateway').flatMap((object) => certificates(subject, object)),
  ...CALLERS.flatMap((kind) => objectsOfKind(subject, kind)).flatMap((object) => called(subject, object)),
  ...objectsOfKind(subject, 'Service').flatMap((object) => [
    ...targets(subject, object),
    ...portsInAnnotations(object),
  ]),
];

const ROUTES = ['HTTPRoute'];
const CALLERS = ['APIService', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];

interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
}

interface ServiceSpec {
  readonly type?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly ServicePort[];
}

function specOf<T>({ manifest }: CheckedObject): T {
  return (manifest['spec'] ?? {}) as T;
}

function governingService(subject: Subject, object: CheckedObject): Finding[] {
  const { serviceName } = specOf<{ readonly serviceName?: string }>(object);
  if (isForeign(subject) && !serviceName) return [];
  const found = service(subject, object, String(serviceName), object.manifest.metadata.namespace);
  // Its pods run without the Service; what they lack is a name of their own.
  return isForeign(subject) ? found.map((one) => ({ ...one, severity: 'warning' as const })) : found;
}

/** Findings where a Service does not exist, or lacks a port, which is given by its name or number. */
function service(
  subject: Subject,
  object: CheckedObject,
  name: string,
  namespace: string | undefined,
  port?: number | string,
): Finding[] {
  const found = findObject(subject, 'Service', name, namespace);
  if (!found) {
    if (isDeclared(subject, object, 'Service', name)) return [];
    const names = objectsOfKind(subject, 'Service').flatMap(({ manifest: { metadata } }) =>
      metadata.namespace === namespace ? [metadata.name] : [],
    );
    const what = port === undefined || isForeign(subject) ? `Service '${name}'` : portText(port, name);
    const elsewhere = namespace === object.manifest.metadata.namespace ? '' : ` in namespace ${namespace}`;
    return [missing('FS-105', object, `${what}${elsewhere}`, names)];
  }
  const { type, ports = [] } = specOf<ServiceSpec>(found);
  if (port === undefined || type === 'ExternalName') return [];
  if (ports.some((candidate) => candidate.port === port || (candidate.name === port && candidate.name !== '')))
    return [];
  return [
    missing(
      'FS-105',
      object,
      portText(port, name),
      ports.flatMap((candidate) => candidate.name ?? []),
    ),
  ];
}

function portText(port: number | string, name: string): string {
  return typeof port === 'string' ? `port '${port}' of Service '${name}'` : `port ${port} of Service '${name}'`;
}

interface IngressBackend {
  readonly service?: { readonly name: string; readonly port?: { readonly name?: string; readonly number?: number } };
}

interface IngressSpec {
  readonly defaultBackend?: IngressBackend;
  readonly rules?: readonly { readonly http?: { readonly paths?: readonly { readonly backend?: IngressBackend }[] } }[];
}

/** Port name for the AWS Load Balancer Controller: an annotation, not a Service, has the action. */
const BY_ANNOTATION = 'use-annotation';

function ingress(subject: Subject, object: CheckedObject): Finding[] {
  const { defaultBackend, rules = [] } = specOf<IngressSpec>(object);
  const { namespace } = object.manifest.metadata;
  const backends = [
    ...(defaultBackend ? [defaultBackend] : []),
    ...rules.flatMap(({ http }) => (http?.paths ?? []).flatMap(({ backend }) => backend ?? [])),
  ].flatMap((backend) => backend.service ?? []);
  return backends.flatMap(({ name, port }) =>
    port?.name === BY_ANNOTATION ? [] : service(subject, object, name, namespace, port?.name ?? port?.number),
  );
}

function certificates(subject: Subject, object: CheckedObject): Finding[] {
  const { namespace } = object.manifest.metadata;
  if (!isForeign(subject)) return [];
  return tlsSecrets(object.manifest['spec']).flatMap((name) =>
    name === '' || exists(subject, object, 'Secret', name, namespace)
      ? []
      : [missing('FS-102', object, `Secret '${name}'`)],
  );
}

interface RouteSpec {
  readonly parentRefs?: readonly {
    readonly kind?: string;
    readonly name: string;
    readonly namespace?: string;
    readonly sectionName?: string;
  }[];
  readonly rules?: readonly {
    readonly backendRefs?: readonly {
      readonly kind?: string;
      readonly name: string;
      readonly namespace?: string;
      readonly port?: number;
    }[];
  }[];
}

/** The Services and Gateways of a route; a redirect has no Services. */
function route(subject: Subject, object: CheckedObject): Finding[] {
  const { parentRefs = [], rules = [] } = specOf<RouteSpec>(object);
  const home = object.manifest.metadata.namespace;
  return [
    ...rules.flatMap(({ backendRefs = [] }) =>
      backendRefs.flatMap(({ kind = 'Service', name, namespace = home, port }) =>
        kind === 'Service' ? service(subject, object, name, namespace, port) : [],
      ),
    ),
    ...parentRefs.flatMap(({ kind = 'Gateway', name, namespace = home, sectionName }) => {
      if (kind !== 'Gateway' || isDeclared(subject, object, kind, name)) return [];
      const gateway = findObject(subject, kind, name, namespace);
      if (!gateway) return isForeign(subject) ? [missing('FS-117', object, `Gateway '${name}'`)] : [];
      const listeners = specOf<{ readonly listeners?: readonly { readonly name: string }[] }>(gateway).listeners ?? [];
      const names = listeners.map((listener) => listener.name);
      return sectionName === undefined || names.includes(sectionName)
        ? []
        : [missing('FS-117', object, `listener '${sectionName}' of Gateway '${name}'`, names)];
    }),
  ];
}

interface CalledService {
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
}

/** The Services that the API server calls: of aggregated APIs and of webhooks. */
function called(subject: Subject, object: CheckedObject): Finding[] {
  if (!isForeign(subject)) return [];
  const webhooks = (object.manifest['webhooks'] ?? []) as readonly {
    readonly clientConfig?: { readonly service?: CalledService };
  }[];
  const own = specOf<{ readonly service?: CalledService }>(object).service;
  const services = [...(own ? [own] : []), ...webhooks.flatMap(({ clientConfig }) => clientConfig?.service ?? [])];
  const found = services.flatMap(({ name, namespace, port = 443 }) => service(subject, object, name, namespace, port));
  return [...new Map(found.map((one) => [one.problem, one])).values()];
}

function targets(subject: Subject, object: CheckedObject): Finding[] {
  const { selector, ports = [] } = specOf<ServiceSpec>(object);
  const { namespace } = object.manifest.metadata;
  if (!selector) return [];
  const pods = selectedPods(subject, namespace, { matchLabels: selector });
  // A Service without pods is the finding of the check `selectors`.
  const [first] = pods;
  if (!first) return [];
  const known = pods.flatMap((set) => set.ports);
  return ports.flatMap(({ port, targetPort = port }) => {
    if (typeof targetPort === 'string') {
      if (known.some(({ name }) => name === targetPort)) return [];
      const names = known.flatMap(({ name }) => name ?? []);
      return [missing('FS-106', object, `container port '${targetPort}' of ${first.owner}`, names)];
    }
    // Containers need not list their ports; where they do, a number that is not among them is likely a mistake.
    const numbers = known.map(({ containerPort }) => containerPort);
    if (!isForeign(subject) || numbers.length === 0 || numbers.includes(targetPort)) return [];
    const problem = `leads to port ${targetPort}, which no container of ${first.owner} lists`;
    return [
      finding('FS-206', object, problem, `write one of ${[...new Set(numbers)].join(', ')}, or list it in ports`),
    ];
  });
}

function portsInAnnotations(object: CheckedObject): Finding[] {
  const { ports = [] } = specOf<ServiceSpec>(object);
  const known = ports.flatMap(({ name = '', port }) => [name, String(port)]);
  return annotatedPorts(object.manifest.metadata.annotations?.[TLS_PORTS_ANNOTATION] ?? '')
    .filter((port) => !known.includes(port))
    .map((port) => {
      const problem = `its annotation ${TLS_PORTS_ANNOTATION} names the port '${port}', which the Service lacks`;
      return finding('FS-108', object, problem, `name one of its ports: ${known.join(', ')}`);
    });
}
