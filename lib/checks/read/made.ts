import { EXTERNAL_TARGET } from '../../kube/annotations';
import { isObject } from '../../text/fit';
import { globMatches } from '../../text/glob';
import { findObject, objectsOfKind, perSubject, type CheckedObject, type Subject } from '../subject';
import { podOwners } from './manifests';
import { denied, includes, namespacesFor, rulesFor, type Account } from './rights';

/** Objects that Kubernetes, Istio or OpenShift puts into every namespace, and objects of every cluster. */
const OF_EVERY_CLUSTER: readonly RegExp[] = [
  /^ConfigMap\/(kube-root-ca\.crt|istio-ca-root-cert|openshift-service-ca\.crt)$/,
  /^ServiceAccount\/default$/,
  /^ConfigMap\/(extension-apiserver-authentication|kubeadm-config|cluster-info|coredns|kube-proxy)$/,
  /^Role\/extension-apiserver-authentication-reader$/,
  /^ClusterRole\/(view|edit|admin|cluster-admin|system:.*)$/,
];

/** Whether an object that another refers to exists, or something outside of the manifests creates it. */
export function exists(subject: Subject, from: CheckedObject, kind: string, name: string, namespace?: string): boolean {
  return (
    findObject(subject, kind, name, namespace) !== undefined || isMadeElsewhere(subject, from, kind, name, namespace)
  );
}

/** Whether the cluster or a controller creates an object, or the user declares it. */
function isMadeElsewhere(
  subject: Subject,
  from: CheckedObject,
  kind: string,
  name: string,
  namespace?: string,
): boolean {
  return (
    OF_EVERY_CLUSTER.some((pattern) => pattern.test(`${kind}/${name}`)) ||
    isDeclared(subject, from, kind, name) ||
    ((kind === 'Secret' || kind === 'ConfigMap') && isMadeByController(subject, kind, name, namespace))
  );
}

/** Whether the user declares an object as external: by an annotation of what refers to it, or beside the manifests. */
export function isDeclared({ external = [] }: Subject, from: CheckedObject, kind: string, name: string): boolean {
  const reason = from.manifest.metadata.annotations?.[EXTERNAL_TARGET]?.trim();
  if (reason !== undefined && reason !== '') return true;
  return external.some((pattern) => globMatches(pattern, `${kind}/${name}`));
}

/** Secrets and ConfigMaps of controllers: by the resources that they are made for, or by the rights and arguments of a program. */
function isMadeByController(subject: Subject, kind: string, name: string, namespace = ''): boolean {
  const key = `${kind} ${namespace}/${name}`;
  if (namedByResources(subject).has(key)) return true;
  // The Secret of a database, of a certificate or of a user begins with the name of its custom resource.
  const resources = customNames(subject).get(namespace) ?? [];
  if (resources.some((resource) => name === resource || (kind === 'Secret' && name.startsWith(`${resource}-`))))
    return true;
  return kind === 'Secret' && isMadeByProgram(subject, name, namespace);
}

/** API groups whose resources route, deploy, restrict or watch, and make no Secrets. */
const MAKES_NO_SECRETS =
  /argoproj|istio|traefik|cilium|calico|kyverno|gatekeeper|policy|network|linkerd|snapshot|scaling|velero|cert-manager/;

/** Names of custom resources whose kinds are unknown, by namespace. */
const customNames = perSubject(({ others = [] }: Subject) => {
  const names = new Map<string, string[]>();
  for (const { manifest } of others) {
    const { name, namespace = '' } = manifest.metadata;
    if (name !== '' && !MAKES_NO_SECRETS.test(manifest.apiVersion))
      names.set(namespace, [...(names.get(namespace) ?? []), name]);
  }
  return names;
});

/** The text at a path of an object of an unknown kind. */
function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** Where kinds of secret managers and of cert-manager name the Secret that they make. */
const SECRET_NAMES: readonly (readonly string[])[] = [
  ['spec', 'secretName'],
  ['spec', 'target', 'name'],
  ['spec', 'destination', 'name'],
  ['spec', 'template', 'metadata', 'name'],
  ['spec', 'secretRef', 'name'],
];

/** Annotations of an Ingress or a Gateway whose certificates cert-manager creates. */
const CERTIFICATES = /^(cert-manager\.io\/(cluster-)?issuer|kubernetes\.io\/tls-acme)$/;

