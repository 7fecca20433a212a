import type { ApiObject } from 'cdk8s';
import { LaunchOrder } from '../kube/launch-order';
import type { Manifest, Synthesis } from '../kube/synthesis';
import type { Unordered } from './planned';
import { referencesOf } from './references';
import { podsKey, type Services } from './services';

/** The names of the resources that each resource depends on. */
type Edges = Map<string, Set<string>>;

/**
 * All edges between resources, found by look-up and few per resource, so that the time is linear in the number of
 * objects. - A Namespace comes before what is in it, a CustomResourceDefinition before the resources of its kind.
 * - Objects that pods refer to, their RBAC and their network policies come before the pods.
 * - Workloads come in launch order, and Services where {@link Services} puts them.
 */
export function edgesOf(
  { app }: Synthesis,
  objects: readonly Unordered[],
  services: Services,
  names: ReadonlyMap<ApiObject, string>,
): Edges {
  const edges: Edges = new Map(objects.map(({ name }) => [name, new Set<string>()]));
  const add = (from: string, to: string | undefined): void => {
    if (to !== undefined && to !== from) edges.get(from)?.add(to);
  };
  const index = new Index(objects);
  for (const { name, manifest } of objects) for (const target of index.targetsOf(manifest)) add(name, target);
  for (const { from, to } of LaunchOrder.of(app).edges) {
    add(names.get(to.apiObject) ?? '', names.get(from.apiObject));
  }
  for (const [from, to] of services.edges) add(from, to);
  return edges;
}

/** The rules of a role, with the names of individual objects. */
interface Rule {
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

interface Definition {
  readonly group: string;
  readonly names: { readonly kind: string };
}

/** Kinds that a Job puts a certificate into: they come before the Job. */
const CERTIFIED = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'APIService'];

/** Finds resources by what others know of them. */
class Index {
  private readonly objects = new Map<string, string>();
  private readonly definitions = new Map<string, string>();
  /** Bindings by `<namespace>/<ServiceAccount>`. */
  private readonly bindings = new Map<string, string[]>();
  /** NetworkPolicies by the pods they select. */
  private readonly policies = new Map<string, string[]>();
  /** Objects that roles name, as `<resource> <name>`. */
  private readonly certified: ReadonlySet<string>;

  constructor(objects: readonly Unordered[]) {
    this.certified = new Set(objects.flatMap(({ manifest }) => certifiedBy(manifest)));
    for (const { name, manifest } of objects) {
      const { kind, metadata } = manifest;
      this.objects.set(key(kind, metadata.name, metadata.namespace), name);
      if (kind === 'CustomResourceDefinition') {
        const { group, names } = manifest['spec'] as Definition;
        this.definitions.set(`${group} ${names.kind}`, name);
      }
      for (const subject of (manifest['subjects'] ?? []) as readonly Subject[]) {
        if (subject.kind === 'ServiceAccount') append(this.bindings, `${subject.namespace}/${subject.name}`, name);
      }
      if (kind === 'NetworkPolicy') append(this.policies, selectedBy(manifest), name);
    }
  }

  /** The resources that an object comes after. */
  public targetsOf(manifest: Manifest): (string | undefined)[] {
    const { apiVersion, kind, metadata } = manifest;
    const [group = ''] = apiVersion.split('/');
    // The certificate of an APIService has to come from a Job: its Service, which waits for the Job's Secret, comes after it.
    const ahead = this.certified.has(resourceKey(kind, metadata.name));
    const references = ahead ? [] : referencesOf(manifest);
    return [
      this.objects.get(key('Namespace', metadata.namespace ?? '')),
      this.definitions.get(`${group} ${kind}`),
      ...references.map(([target, name]) => this.find(target, name, metadata.namespace)),
      ...references.flatMap(([target, name]) =>
        target === 'ServiceAccount' ? (this.bindings.get(`${metadata.namespace}/${name}`) ?? []) : [],
      ),
      ...this.certifiedTargets(manifest),
      ...this.isolationOf(manifest),
    ];
  }

  private find(kind: string, name: string, namespace?: string): string | undefined {
    return this.objects.get(key(kind, name, namespace)) ?? this.objects.get(key(kind, name));
  }

  private certifiedTargets(manifest: Manifest): (string | undefined)[] {
    const named = certifiedBy(manifest);
    return CERTIFIED.flatMap((kind) =>
      named.flatMap((text) => {
        const [resource, name = ''] = text.split(' ');
        return resource === pluralOf(kind) ? [this.objects.get(key(kind, name))] : [];
      }),
    );
  }

  /** Pods start when it is settled who may reach them. */
  private isolationOf({ metadata, ...rest }: Manifest): string[] {
    const spec = rest['spec'] as { readonly template?: { readonly metadata?: PodMetadata } } | undefined;
    const labels = spec?.template?.metadata?.labels;
    if (!labels) return [];
    const own = Object.fromEntries(SELECTOR_LABELS.flatMap((name) => (labels[name] ? [[name, labels[name]]] : [])));
    return [{}, own].flatMap((selector) => this.policies.get(podsKey(metadata.namespace ?? '', selector)) ?? []);
  }
}

interface PodMetadata {
  readonly labels?: Readonly<Record<string, string>>;
}

/** The labels that select a component's pods (lib/kube/labels.ts). */
const SELECTOR_LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/component'];

function selectedBy({ metadata, ...rest }: Manifest): string {
  const { podSelector } = rest['spec'] as { readonly podSelector?: { readonly matchLabels?: Record<string, string> } };
  return podsKey(metadata.namespace ?? '', podSelector?.matchLabels ?? {});
}

/** Objects that a role names and that a Job puts a certificate into, as `<resource> <name>`. */
function certifiedBy(manifest: Manifest): string[] {
  const plurals = CERTIFIED.map(pluralOf);
  return ((manifest['rules'] ?? []) as readonly Rule[]).flatMap(({ resources = [], resourceNames = [] }) =>
    resources
      .filter((resource) => plurals.includes(resource))
      .flatMap((resource) => resourceNames.map((name) => `${resource} ${name}`)),
  );
}

function resourceKey(kind: string, name: string): string {
  return `${pluralOf(kind)} ${name}`;
}

function pluralOf(kind: string): string {
  return `${kind.toLowerCase()}s`;
}

function key(kind: string, name: string, namespace = ''): string {
  return `${kind} ${namespace}/${name}`;
}

function append(map: Map<string, string[]>, at: string, value: string): void {
  const list = map.get(at);
  if (list) list.push(value);
  else map.set(at, [value]);
}
