/** The type of a value in a manifest, as the API server decodes it. */
export type Shape =
  | { readonly type: 'any' | 'string' | 'integer' | 'number' | 'boolean' | 'quantity' }
  | { readonly type: 'list' | 'map'; readonly of: Shape }
  | { readonly type: 'object'; readonly fields: () => ReadonlyMap<string, Field> };

/** A field of an object. */
export interface Field {
  readonly shape: Shape;
  readonly required: boolean;
}

export const ANYTHING: Shape = { type: 'any' };

const SCALARS: Readonly<Record<string, Shape>> = {
  s: { type: 'string' },
  i: { type: 'integer' },
  n: { type: 'number' },
  b: { type: 'boolean' },
  q: { type: 'quantity' },
};

/** Types by name, each with the notations of its fields. */
export type Types = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The shape of a notation: `s`, `i`, `n`, `b` and `q` are a string, a whole number, a number, a boolean and a quantity; `[` and `{`
 * begin a list and a map of what follows; `@` refers to a type; everything else is anything.
 */
export function shapeOfNotation(notation: string, types: Types): Shape {
  const rest = notation.slice(1);
  switch (notation[0]) {
    case '[':
      return { type: 'list', of: shapeOfNotation(rest, types) };
    case '{':
      return { type: 'map', of: shapeOfNotation(rest, types) };
    case '@':
      return objectOf(rest, types);
    default:
      return SCALARS[notation] ?? ANYTHING;
  }
}

/** Shapes of types that were looked at, so that each exists once. */
const known = new WeakMap<Types, Map<string, Shape>>();

function objectOf(name: string, types: Types): Shape {
  const shapes = known.get(types) ?? new Map<string, Shape>();
  known.set(types, shapes);
  const shape = shapes.get(name) ?? {
    type: 'object',
    fields: once(
      () =>
        new Map(
          Object.entries(types[name] ?? {}).map(([field, notation]) => [
            field,
            { shape: shapeOfNotation(notation.replace(/^!/, ''), types), required: notation.startsWith('!') },
          ]),
        ),
    ),
  };
  shapes.set(name, shape);
  return shape;
}

/** A function that computes its result when it is first called. */
export function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}
