import fc from 'fast-check';
import { DEFINITIONS, MONITORING_KINDS, type MonitoringKind } from '../../lib/crds/definitions';
import { problemText } from '../../lib/crds/problem';
import { property, requiredFields, specSchema, type Schema } from '../../lib/crds/schema';
import { structuralProblems } from '../../lib/crds/structural';

/** Depth of generated objects: deeper fields are reached through their parents alone. */
const DEPTH = 5;

/** A text for each pattern of the definitions, by what matches it. */
const TEXTS = [
  '1h',
  '5s',
  'abc',
  'http://a.example',
  '12:30',
  'monday',
  'january',
  '2030',
  '1',
  '1Gi',
  '512MB',
  'a.yaml',
  'abort',
];

/** Values of a schema; `undefined` where none is known, or it would go too deep. */
function valuesOf(schema: Schema, depth: number): fc.Arbitrary<unknown> | undefined {
  if (schema['x-kubernetes-int-or-string']) return fc.constantFrom<unknown>(1, 80, '1', '20m');
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string': {
      const fitting = TEXTS.filter((text) => structuralProblems(schema, text, []).length === 0);
      return fitting.length > 0 ? fc.constantFrom(...fitting) : undefined;
    }
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array': {
      const items = depth > 0 ? valuesOf(schema.items ?? {}, depth - 1) : undefined;
      // One at the most: two could be the same in a list whose items must differ.
      if (items)
        return fc.array(items, { minLength: schema.minItems ?? 0, maxLength: Math.max(schema.minItems ?? 0, 1) });
      return (schema.minItems ?? 0) > 0 ? undefined : fc.constant([]);
    }
    case 'object':
      return schema.additionalProperties ? mappingOf(schema.additionalProperties, depth) : objectOf(schema, depth);
    case undefined:
      return fc.anything();
  }
}

function mappingOf(values: Schema, depth: number): fc.Arbitrary<unknown> {
  const inner = depth > 0 ? valuesOf(values, depth - 1) : undefined;
  return inner ? fc.dictionary(fc.constantFrom('a', 'b'), inner) : fc.constant({});
}

function objectOf(schema: Schema, depth: number): fc.Arbitrary<unknown> | undefined {
  const needed = requiredFields(schema);
  const fields = depth > 0 ? Object.keys(schema.properties ?? {}) : needed;
  const entries = fields.flatMap((field) => {
    const values = valuesOf(property(schema, field) ?? {}, depth - 1);
    return values ? [[field, values] as const] : [];
  });
  if (needed.some((field) => !entries.some(([name]) => name === field))) return undefined;
  const own = (isNeeded: boolean) => entries.filter(([field]) => needed.includes(field) === isNeeded);
  const optional = own(false);
  // A few fields at a time: with all of the 126 of a Prometheus an object would take seconds.
  return fc
    .subarray(optional, { maxLength: Math.min(4, optional.length) })
    .chain((chosen) => fc.record(Object.fromEntries([...own(true), ...chosen])));
}

const specs = fc.constantFrom(...MONITORING_KINDS).chain((kind) => fc.tuple(fc.constant(kind), SPECS[kind]));
const SPECS = Object.fromEntries(
  MONITORING_KINDS.map((kind) => [kind, valuesOf(specSchema(DEFINITIONS[kind]), DEPTH)]),
) as Record<MonitoringKind, fc.Arbitrary<Record<string, unknown>>>;

function problems(kind: MonitoringKind, spec: unknown): string[] {
  return structuralProblems(specSchema(DEFINITIONS[kind]), spec, ['spec']).map(problemText);
}

/** Every place of a value, with what is needed to put something else there. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) =>
      placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function replaced(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  change: (old: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value);
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = replaced(copy[key], rest, change);
  return copy;
}

const OPTIONS = { numRuns: 150 };

test('a value generated from a schema is valid against it', () => {
  fc.assert(
    fc.property(specs, ([kind, spec]) => {
      expect(problems(kind, spec)).toEqual([]);
    }),
    OPTIONS,
  );
});

test('a value of the wrong type is found at any depth', () => {
  fc.assert(
    fc.property(specs, fc.nat(), ([kind, spec], place) => {
      const places = placesIn(spec);
      const path = places[place % places.length] ?? [];
      const field = ['spec', ...path]
        .map((part, index) => (typeof part === 'number' ? `[${part}]` : index > 0 ? `.${part}` : part))
        .join('');
      expect(
        problems(
          kind,
          replaced(spec, path, () => null),
        ),
      ).toContainEqual(expect.stringContaining(`${field}: null is not`));
    }),
    OPTIONS,
  );
});

test('an unknown field is found in every object with fixed fields', () => {
  const schemaAt = (kind: MonitoringKind, path: readonly (string | number)[]): Schema =>
    path.reduce<Schema>(
      (schema, part) =>
        (typeof part === 'number' ? schema.items : (property(schema, part) ?? schema.additionalProperties)) ?? {},
      specSchema(DEFINITIONS[kind]),
    );
  fc.assert(
    fc.property(specs, fc.nat(), ([kind, spec], place) => {
      const places = placesIn(spec).filter((path) => schemaAt(kind, path).properties);
      const changed = replaced(spec, places[place % places.length] ?? [], (old) => ({
        ...(old as object),
        nosuchfield: 1,
      }));
      expect(problems(kind, changed)).toEqual([expect.stringContaining('nosuchfield: there is no such field')]);
    }),
    OPTIONS,
  );
});
