import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, type Cluster } from './cluster';
import type { Discovery } from './discovery';
import { levelsOf } from './graph';
import type { Entry } from './inventory';
import { keyOf, type LiveObject, nameOf, type ObjectId } from './objects';
import { isOwned, KEEP } from './owner';

/** An object that is not deleted, and why. */
export interface Kept {
  readonly id: ObjectId;
  readonly reason: string;
}

/** Objects to delete, in the order of their deletion, and objects to keep. */
export interface Removals {
  readonly steps: readonly (readonly ObjectId[])[];
  readonly kept: readonly Kept[];
}

/** Kinds whose deletion loses data, or takes other objects along. */
const DATA_KINDS: readonly string[] = ['StatefulSet', 'PersistentVolumeClaim', 'CustomResourceDefinition', 'Namespace'];

/** Seconds that a deletion may take: pods end, finalizers run. */
const DELETION_SECONDS = 300;

/**
 * The objects of an inventory that may be deleted, backwards through the launch graph. Custom resources go first, while their operator
 * can still clean up, then workloads and all else, then definitions of kinds, then namespaces.
 */
export async function findRemovals(
  cluster: Cluster,
  discovery: Discovery,
  platform: string,
  entries: readonly Entry[],
  deleteData: boolean,
): Promise<Removals> {
  const { steps, kept } = await ownedObjects(cluster, discovery, platform, entries, deleteData);
  const needed = await usedByOthers(cluster, discovery, platform, steps.flat(), deleteData);
  const stays = new Set(needed.map(({ id }) => keyOf(id)));
  return {
    steps: steps.map((step) => step.filter((id) => !stays.has(keyOf(id)))).filter((step) => step.length > 0),
    kept: [...kept, ...needed],
  };
}

async function ownedObjects(
  cluster: Cluster,
  discovery: Discovery,
  platform: string,
  entries: readonly Entry[],
  deleteData: boolean,
): Promise<Removals> {
  const kept: Kept[] = [];
  const present = await Promise.all(
    entries.map(async (entry) => {
      const path = await discovery.pathOf(entry);
      const live = path === undefined ? undefined : await cluster.find<LiveObject>(path);
      const reason = live && reasonToKeep(live, platform, deleteData);
      if (reason !== undefined) kept.push({ id: entry, reason });
      return live && reason === undefined ? [entry] : [];
    }),
  );
  const levels = levelsOf(
    entries.map((entry) => ({ key: keyOf(entry), after: entry.after, isWorkload: entry.timeoutSeconds !== undefined })),
  );
  const steps = new Map<number, ObjectId[]>();
  for (const entry of present.flat()) {
    const step = stepOf(entry, levels.get(keyOf(entry)) ?? 0);
    steps.set(step, [...(steps.get(step) ?? []), entry]);
  }
  return { steps: [...steps].sort(([a], [b]) => a - b).map(([, ids]) => ids), kept };
}

/** Place of an object among the steps. */
function stepOf({ apiVersion, kind }: ObjectId, level: number): number {
  if (kind === 'Namespace') return 1002;
  if (kind === 'CustomResourceDefinition') return 1001;
  // Groups of Kubernetes itself have no dot, or end in k8s.io.
  const group = apiVersion.split('/')[0] ?? '';
  return group.includes('.') && !group.endsWith('.k8s.io') ? -1 : 1000 - level;
}

function reasonToKeep(live: LiveObject, platform: string, deleteData: boolean): string | undefined {
  const { kind, metadata } = live;
  if (metadata.annotations?.[KEEP] !== undefined) return `annotation ${KEEP}`;
  if (!isOwned(live, platform)) return 'it does not carry the labels of the platform';
  if (kind === 'PersistentVolumeClaim' && !deleteData) return 'it holds data';
  return undefined;
}

