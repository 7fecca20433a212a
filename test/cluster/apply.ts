import { isDeepStrictEqual } from 'node:util';
import { type Api, ApiError } from './api';
import type { Resources } from './resources';
import { until } from './wait';
import type { Manifest } from './wire-types';

/** The field manager under which everything is applied. */
const FIELD_MANAGER = 'faas-stack';

/** Seconds a new kind may take to be served: the rules of a large definition are compiled first. */
const ESTABLISH_TIMEOUT = 60;

export interface ApplyOptions {
  /**
   * Let the server check everything and store nothing.
   * @default false
   */
  readonly dryRun?: boolean;
  /**
   * Compare each object with the one that exists. Otherwise every object counts as created.
   * @default true
   */
  readonly compare?: boolean;
}

/** What server-side apply did; objects are named like `Deployment openwhisk/owdev-controller`. */
export interface ApplyResult {
  readonly created: readonly string[];
  /** Objects that the apply changed, with the fields that differ (status and bookkeeping aside). */
  readonly changed: readonly { readonly object: string; readonly fields: readonly string[] }[];
  readonly unchanged: readonly string[];
  /** Fields that the server did not keep, such as those of features that are off. */
  readonly dropped: readonly { readonly object: string; readonly fields: readonly string[] }[];
  /** `Warning` headers: deprecated versions, Pod Security and the like. */
  readonly warnings: readonly { readonly object: string; readonly text: string }[];
  /** Refusals; the objects after a refused one are applied all the same. */
  readonly errors: readonly { readonly object: string; readonly status: number; readonly message: string }[];
}

/** Name of an object for people. */
function describe({ kind, metadata: { namespace, name } }: Pick<Manifest, 'kind' | 'metadata'>): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/**
 * Applies objects one after the other, in the given order, each once: what needs a second try is an error. Only after a
 * CustomResourceDefinition it waits until the new kind is served.
 */
export async function applyAll(
  api: Api,
  resources: Resources,
  objects: readonly Manifest[],
  { dryRun = false, compare = true }: ApplyOptions,
): Promise<ApplyResult> {
  const result: Mutable<ApplyResult> = {
    created: [],
    changed: [],
    unchanged: [],
    dropped: [],
    warnings: [],
    errors: [],
  };
  const query = { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict', ...(dryRun && { dryRun: 'All' }) };
  for (const manifest of objects) {
    const object = describe(manifest);
    try {
      const path = await resources.pathOf(manifest);
      const before = compare ? await api.find<Manifest>(path) : undefined;
      const payload = { type: 'application/apply-patch+yaml', body: manifest } as const;
      const { body: after, warnings } = await api.send<Manifest>('PATCH', path, query, payload);
      const fields = before ? differences(content(before), content(after)) : [];
      if (!before) result.created.push(object);
      else if (fields.length > 0) result.changed.push({ object, fields });
      else result.unchanged.push(object);
      const lost = missing(manifest, after);
      if (lost.length > 0) result.dropped.push({ object, fields: lost });
      result.warnings.push(...warnings.map((text) => ({ object, text })));
      if (manifest.kind === 'CustomResourceDefinition' && !dryRun) await established(api, resources, path);
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0;
      result.errors.push({ object, status, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return result;
}

/** What a manifest is about: neither the status nor what the server notes down about each write. */
function content({ metadata, ...rest }: Manifest): Record<string, unknown> {
  const { resourceVersion, managedFields, generation, ...kept } = metadata as Record<string, unknown>;
  void [resourceVersion, managedFields, generation];
  return { ...rest, status: undefined, metadata: kept };
}

/** Paths at which two JSON values differ, such as `.spec.template.spec.containers[0].image`. */
function differences(before: unknown, after: unknown, path = ''): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) return [path];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    differences(before[name], after[name], Array.isArray(before) ? `${path}[${name}]` : `${path}.${name}`),
  );
}

/** Paths of values that an object does not have as sent; the server may leave out empty ones, and write others in another form. */
function missing(sent: unknown, stored: unknown, path = ''): string[] {
  if (isObject(sent)) {
    return Object.entries(sent).flatMap(([name, value]) =>
      missing(
        value,
        isObject(stored) ? stored[name] : undefined,
        Array.isArray(sent) ? `${path}[${name}]` : `${path}.${name}`,
      ),
    );
  }
  return stored === undefined && sent !== null && sent !== '' && sent !== false && sent !== 0 ? [path] : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What of a CustomResourceDefinition tells that its kind can be used. */
interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

async function established(api: Api, resources: Resources, path: string): Promise<void> {
  const served = async () => {
    const { spec, status } = (await api.find<Definition>(path)) ?? {};
    if (!status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True')) return false;
    const versions = spec?.versions.filter((version) => version.served) ?? [];
    const known = versions.map(({ name }) => resources.serves(`${spec?.group}/${name}`, spec?.names.kind ?? ''));
    return (await Promise.all(known)).every(Boolean);
  };
  await until(served, { timeoutSeconds: ESTABLISH_TIMEOUT, what: `${path} is established` });
}
