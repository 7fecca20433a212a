import type { Manifest } from '../kube/synthesis';
import type { PlannedObject } from '../plan/planned';
import { ApiError, type Call, type Cluster } from './cluster';
import { conflictProblems, conflictsOf } from './conflicts';
import { type Difference, differencesOf, Masks } from './differences';
import type { Discovery } from './discovery';
import { type Entry, hashOf } from './inventory';
import { idOf, keyOf, type LiveObject, type ObjectId } from './objects';
import { otherOwner } from './owner';
import { NotApplicableError, type Problem } from './problem';
import { readinessOf } from './readiness';
import { missingRights, RIGHTS_FIX } from './rights';

/** The effect of an apply on an object. `completed`: a Job that has done its work and is gone. */
export type Operation = 'create' | 'update' | 'replace' | 'unchanged' | 'completed';

/** The effect of an apply on an object, and its reason. */
export interface Change {
  readonly id: ObjectId;
  readonly object: PlannedObject;
  readonly operation: Operation;
  readonly differences: readonly Difference[];
  /** The object before. @default - it does not exist */
  readonly live?: LiveObject;
  /** Whether the server could not try the change, as a namespace, a kind or a webhook is not there yet. @default false */
  readonly unchecked?: true;
  /** Whether fields of other managers are taken over. @default false */
  readonly force?: true;
}

/** How changes are found. */
export interface ChangeOptions {
  readonly cluster: Cluster;
  readonly discovery: Discovery;
  /** The objects of the last apply. */
  readonly entries: readonly Entry[];
  /** Field managers whose fields are set to the values of the platform. */
  readonly takeOver: readonly string[];
}

/** The field manager of all changes. */
const FIELD_MANAGER = 'faas-stack';

/** Answers of validations that allow another value only in a new object. */
const IMMUTABLE =
  /immutable|updates to statefulset spec for fields other than|may not change once set|may not be changed/i;

/**
 * Finds out the effects of an apply: the server tries each object, and stores nothing.
 *
 * @throws NotApplicableError with everything that keeps the objects from being applied
 */
export async function findChanges(objects: readonly PlannedObject[], options: ChangeOptions): Promise<Change[]> {
  const masks = new Masks();
  const plurals = new Map(objects.flatMap(({ manifest }) => definedBy(manifest)));
  const earlier = new Map(options.entries.map((entry) => [keyOf(entry), entry]));
  const outcomes = await Promise.all(
    objects.map((object) => changeOf(object, { ...options, masks, plurals, done: isDone(earlier, object) })),
  );
  const changes = outcomes.flatMap((outcome) => ('id' in outcome ? [outcome] : []));
  const untried = changes.filter(({ unchecked, live }) => unchecked && !live);
  const targets = await Promise.all(
    untried.map(async ({ id }) => ({
      id,
      resource: plurals.get(kindKey(id)) ?? (await options.discovery.resourceOf(id)) ?? id.kind,
    })),
  );
  const problems = [
    ...outcomes.flatMap((outcome) => ('problems' in outcome ? outcome.problems : [])),
    ...(await missingRights(options.cluster, targets)),
  ];
  if (problems.length > 0) throw new NotApplicableError(problems);
  return changes;
}

interface Context extends ChangeOptions {
  readonly masks: Masks;
  /** Resources of the kinds that the platform defines. */
  readonly plurals: ReadonlyMap<string, string>;
  /** Whether the object is a Job that has completed with this manifest. */
  readonly done: boolean;
}

interface Failed {
  readonly problems: readonly Problem[];
}

async function changeOf(object: PlannedObject, context: Context): Promise<Change | Failed> {
  const { manifest } = object;
  const id = idOf(manifest);
  const path = await context.discovery.pathOf(id);
  const created: Change = { id, object, operation: 'create', differences: [] };
  if (path === undefined) {
    if (context.plurals.has(kindKey(id))) return { ...created, unchecked: true };
    return failed(id, `the cluster does not serve ${id.apiVersion} ${id.kind}`, 'install what serves the kind first');
  }
  const live = await find(context.cluster, path);
  if (live instanceof ApiError) return failed(id, live.message, RIGHTS_FIX);
  if (!live && context.done) return { ...created, operation: 'completed' };
  const owner = live && otherOwner(live, manifest);
  if (owner)
    return failed(id, `it belongs to ${owner}`, 'choose other names or another namespace, or remove it there first');
  const tried = await tryApply(path, manifest, context);
  if (tried instanceof ApiError) return refused(tried, created, live);
  const { answer, force } = tried;
  if (!live) return { ...created, ...force };
  const broken = id.kind === 'Job' && readinessOf(live, 0).state === 'failed';
  if (broken) return { id, object, operation: 'replace', differences: [], live };
  const differences = differencesOf(live, answer, context.masks).filter(
    ({ path: field }) => !object.ownedByOthers?.includes(field),
  );
  return { id, object, operation: differences.length > 0 ? 'update' : 'unchanged', differences, live, ...force };
}