/** Deletes objects step by step; each step ends when its objects are gone. @returns the objects that are still there */
export async function removeAll(
  cluster: Cluster,
  discovery: Discovery,
  { steps }: Removals,
  report: (id: ObjectId) => void,
  signal: AbortSignal,
): Promise<readonly Kept[]> {
  const left: Kept[] = [];
  for (const ids of steps) {
    if (signal.aborted) break;
    const results = await Promise.all(ids.map((id) => remove(cluster, discovery, id, signal)));
    for (const [index, reason] of results.entries()) {
      const id = ids[index];
      if (!id) continue;
      if (reason === undefined) report(id);
      else left.push({ id, reason });
    }
  }
  return left;
}

async function remove(cluster: Cluster, discovery: Discovery, id: ObjectId, signal: AbortSignal) {
  const path = await discovery.pathOf(id);
  if (path === undefined) return undefined;
  try {
    await cluster.persist(
      { method: 'DELETE', path, query: { propagationPolicy: 'Background' } },
      DELETION_SECONDS,
      signal,
    );
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.status === 404 ? undefined : error.message;
  }
  for (let seconds = 0; seconds < DELETION_SECONDS && !signal.aborted; seconds++) {
    const live = await cluster.find<LiveObject>(path);
    if (live?.metadata.deletionTimestamp === undefined) return undefined;
    await sleep(seconds === 0 ? 100 : 1000);
  }
  const finalizers = (await cluster.find<LiveObject>(path))?.metadata.finalizers ?? [];
  return `is still being deleted${finalizers.length > 0 ? `: finalizers ${finalizers.join(', ')}` : ''}`;
}

/** Why namespaces and definitions of kinds have to stay: others use them, or they hold data. */
async function usedByOthers(
  cluster: Cluster,
  discovery: Discovery,
  platform: string,
  ids: readonly ObjectId[],
  deleteData: boolean,
): Promise<readonly Kept[]> {
  const found = await Promise.all(
    ids.map(async (id): Promise<Kept[]> => {
      const reason =
        id.kind === 'Namespace'
          ? await reasonToKeepNamespace(cluster, id.name, platform, deleteData)
          : id.kind === 'CustomResourceDefinition'
            ? await reasonToKeepDefinition(cluster, discovery, id, platform)
            : undefined;
      return reason === undefined ? [] : [{ id, reason }];
    }),
  );
  return found.flat();
}

async function reasonToKeepNamespace(cluster: Cluster, name: string, platform: string, deleteData: boolean) {
  if (!deleteData) {
    const claims = await cluster.list<LiveObject>(`/api/v1/namespaces/${name}/persistentvolumeclaims`);
    if (claims.length > 0) return `it holds data: ${claims.map(({ metadata }) => metadata.name).join(', ')}`;
  }
  for (const resource of ['deployments', 'statefulsets', 'daemonsets']) {
    const workloads = await cluster.list<LiveObject>(`/apis/apps/v1/namespaces/${name}/${resource}`);
    // An operator deletes its objects with their custom resource.
    const other = workloads.find(
      ({ metadata, ...rest }) => !metadata.ownerReferences && !isOwned({ metadata, ...rest }, platform),
    );
    // Lists do not repeat the kind in their items.
    if (other) return `${resource.slice(0, -1)} ${other.metadata.name} in it does not belong to the platform`;
  }
  return undefined;
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

async function reasonToKeepDefinition(cluster: Cluster, discovery: Discovery, id: ObjectId, platform: string) {
  const path = await discovery.pathOf(id);
  const definition = path === undefined ? undefined : await cluster.find<Definition>(path);
  if (!definition) return undefined;
  const { group, names, versions } = definition.spec;
  const version = versions.find(({ served }) => served)?.name;
  const objects = await cluster.list<LiveObject>(`/apis/${group}/${version}/${names.plural}`);
  const other = objects.find((object) => !isOwned(object, platform));
  return other && `others use it: ${[other.metadata.namespace, other.metadata.name].filter(Boolean).join('/')}`;
}

/** Objects of the named kinds that lose data, and that were not named on the command line. */
export function unconfirmed(ids: readonly ObjectId[], allowed: readonly string[]): readonly ObjectId[] {
  return ids.filter((id) => DATA_KINDS.includes(id.kind) && !allowed.includes(nameOf(id)));
}
