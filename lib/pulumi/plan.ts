import type { Manifest, Synthesis } from '../kube/synthesis';
import { dataNamespaces } from '../plan/options';
import { planObjects } from '../plan/plan';
import type { Unordered } from '../plan/planned';
import { typeToken } from './manifest-resource';

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
  const objects = planObjects(synthesis, secrets.map(secretObject));
  const data = protectData ? dataNamespaces(objects) : new Set<string>();
  const isData = ({ kind, metadata }: Manifest): boolean =>
    protectData && (kind === 'PersistentVolumeClaim' || (kind === 'Namespace' && data.has(metadata.name)));

  return objects.map(({ name, chart, manifest, dependsOn, early, timeoutSeconds, ownedByOthers }): PlannedResource => {
    const aliases = renamed[name];
    return {
      name,
      type: typeToken(manifest.apiVersion, manifest.kind),
      ...(chart ? { chart } : {}),
      manifest: early ? withAnnotation(manifest, SKIP_AWAIT, 'true') : manifest,
      dependsOn,
      options: {
        ...(early ? { skipAwait: early } : {}),
        ...(timeoutSeconds ? { timeoutSeconds } : {}),
        ...(ownedByOthers ? { ignoreChanges: ownedByOthers } : {}),
        ...(aliases ? { aliases } : {}),
        ...(isData(manifest) ? { protect: true } : {}),
      },
    };
  });
}

/** Name of the resource of a Secret whose values are the stack's. */
export function secretResourceName({ namespace, name }: Pick<PlannedSecret, 'namespace' | 'name'>): string {
  return `secrets/${namespace}/${name}`;
}

function secretObject(secret: PlannedSecret): Unordered {
  const { name, namespace, type, labels } = secret;
  const manifest = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, labels }, type };
  return { name: secretResourceName(secret), manifest };
}

function withAnnotation(manifest: Manifest, key: string, value: string): Manifest {
  const { metadata } = manifest;
  return { ...manifest, metadata: { ...metadata, annotations: { ...metadata.annotations, [key]: value } } };
}