/** Annotation of a Service whose certificate OpenShift creates. */
const SERVING_CERTIFICATE = /^service\.(alpha|beta)\.openshift\.io\/serving-cert-secret-name$/;

const namedByResources = perSubject((subject: Subject) => {
  const names = new Set<string>();
  for (const { manifest } of subject.others ?? []) {
    const { namespace = '' } = manifest.metadata;
    for (const path of SECRET_NAMES) {
      const name = textAt(manifest, ...path);
      if (name) names.add(`Secret ${namespace}/${name}`);
    }
  }
  for (const kind of ['Ingress', 'Gateway']) {
    for (const { manifest } of objectsOfKind(subject, kind)) {
      const { namespace = '', annotations = {} } = manifest.metadata;
      if (!Object.keys(annotations).some((key) => CERTIFICATES.test(key))) continue;
      for (const name of tlsSecrets(manifest['spec'])) names.add(`Secret ${namespace}/${name}`);
    }
  }
  for (const { manifest } of objectsOfKind(subject, 'Service')) {
    const { namespace = '', annotations = {} } = manifest.metadata;
    for (const [key, name] of Object.entries(annotations)) {
      if (SERVING_CERTIFICATE.test(key)) names.add(`Secret ${namespace}/${name}`);
    }
  }
  return names;
});

interface TlsSpec {
  readonly tls?: readonly { readonly secretName?: string }[] | object;
  readonly listeners?: readonly {
    readonly tls?: { readonly certificateRefs?: readonly { readonly name: string }[] };
  }[];
}

/** The Secrets with certificates of an Ingress or a Gateway. */
export function tlsSecrets(spec: unknown): string[] {
  const { tls = [], listeners = [] } = (spec ?? {}) as TlsSpec;
  return [
    // A Gateway has an object of the same name.
    ...(Array.isArray(tls) ? (tls as readonly { readonly secretName?: string }[]) : []).flatMap(
      ({ secretName }) => secretName ?? [],
    ),
    ...listeners.flatMap((listener) => (listener.tls?.certificateRefs ?? []).map(({ name }) => name)),
  ];
}

/** Whether a program may create a Secret: by its name, or any Secret where its arguments or variables name it, as Jobs for certificates do. */
function isMadeByProgram(subject: Subject, name: string, namespace: string): boolean {
  const { texts, names } = makers(subject).get(namespace) ?? NO_MAKERS;
  return names.has(name) || texts.some((text) => text.includes(name));
}

/** Secrets that programs may create in a namespace. */
interface Makers {
  /** Commands, arguments and variables of the programs that may create any Secret. */
  readonly texts: readonly string[];
  /** Secrets that programs may create by their names. The API server knows the name only of what is applied. */
  readonly names: ReadonlySet<string>;
}

const NO_MAKERS: Makers = { texts: [], names: new Set() };

const CREATE_SECRETS = [{ apiGroup: '', resource: 'secrets', verbs: ['create'] }];

const makers = perSubject((subject: Subject) => {
  const found = new Map<string, Makers>();
  for (const { object, pod, containers } of podOwners(subject)) {
    const { namespace = '' } = object.manifest.metadata;
    const account = { name: pod.spec.serviceAccountName ?? 'default', namespace };
    if (account.name === 'default') continue;
    const own = containers.flatMap(({ command = [], args = [], env = [] }) => [
      ...command,
      ...args,
      ...env.map(({ value = '' }) => value),
    ]);
    for (const place of namespacesFor(subject, account)) {
      const { texts, names } = found.get(place) ?? NO_MAKERS;
      const mayCreateAny = denied(subject, account, place, CREATE_SECRETS).length === 0;
      found.set(place, {
        texts: mayCreateAny ? [...texts, ...own] : texts,
        names: new Set([...names, ...namedSecrets(subject, account, place, mayCreateAny)]),
      });
    }
  }
  return found;
});

/**
 * The Secrets that an account may create by their names in a namespace. The API server does not know the name of an object that is created: many
 * roles allow it for all Secrets, and name their one Secret in the rules for other verbs.
 */
function namedSecrets(subject: Subject, account: Account, namespace: string, mayCreateAny: boolean): string[] {
  return rulesFor(subject, account, namespace).flatMap(
    ({ apiGroups = [], resources = [], resourceNames = [], verbs }) =>
      includes(apiGroups, '') && includes(resources, 'secrets') && (mayCreateAny || includes(verbs, 'create'))
        ? resourceNames
        : [],
  );
}
