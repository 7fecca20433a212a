import { Causes } from './causes';
import { ApiError, type Cluster } from './cluster';
import { applyCall } from './changes';
import { differencesOf, type Difference, Masks } from './differences';
import type { Discovery } from './discovery';
import { rootCauses } from './graph';
import type { Entry, Inventory } from './inventory';
import { idOf, keyOf, type LiveObject, type ObjectId } from './objects';
import { type Readiness, readinessOf } from './readiness';

/** An object that is not ready, and why. */
export interface Unready {
  readonly id: ObjectId;
  readonly detail: string;
  /** Lines about its pods. */
  readonly reasons: readonly string[];
  /** Whether everything before it is ready: it is a cause, not a consequence. */
  readonly isRoot: boolean;
}

/** Fields of an object that something else has set since the apply. */
export interface Drift {
  readonly id: ObjectId;
  readonly differences: readonly Difference[];
}

/** State of an applied platform. */
export interface Status {
  readonly objects: number;
  readonly unready: readonly Unready[];
  readonly drift: readonly Drift[];
  readonly notes: readonly { readonly id: ObjectId; readonly note: string }[];
}

/** Kinds whose fields people change by hand in an emergency, and forget. */
const DRIFTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'HorizontalPodAutoscaler', 'Prometheus', 'Alertmanager'];

/** Warnings that are older say nothing about the present state, in milliseconds. */
const RECENT = 15 * 60 * 1000;

/** The state of a platform by its inventory. */
export async function statusOf(cluster: Cluster, discovery: Discovery, inventory: Inventory): Promise<Status> {
  const { entries } = inventory;
  const looked = await Promise.all(
    entries.map(async (entry) => ({ entry, ...(await look(cluster, discovery, entry)) })),
  );
  const unready = looked.filter(({ readiness }) => readiness.state !== 'ready');
  const roots = rootCauses(
    entries.map((entry) => ({ key: keyOf(entry), after: entry.after, isWorkload: entry.timeoutSeconds !== undefined })),
    new Set(unready.map(({ entry }) => keyOf(entry))),
  );
  const causes = new Causes(cluster, Date.now() - RECENT);
  const [described, drift] = await Promise.all([
    Promise.all(
      unready.map(async ({ entry, live, readiness }): Promise<Unready> => {
        const isRoot = roots.has(keyOf(entry));
        const { lines } = live && isRoot ? await causes.of(live) : { lines: [] };
        return { id: entry, detail: readiness.detail ?? 'not ready', reasons: lines, isRoot };
      }),
    ),
    driftOf(
      cluster,
      discovery,
      inventory,
      looked.flatMap(({ live }) => live ?? []),
    ),
  ]);
  const notes = looked.flatMap(({ entry, readiness: { note } }) => (note === undefined ? [] : [{ id: entry, note }]));
  return { objects: entries.length, unready: described, drift, notes };
}

async function look(
  cluster: Cluster,
  discovery: Discovery,
  entry: Entry,
): Promise<{ live?: LiveObject; readiness: Readiness }> {
  const path = await discovery.pathOf(entry);
  const live = path === undefined ? undefined : await cluster.find<LiveObject>(path);
  if (live) return { live, readiness: readinessOf(live, 0) };
  return { readiness: entry.done ? { state: 'ready' } : { state: 'failed', detail: 'it does not exist' } };
}

/** The effects of a new apply of the same manifests on workloads. */
async function driftOf(
  cluster: Cluster,
  discovery: Discovery,
  { manifests, entries }: Inventory,
  live: readonly LiveObject[],
): Promise<Drift[]> {
  const byKey = new Map(live.map((object) => [keyOf(idOf(object)), object]));
  const known = new Set(entries.map(keyOf));
  const masks = new Masks();
  const found = await Promise.all(
    manifests
      .filter((manifest) => DRIFTING.includes(manifest.kind) && known.has(keyOf(idOf(manifest))))
      .map(async (manifest): Promise<Drift[]> => {
        const id = idOf(manifest);
        const object = byKey.get(keyOf(id));
        const path = await discovery.pathOf(id);
        if (!object || path === undefined) return [];
        try {
          const wanted = await cluster.send<LiveObject>(applyCall(path, manifest, { force: true, dryRun: true }));
          const differences = differencesOf(object, wanted, masks);
          return differences.length > 0 ? [{ id, differences }] : [];
        } catch (error) {
          // Without the right to apply, the state is still worth seeing.
          if (error instanceof ApiError) return [];
          throw error;
        }
      }),
  );
  return found.flat();
}
