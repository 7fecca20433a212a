import { Chart } from 'cdk8s';
import type { Manifest, Synthesis } from '../kube/synthesis';
import { edgesOf } from './edges';
import { typeToken } from './manifest-resource';
import type { PlannedObject } from './planned';
import { dataNamespaces, ownedByAutoscalers, timeoutsOf } from './resource-options';
import { Services } from './services';

/** An object as one resource of a stack. */
export interface PlannedResource {
  /** Path of the construct, which stays the same as long as the construct stays where it is. */
  readonly name: string;
  /** Type token. */
  readonly type: string;
  /** The chart it belongs to. @default - none: a Secret whose values are the stack's. */
  readonly chart?: string;
  /** The manifest, with instructions to the provider in `pulumi.com/…` annotations. */
  readonly manifest: Manifest;
  /** Names of the resources that have to be there, and ready, before. */
  readonly dependsOn: readonly string[];
  readonly options: PlannedOptions;
}

/** Engine options of a resource. */
export interface PlannedOptions {
  /** Why nothing waits until it is ready. @default - what comes after it waits. */
  readonly skipAwait?: string;
  /** Time until it has to be ready, in seconds. @default - the provider's own for the kind. */
  readonly timeoutSeconds?: number;
  /** Paths of fields that another controller owns after creation (`ignoreChanges`). @default - none */
  readonly ignoreChanges?: readonly string[];
  /** Names that it had before. @default - none. */
  readonly aliases?: readonly string[];
  /** Whether the engine refuses to delete it. @default false */
  readonly protect?: true;
}

/** A Secret whose values come from the stack configuration; they are not part of the plan. */
export interface PlannedSecret {
  readonly name: string;
  readonly namespace: string;
  /** Type of the Secret, e.g. `Opaque`. */
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Options of {@link planResources}. */
export interface PlanOptions {
  /** Secrets to make besides. @default - none. */
  readonly secrets?: readonly PlannedSecret[];
  /** Whether claims, and namespaces with claims in them, are protected from deletion. @default false */
  readonly protectData?: boolean;
  /** Earlier names of resources that were renamed, by the present one. @default RENAMED */
  readonly renamed?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Earlier names (aliases) of resources whose constructs have moved, by current name. Without an entry, Pulumi creates a
 * moved construct under the new name, then deletes the old one, and with it the object that both refer to.
 */
const RENAMED: Readonly<Record<string, readonly string[]>> = {};

const SKIP_AWAIT = 'pulumi.com/skipAwait';

/**
 * The resources of a platform in dependency order. The plan contains everything about `pulumi up` except the values of
 * Secrets; it contacts no cluster and changes nothing. @throws if objects wait for each other in a cycle.
 */
export function planResources(
  synthesis: Synthesis,
  { secrets = [], protectData = false, renamed = RENAMED }: PlanOptions = {},
): PlannedResource[] {
  const objects = [...secrets.map(secretObject), ...chartObjects(synthesis)];
  const names = new Map(synthesis.objects.map(({ construct }) => [construct, resourceName(construct.node.path)]));
  const services = new Services(synthesis, names);
  const edges = edgesOf(synthesis, objects, services, names);
  const timeouts = timeoutsOf(synthesis, names);
  const autoscaled = ownedByAutoscalers(objects);
  const data = protectData ? dataNamespaces(objects) : new Set<string>();
  const isData = ({ kind, metadata }: Manifest): boolean =>
    protectData && (kind === 'PersistentVolumeClaim' || (kind === 'Namespace' && data.has(metadata.name)));

  return sorted(objects, edges).map(({ name, chart, manifest }): PlannedResource => {
    const skipAwait = services.early.get(name);
    const timeoutSeconds = timeouts.get(name);
    const ignoreChanges = autoscaled.get(name);
    const aliases = renamed[name];
    return {
      name,
      type: typeToken(manifest.apiVersion, manifest.kind),
      ...(chart ? { chart } : {}),
      manifest: skipAwait ? withAnnotation(manifest, SKIP_AWAIT, 'true') : manifest,
      dependsOn: [...(edges.get(name) ?? [])].sort(),
      options: {
        ...(skipAwait ? { skipAwait } : {}),
        ...(timeoutSeconds ? { timeoutSeconds } : {}),
        ...(ignoreChanges ? { ignoreChanges } : {}),
        ...(aliases ? { aliases } : {}),
        ...(isData(manifest) ? { protect: true } : {}),
      },
    };
  });
}

/** `openwhisk/Kafka/Workload` for the construct `openwhisk/Kafka/Workload/Resource`. */
function resourceName(path: string): string {
  return path.replace(/\/Resource$/, '');
}

/** Name of the resource of a Secret whose values are the stack's. */
export function secretResourceName({ namespace, name }: Pick<PlannedSecret, 'namespace' | 'name'>): string {
  return `secrets/${namespace}/${name}`;
}

function secretObject(secret: PlannedSecret): PlannedObject {
  const { name, namespace, type, labels } = secret;
  const manifest = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, labels }, type };
  return { name: secretResourceName(secret), manifest };
}

function chartObjects({ objects }: Synthesis): PlannedObject[] {
  return objects.map(({ construct, manifest }) => ({
    name: resourceName(construct.node.path),
    chart: Chart.of(construct).node.id,
    manifest,
  }));
}

function withAnnotation(manifest: Manifest, key: string, value: string): Manifest {
  const { metadata } = manifest;
  return { ...manifest, metadata: { ...metadata, annotations: { ...metadata.annotations, [key]: value } } };
}

/** Stable topological sort: each object comes after its dependencies, otherwise the order is unchanged. */
function sorted(objects: readonly PlannedObject[], edges: ReadonlyMap<string, ReadonlySet<string>>): PlannedObject[] {
  const byName = new Map(objects.map((object) => [object.name, object]));
  const done = new Set<PlannedObject>();
  const path = new Set<string>();
  const visit = (object: PlannedObject): void => {
    if (done.has(object)) return;
    if (path.has(object.name)) {
      const circle = [...path].slice([...path].indexOf(object.name));
      throw new Error(`These resources wait for each other: ${[...circle, object.name].join(' -> ')}`);
    }
    path.add(object.name);
    for (const before of edges.get(object.name) ?? []) {
      const target = byName.get(before);
      if (target) visit(target);
    }
    path.delete(object.name);
    done.add(object);
  };
  objects.forEach(visit);
  return [...done];
}
