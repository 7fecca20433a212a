import { findChanges, type Change } from '../../apply/changes';
import { entriesOf, type Entry, type Inventory } from '../../apply/inventory';
import { keyOf } from '../../apply/objects';
import { findRemovals, type Removals } from '../../apply/removal';
import { planObjects } from '../../plan/plan';
import type { PlannedObject } from '../../plan/planned';
import { synthesizeFile } from '../platform';
import { homeOf, inventoryOf, type Session } from './session';

/** A platform file as it would be applied. */
export interface Wanted {
  /** Name of the platform. */
  readonly platform: string;
  /** Namespace of an inventory that does not exist yet. */
  readonly home: string;
  readonly objects: readonly PlannedObject[];
}

/** The effects of an apply, before it begins. */
export interface Prepared extends Wanted {
  /** Namespace of the inventory. */
  readonly namespace: string;
  /** Record of the last apply. @default - none */
  readonly inventory?: Inventory;
  readonly entries: readonly Entry[];
  readonly changes: readonly Change[];
  readonly removals: Removals;
}

/** Options of the commands that compare a platform with a cluster. */
export interface CompareOptions {
  readonly context?: string;
  readonly takeOver: readonly string[];
}

/** Renders and checks a platform file. @throws PlatformFileError, FindingsError */
export function wantedBy(file: string): Wanted {
  const { loaded, synthesis } = synthesizeFile(file);
  return {
    platform: loaded.platform.name,
    home: homeOf(loaded.platform, synthesis),
    objects: planObjects(synthesis),
  };
}

/** Compares a platform with the cluster; changes nothing there. @throws NotApplicableError */
export async function prepare(
  session: Session,
  wanted: Wanted,
  { context, takeOver }: CompareOptions,
): Promise<Prepared> {
  const { cluster, discovery } = session;
  const { platform, home, objects } = wanted;
  const inventory = await inventoryOf(session, platform, home, context !== undefined);
  const before = inventory?.entries ?? [];
  const entries = entriesOf(objects);
  const present = new Set(entries.map(keyOf));
  const gone = before.filter((entry) => !present.has(keyOf(entry)));
  const [changes, removals] = await Promise.all([
    findChanges(objects, { cluster, discovery, entries: before, takeOver }),
    findRemovals(cluster, discovery, platform, gone, false),
  ]);
  const namespace = inventory?.namespace ?? home;
  return { ...wanted, namespace, ...(inventory ? { inventory } : {}), entries, changes, removals };
}
