import { isDeepStrictEqual } from 'node:util';

/** A field that differs. */
export interface Difference {
  /** Path of the field, with list items by name: `spec.template.spec.containers[controller].image`. */
  readonly path: string;
  /** @default - the field is new */
  readonly before?: unknown;
  /** @default - the field goes away */
  readonly after?: unknown;
}

/** Fields that the API server keeps, and no manifest sets. */
const BOOKKEEPING = ['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp', 'selfLink'];

/** Fields whose values are secret in Secrets. */
const SECRET_FIELDS = ['data', 'stringData'];

/** Numbers in place of secret values: equal values have the same number, so that a change is visible. */
export class Masks {
  private readonly numbers = new Map<string, number>();

  /** The text in place of a value. */
  public of(value: unknown): string {
    const text = JSON.stringify(value);
    const number = this.numbers.get(text) ?? this.numbers.size + 1;
    this.numbers.set(text, number);
    return `(secret ${number})`;
  }

  /** An object as it may be shown: the values of Secrets are masked. */
  public masked(object: object): Readonly<Record<string, unknown>> {
    const fields = object as Readonly<Record<string, unknown>>;
    if (fields['kind'] !== 'Secret') return fields;
    return Object.fromEntries(
      Object.entries(fields).map(([field, value]) =>
        SECRET_FIELDS.includes(field) && isObject(value)
          ? [field, Object.fromEntries(Object.entries(value).map(([key, content]) => [key, this.of(content)]))]
          : [field, value],
      ),
    );
  }
}

/** The differences between two versions of an object, apart from status and bookkeeping. Secret values are masked. */
export function differencesOf(before: object, after: object, masks: Masks): Difference[] {
  return [...between('', essential(masks.masked(before)), essential(masks.masked(after)))];
}

/** An object without status and bookkeeping. */
function essential(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const metadata = Object.entries(object['metadata'] ?? {}).filter(([field]) => !BOOKKEEPING.includes(field));
  return { ...object, metadata: Object.fromEntries(metadata), status: undefined };
}

function* between(path: string, before: unknown, after: unknown): Generator<Difference> {
  if (isDeepStrictEqual(before, after)) return;
  const [old, young] = [childrenOf(before, after), childrenOf(after, before)];
  if (!old || !young) {
    yield { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
    return;
  }
  for (const key of new Set([...old.keys(), ...young.keys()])) {
    yield* between(joined(path, key), old.get(key), young.get(key));
  }
}

/** The fields of an object, or the items of a list; undefined if the two values have to be compared as a whole. */
function childrenOf(value: unknown, other: unknown): ReadonlyMap<string, unknown> | undefined {
  if (Array.isArray(value) && Array.isArray(other)) {
    const named = [value, other].every((list: readonly unknown[]) => list.every(isNamed) && hasUniqueNames(list));
    // Items without names have no identity but their place; a list of another length is another list.
    if (!named && (value.length !== other.length || !value.every(isObject))) return undefined;
    return new Map(value.map((item: unknown, index) => [`[${isNamed(item) && named ? item.name : index}]`, item]));
  }
  if (isObject(value) && isObject(other)) return new Map(Object.entries(value).map(([key, item]) => [key, item]));
  return undefined;
}

interface Named {
  readonly name: string;
}

function isNamed(value: unknown): value is Named {
  return isObject(value) && typeof value['name'] === 'string';
}

function hasUniqueNames(list: readonly Named[]): boolean {
  return new Set(list.map(({ name }) => name)).size === list.length;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys with dots, such as labels, are written in brackets. */
function joined(path: string, key: string): string {
  if (key.startsWith('[')) return `${path}${key}`;
  if (/[./]/.test(key)) return `${path}['${key}']`;
  return path ? `${path}.${key}` : key;
}