async function find(cluster: Cluster, path: string): Promise<LiveObject | ApiError | undefined> {
  try {
    return await cluster.find<LiveObject>(path);
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return error;
    throw error;
  }
}

interface Tried {
  readonly answer: LiveObject;
  readonly force?: { readonly force: true };
}

async function tryApply(path: string, manifest: Manifest, { cluster, takeOver }: Context): Promise<Tried | ApiError> {
  const attempt = async (force: boolean): Promise<LiveObject | ApiError> => {
    try {
      return await cluster.persist<LiveObject>(applyCall(path, manifest, { force, dryRun: true }), DRY_RUN_SECONDS);
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  };
  const answer = await attempt(false);
  if (!(answer instanceof ApiError)) return { answer };
  const conflicts = conflictsOf(answer);
  if (conflicts.length === 0 || !conflicts.every(({ manager }) => takeOver.includes(manager))) return answer;
  const forced = await attempt(true);
  return forced instanceof ApiError ? forced : { answer: forced, force: { force: true } };
}

/** How long a dry run is repeated while a webhook or the server is away. */
const DRY_RUN_SECONDS = 5;

/** Options of {@link applyCall}. */
interface ApplyCallOptions {
  /** @default false */
  readonly force?: boolean;
  /** @default false */
  readonly dryRun?: boolean;
  /** @default FIELD_MANAGER */
  readonly manager?: string;
}

/** A server-side apply. */
export function applyCall(
  path: string,
  body: Manifest,
  { force = false, dryRun = false, manager = FIELD_MANAGER }: ApplyCallOptions,
): Call {
  return {
    method: 'PATCH',
    path,
    query: {
      fieldManager: manager,
      fieldValidation: 'Strict',
      ...(force ? { force: 'true' } : {}),
      ...(dryRun ? { dryRun: 'All' } : {}),
    },
    body,
    type: 'application/apply-patch+yaml',
  };
}

function refused(error: ApiError, created: Change, live: LiveObject | undefined): Change | Failed {
  const { id, object } = created;
  if (error.conflicts.length > 0) return { problems: conflictProblems(error, id, live, object.manifest) };
  const untried = { ...created, unchecked: true as const };
  // The namespace comes with the platform, or its absence will be the problem of the apply.
  if (error.status === 404 && !live) return untried;
  if (error.isPassing && error.status === 500) return live ? { ...untried, operation: 'update', live } : untried;
  if (live && error.status === 422 && IMMUTABLE.test(error.message))
    return { id, object, operation: 'replace', differences: immutableFields(error), live };
  if (error.status === 403 && error.reason === 'Forbidden' && /cannot (patch|create|get)/.test(error.message))
    return failed(id, error.message, RIGHTS_FIX);
  return failed(
    id,
    `the API server refuses it: ${error.message}`,
    'change the platform, or the policy that refuses it',
  );
}

function immutableFields(error: ApiError): Difference[] {
  return error.causes.map(({ field = '' }) => ({ path: field }));
}

function failed(id: ObjectId, problem: string, fix: string): Failed {
  return { problems: [{ id, problem, fix }] };
}

function isDone(earlier: ReadonlyMap<string, Entry>, { manifest }: PlannedObject): boolean {
  const entry = earlier.get(keyOf(idOf(manifest)));
  return entry?.done === true && entry.hash === hashOf(manifest);
}

interface Definition {
  readonly group: string;
  readonly names: { readonly kind: string; readonly plural: string };
}

function definedBy(manifest: Manifest): [string, string][] {
  if (manifest.kind !== 'CustomResourceDefinition') return [];
  const { group, names } = manifest['spec'] as Definition;
  return [[`${group} ${names.kind}`, names.plural]];
}

function kindKey({ apiVersion, kind }: ObjectId): string {
  return `${apiVersion.split('/')[0]} ${kind}`;
}
