import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Manifest } from '../kube/synthesis';
import { UserError } from '../text/user-error';
import type { Cluster } from './cluster';
import { idOf, keyOf, type LiveObject, type ObjectId } from './objects';

/** An object of a platform as it was applied. */
export interface Entry extends ObjectId {
  /** Keys of the objects that it comes after. */
  readonly after: readonly string[];
  /** Hash of the manifest. */
  readonly hash: string;
  /** Time until it has to be ready, in seconds. @default - no deadline of its own */
  readonly timeoutSeconds?: number;
  /** Whether it is a Job that has completed. @default false */
  readonly done?: true;
}

/** Everything that is known of an applied platform. */
export interface Inventory {
  /** Name of the platform. */
  readonly platform: string;
  /** Namespace of the inventory. */
  readonly namespace: string;
  /** Context of the last apply. */
  readonly context: string;
  /** URL of the API server at the last apply. */
  readonly server: string;
  readonly entries: readonly Entry[];
  /** The applied manifests, without definitions of kinds. */
  readonly manifests: readonly Manifest[];
}

/** Label of inventories; its value is the name of the platform. */
const LABEL = 'faas-stack/inventory';

/** Bytes that a ConfigMap may hold, with room for its metadata: the API server refuses more than 1 MiB. */
const LARGEST_INVENTORY = 1_000_000;

/** Name of the ConfigMap, and of the lock, of a platform. */
export function inventoryName(platform: string): string {
  return `faas-stack-${platform}`;
}

/** Hash that shows whether a manifest is the applied one. */
export function hashOf(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 16);
}

/** Reads the inventories of a cluster. @param namespace - all namespaces if undefined */
export async function readInventories(cluster: Cluster, namespace: string | undefined): Promise<readonly Inventory[]> {
  const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const found = await cluster.list<LiveObject>(`/api/v1${scope}/configmaps`, { labelSelector: LABEL });
  return found.map(parsed);
}

/** The part of an inventory that is compressed. */
type Contents = Pick<Inventory, 'entries' | 'manifests'>;

interface Data {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

function parsed(object: LiveObject): Inventory {
  const { data = {}, binaryData = {} } = object as LiveObject & Data;
  try {
    const facts = JSON.parse(data['platform.json'] ?? '') as Omit<Inventory, 'namespace' | keyof Contents>;
    const contents = gunzipSync(Buffer.from(binaryData['inventory.json.gz'] ?? '', 'base64')).toString();
    return { ...facts, namespace: object.metadata.namespace ?? '', ...(JSON.parse(contents) as Contents) };
  } catch (error) {
    throw new UserError(
      `ConfigMap/${object.metadata.namespace}/${object.metadata.name} is not a readable inventory: ${(error as Error).message}\n  fix: restore it, or delete it and apply the platform again: nothing is pruned then`,
    );
  }
}

/** Writes an inventory. @throws UserError if it is too large. */
export async function writeInventory(cluster: Cluster, inventory: Inventory): Promise<void> {
  const { entries, manifests, namespace, ...facts } = inventory;
  const name = inventoryName(inventory.platform);
  const contents: Contents = { entries, manifests };
  const packed = gzipSync(JSON.stringify(contents)).toString('base64');
  if (packed.length > LARGEST_INVENTORY)
    throw new UserError(
      `The inventory of ${entries.length} objects has ${packed.length} bytes; a ConfigMap holds 1 MiB`,
    );
  const body = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace,
      labels: {
        'app.kubernetes.io/name': 'faas-stack',
        'app.kubernetes.io/instance': inventory.platform,
        'app.kubernetes.io/component': 'inventory',
        'app.kubernetes.io/part-of': inventory.platform,
        'app.kubernetes.io/managed-by': 'faas-stack',
        [LABEL]: inventory.platform,
      },
    },
    data: { 'platform.json': JSON.stringify(facts) },
    binaryData: { 'inventory.json.gz': packed },
  };
  await cluster.persist(
    {
      method: 'PATCH',
      path: `/api/v1/namespaces/${namespace}/configmaps/${name}`,
      query: { fieldManager: 'faas-stack', force: 'true' },
      body,
      type: 'application/apply-patch+yaml',
    },
    60,
  );
}

/** Entries of both, the later ones first: a run that breaks off forgets nothing. */
export function united(later: readonly Entry[], earlier: readonly Entry[]): Entry[] {
  const known = new Set(later.map(keyOf));
  return [...later, ...earlier.filter((entry) => !known.has(keyOf(entry)))];
}

/** The manifests that an inventory keeps: a definition of kinds is large, and nothing drifts from it. */
export function keptManifests(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(({ kind }) => kind !== 'CustomResourceDefinition');
}

/** The entries of planned objects. */
export function entriesOf(
  objects: readonly {
    readonly name: string;
    readonly manifest: Manifest;
    readonly dependsOn: readonly string[];
    readonly timeoutSeconds?: number;
  }[],
): Entry[] {
  const keys = new Map(objects.map(({ name, manifest }) => [name, keyOf(idOf(manifest))]));
  return objects.map(({ manifest, dependsOn, timeoutSeconds }) => ({
    ...idOf(manifest),
    after: dependsOn.flatMap((name) => keys.get(name) ?? []),
    hash: hashOf(manifest),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  }));
}
