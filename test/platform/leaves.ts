import { platformJsonSchema, type Platform } from '../../lib/platform/model';

/** The keywords of JSON schema that describe a value. */
export interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
}

/** An option that holds one value. `*` in its path stands for an entry of a list, or of an object with free keys. */
export interface Leaf {
  readonly path: readonly string[];
  readonly schema: JsonSchema;
}

function innerOf({ properties = {}, additionalProperties, items }: JsonSchema): [string, JsonSchema][] {
  const entries = [items, typeof additionalProperties === 'object' ? additionalProperties : undefined];
  return [
    ...Object.entries(properties),
    ...entries.flatMap((inner): [string, JsonSchema][] => (inner ? [['*', inner]] : [])),
  ];
}

/** Every option within a schema. */
function leavesOf(schema: JsonSchema, path: readonly string[]): Leaf[] {
  const inner = innerOf(schema);
  return inner.length > 0 ? inner.flatMap(([key, within]) => leavesOf(within, [...path, key])) : [{ path, schema }];
}

/** A section that several components have, such as `probes`, and all of its places. */
export interface SharedSection {
  readonly places: readonly (readonly string[])[];
  /** Its options at each place. */
  readonly leaves: readonly (readonly Leaf[])[];
}

/** A schema without its texts and defaults: sections of the same shape are made by the same function. */
function shapeOf(schema: JsonSchema): string {
  return JSON.stringify(schema, (key, value: unknown) =>
    ['description', 'default'].includes(key) ? undefined : value,
  );
}

/** All options of the platform file: those of one place only, and the sections that several components share. */
export function optionsOf(): { readonly single: readonly Leaf[]; readonly shared: readonly SharedSection[] } {
  const sections = new Map<string, Leaf[]>();
  const collect = (schema: JsonSchema, path: readonly string[]): void => {
    if (schema.properties) sections.set(shapeOf(schema), [...(sections.get(shapeOf(schema)) ?? []), { path, schema }]);
    for (const [key, inner] of innerOf(schema)) collect(inner, [...path, key]);
  };
  const root = platformJsonSchema() as JsonSchema;
  collect(root, []);
  const isShared = (schema: JsonSchema): boolean =>
    schema.properties !== undefined && (sections.get(shapeOf(schema)) ?? []).length > 1;
  // The outermost shared sections: what lies within one is shared with it.
  const outermost = (schema: JsonSchema, path: readonly string[]): Leaf[] =>
    isShared(schema) ? [{ path, schema }] : innerOf(schema).flatMap(([key, inner]) => outermost(inner, [...path, key]));
  const outer = outermost(root, []);
  const groups = [...new Set(outer.map(({ schema }) => shapeOf(schema)))].map((shape) =>
    outer.filter(({ schema }) => shapeOf(schema) === shape),
  );
  const insideShared = (path: readonly string[]): boolean =>
    outer.some((section) => section.path.every((part, index) => path[index] === part));
  return {
    single: leavesOf(root, []).filter(({ path }) => !insideShared(path)),
    shared: groups.map((places) => ({
      places: places.map(({ path }) => path),
      leaves: places.map(({ path, schema }) => leavesOf(schema, path)),
    })),
  };
}

/** Strings to try for any format; those that match it are taken. */
const STRINGS = [
  'other',
  'other.example.org',
  '77',
  '77Mi',
  '77s',
  '77 s',
  '77m',
  '77%',
  '77GB',
  '/other',
  'other%s',
  'other=true',
  'other="true"',
  'https://other.example.org/{alert}',
  'other.example.org:77',
  'kube.other',
  '0 0 1 * * ?',
  '-----BEGIN CERTIFICATE-----',
];

/** Values of an option other than the one that it has, the likeliest to be seen first. */
export function otherValues(schema: JsonSchema, current: unknown): unknown[] {
  const { minimum = 0, maximum = Infinity, anyOf } = schema;
  if (anyOf) return anyOf.flatMap((inner) => otherValues(inner, current));
  const inRange = (value: unknown): boolean => typeof value !== 'number' || (value >= minimum && value <= maximum);
  return candidates(schema, current).filter((value) => value !== current && inRange(value));
}

function candidates(
  { type, enum: values, const: only, pattern = '', format, minimum = 0 }: JsonSchema,
  current: unknown,
): unknown[] {
  if (values) return [...values];
  if (only !== undefined) return [only];
  const number = typeof current === 'number' ? current : minimum;
  switch (type) {
    case 'boolean':
      return [true, false];
    case 'integer':
      return [number + 1, number - 1, number + 2];
    case 'number':
      return [number + 0.5, number / 2];
    default:
      return STRINGS.filter(
        (text) => new RegExp(pattern).test(text) && (format !== 'uri' || text.startsWith('http')),
      ).slice(0, 2);
  }
}

/** A copy of a platform with another value, optional sections around it made; undefined where a list has no entry. */
export function withValue(platform: Platform, path: readonly string[], value: unknown): Platform | undefined {
  const copy = structuredClone(platform) as unknown as Record<string, unknown>;
  let holder = copy;
  for (const [index, part] of path.entries()) {
    const key = part === '*' ? Object.keys(holder)[0] : part;
    if (key === undefined) return undefined;
    if (index === path.length - 1) {
      holder[key] = value;
      return copy as unknown as Platform;
    }
    const inner = (holder[key] ??= path[index + 1] === '*' ? undefined : {});
    if (typeof inner !== 'object' || inner === null) return undefined;
    holder = inner as Record<string, unknown>;
  }
  return undefined;
}

/** The value of a platform at a path, where it has one. */
export function valueOf(platform: Platform, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return (value as Record<string, unknown>)[part === '*' ? (Object.keys(value)[0] ?? '') : part];
  }, platform);
}
