import { ApiObject, JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { UserError } from '../text/user-error';

/** One RFC 6902 operation that adds or replaces a value. */
export interface Amendment {
  /** `add` also creates; `replace` needs an existing value; `remove` takes it away. */
  readonly op: 'add' | 'replace' | 'remove';
  /** JSON pointer into the manifest, e.g. `/spec/template/spec/priorityClassName`. */
  readonly path: string;
  /** The new value; none for `remove`. */
  readonly value?: unknown;
}

/** An amendment that does not fit, or has no object. */
export class AmendmentError extends UserError {
  public override readonly name = 'AmendmentError';

  constructor(
    /** Kind of the object that was to be amended. */
    public readonly kind: string,
    public readonly objectName: string,
    /** The problem. */
    public readonly problem: string,
    /** The fix. */
    public readonly fix: string,
  ) {
    super(`The amendment of ${kind}/${objectName}: ${problem}; ${fix}`);
  }
}

const amended = new WeakMap<ApiObject, Amendment[]>();

/**
 * Patches a synthesized object, after cdk8s has rendered its typed fields, and makes a patch that could not be applied an error.
 *
 * cdk8s' own `addJsonPatch` works on the typed properties before they are rendered, and drops quantities, int-or-strings and
 * unknown fields without a word (cdk8s#2163, cdk8s-core#72). Nothing else in this project patches.
 *
 * @throws AmendmentError at synthesis, when an operation does not fit the object.
 */
export function amend(construct: IConstruct, ...operations: Amendment[]): void {
  if (operations.length === 0) return;
  const object = ApiObject.of(construct);
  const earlier = amended.get(object);
  if (earlier) {
    earlier.push(...operations);
    return;
  }
  const all = [...operations];
  amended.set(object, all);
  const render = object.toJson.bind(object);
  // Of a copy: a patch changes what it is given, and objects may share what they are rendered from.
  object.toJson = () =>
    all.reduce<unknown>((manifest, operation) => apply(object, manifest, operation), structuredClone(render()));
}

function apply(object: ApiObject, manifest: unknown, { op, path, value }: Amendment): unknown {
  const misfit = (reason: string): AmendmentError =>
    new AmendmentError(
      object.kind,
      object.name,
      `'${op} ${path}' does not fit: ${reason}`,
      'look at the synthesized manifest for the right path',
    );
  // cdk8s' patch takes both for done where there is nothing to replace or to remove.
  const { found, inserts } = lookUp(manifest, path);
  if (op !== 'add' && found === undefined) throw misfit('there is nothing at this path');
  if (op !== 'remove' && !(op === 'add' && inserts) && found !== undefined && form(found) !== form(value)) {
    throw misfit(`the value is ${form(value)}, and the manifest has ${form(found)} there`);
  }
  let patched: unknown;
  try {
    patched = JsonPatch.apply(manifest, toPatch(op, path, value));
  } catch (error) {
    throw misfit((error as Error).message.split('\n')[0] ?? '');
  }
  const wrong = wrongMetadata(patched);
  if (wrong) throw misfit(wrong);
  return patched;
}

/** The kind of a JSON value; `int-or-string` fields make no difference between plain values. */
function form(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : 'a plain value';
}

/** Labels and annotations have one form, which a typed field would have ensured; undefined if they have it. */
function wrongMetadata(manifest: unknown): string | undefined {
  const { metadata } = manifest as { readonly metadata?: Readonly<Record<string, unknown>> };
  const key = ['labels', 'annotations'].find((name) => {
    const values = metadata?.[name];
    if (values === undefined) return false;
    return form(values) !== 'an object' || !Object.values(values as object).every((value) => typeof value === 'string');
  });
  return key && `metadata.${key} would not be an object of strings`;
}

function toPatch(op: Amendment['op'], path: string, value: unknown): JsonPatch {
  if (op === 'remove') return JsonPatch.remove(path);
  return op === 'add' ? JsonPatch.add(path, value) : JsonPatch.replace(path, value);
}

/** The value at a path, and whether `add` inserts into a list there instead of replacing it. */
function lookUp(manifest: unknown, pointer: string): { readonly found: unknown; readonly inserts: boolean } {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const at = (value: unknown, key: string): unknown => (value as Record<string, unknown> | null | undefined)?.[key];
  const parent = keys.slice(0, -1).reduce(at, manifest);
  return { found: at(parent, keys.at(-1) ?? ''), inserts: Array.isArray(parent) };
}
