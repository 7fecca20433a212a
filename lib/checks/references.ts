import { annotatedPorts, TLS_PORTS_ANNOTATION } from '../kube/load-balancer';
import { milestoneName } from '../kube/milestone';
import { isExistingClaim } from '../kube/storage';
import type { RuleId } from './rule-list';
import { findObject, type CheckedObject, type Subject } from './subject';
import type { Synthesis } from '../kube/synthesis';
import { Workload } from '../kube/workload';
import { finding, type Check, type Finding } from './finding';
import { matches, podOwners, podSets, type PodOwner } from './read/manifests';

/** Every cluster has this Role in kube-system (Kubernetes, "Configure the Aggregation Layer"). */
const AUTHENTICATION_READER = 'extension-apiserver-authentication-reader';

/**
 * Every referenced ConfigMap and key, ServiceAccount, claim, Service and port name exists; a claim of the user need not. Secrets are
 * created by a Job or by the user, so the check `launch` covers them.
 */
export const references: Check = (subject) => [
  ...podOwners(subject).flatMap((owner) => podReferences(subject, owner)),
  ...subject.objects.flatMap((object) => otherReferences(subject, object)),
];

function podReferences(subject: Subject, { object, pod, containers }: PodOwner): Finding[] {
  const findings: Finding[] = [];
  const need = (rule: RuleId, kind: string, name: string, key?: string): void => {
    const target = findObject(subject, kind, name, object.manifest.metadata.namespace);
    if (!target) findings.push(missing(rule, object, `${kind} '${name}'`));
    else if (key && !((target.manifest['data'] ?? {}) as Record<string, string>)[key]) {
      findings.push(missing(rule, object, `key '${key}' of ${kind} '${name}'`));
    }
  };
  if (pod.spec.serviceAccountName) need('FS-103', 'ServiceAccount', pod.spec.serviceAccountName);
  for (const volume of pod.spec.volumes ?? []) {
    if (volume.configMap && !volume.configMap.optional) need('FS-101', 'ConfigMap', volume.configMap.name);
    const { claimName } = volume.persistentVolumeClaim ?? {};
    if (claimName && !(object.construct && isExistingClaim(object.construct, claimName)))
      need('FS-104', 'PersistentVolumeClaim', claimName);
  }
  for (const { env = [], ports = [], ...container } of containers) {
    for (const { valueFrom } of env) {
      if (valueFrom?.configMapKeyRef)
        need('FS-101', 'ConfigMap', valueFrom.configMapKeyRef.name, valueFrom.configMapKeyRef.key);
    }
    const names = ports.map(({ name }) => name);
    for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
      const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port;
      if (typeof port === 'string' && !names.includes(port)) {
        findings.push(missing('FS-106', object, `port '${port}' of container '${container.name}'`));
      }
    }
  }
  return findings;
}

function otherReferences(subject: Subject, object: CheckedObject): Finding[] {
  const { kind, metadata } = object.manifest;
  const spec = (object.manifest['spec'] ?? {}) as Record<string, unknown>;
  const need = (rule: RuleId, target: string, name: string): Finding[] =>
    findObject(subject, target, name, metadata.namespace) ? [] : [missing(rule, object, `${target} '${name}'`)];
  switch (kind) {
    case 'StatefulSet':
      return need('FS-105', 'Service', String(spec['serviceName']));
    case 'RoleBinding': {
      const { name } = object.manifest['roleRef'] as { name: string };
      return metadata.namespace === 'kube-system' && name === AUTHENTICATION_READER ? [] : need('FS-107', 'Role', name);
    }
    case 'Ingress':
      return ingressBackends(spec).flatMap(({ name, port }) =>
        portsOf(subject, name, metadata.namespace).some((candidate) => candidate.name === port.name)
          ? []
          : [missing('FS-105', object, `port '${port.name}' of Service '${name}'`)],
      );
    case 'HTTPRoute':
      return routeBackends(spec).flatMap(({ name, port }) =>
        portsOf(subject, name, metadata.namespace).some((candidate) => candidate.port === port)
          ? []
          : [missing('FS-105', object, `port ${port} of Service '${name}'`)],
      );
    case 'Service':
      return [...serviceTargets(subject, object), ...portsInAnnotations(object)];
    default:
      return [];
  }
}

interface IngressBackend {
  readonly name: string;
  readonly port: { readonly name: string };
}

function ingressBackends(spec: Record<string, unknown>): IngressBackend[] {
  const rules = (spec['rules'] ?? []) as { http: { paths: { backend: { service: IngressBackend } }[] } }[];
  return rules.flatMap(({ http }) => http.paths.map(({ backend }) => backend.service));
}

/** The Services of a route; a redirect has none. */
function routeBackends(spec: Record<string, unknown>): { readonly name: string; readonly port: number }[] {
  const rules = (spec['rules'] ?? []) as { backendRefs?: { name: string; port: number }[] }[];
  return rules.flatMap(({ backendRefs = [] }) => backendRefs);
}

/** Names and numbers of the ports of a Service; none where it does not exist. */
function portsOf(
  subject: Subject,
  name: string,
  namespace?: string,
): { readonly name: string; readonly port: number }[] {
  const service = findObject(subject, 'Service', name, namespace);
  return (service?.manifest['spec'] as { ports: { name: string; port: number }[] } | undefined)?.ports ?? [];
}

function serviceTargets(subject: Subject, object: CheckedObject): Finding[] {
  const spec = object.manifest['spec'] as { selector: Record<string, string>; ports: { targetPort: string }[] };
  const { namespace } = object.manifest.metadata;
  const pods = podSets(subject).find((set) => set.namespace === namespace && matches(spec.selector, set.labels));
  // A Service without pods is the finding of the check `selectors`.
  if (!pods) return [];
  return spec.ports
    .filter(({ targetPort }) => !pods.ports.has(targetPort))
    .map(({ targetPort }) => missing('FS-106', object, `container port '${targetPort}' of ${pods.owner}`));
}

function portsInAnnotations(object: CheckedObject): Finding[] {
  const { ports } = object.manifest['spec'] as { ports: { name: string; port: number }[] };
  const known = ports.flatMap(({ name, port }) => [name, String(port)]);
  return annotatedPorts(object.manifest.metadata.annotations?.[TLS_PORTS_ANNOTATION] ?? '')
    .filter((port) => !known.includes(port))
    .map((port) => {
      const problem = `its annotation ${TLS_PORTS_ANNOTATION} names the port '${port}', which the Service lacks`;
      return finding('FS-108', object, problem, `name one of its ports: ${known.join(', ')}`);
    });
}

function missing(rule: RuleId, object: CheckedObject, what: string): Finding {
  return finding(rule, object, `refers to ${what}, which is not there`, 'correct the name, or add the object');
}

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
