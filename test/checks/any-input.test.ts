import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments, stringify } from 'yaml';
import { findingsIn } from './manifests-of';

const CORPUS = ['helm-release.yaml', 'kube-prometheus.yaml', 'kustomize.yaml', 'programs.yaml'].map((file) =>
  readFileSync(join(__dirname, 'corpus', file), 'utf8'),
);
const OBJECTS = CORPUS.flatMap((text) =>
  (parseAllDocuments(text) as { toJS: () => unknown }[]).flatMap((document) => {
    const value = document.toJS() as Record<string, unknown> | null;
    return value ? [value] : [];
  }),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) =>
      pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? replaced(item, rest, by) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}

const PLACES = OBJECTS.flatMap((object, index) => pathsOf(object).map((path) => ({ index, path })));
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    0,
    -1,
    1.5,
    true,
    '',
    'x',
    '(',
    '$(A)',
    '{{ .x }}',
    [],
    {},
    [null],
    { a: null },
    [[]],
    'a.b/c:80',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

test('no check fails on any YAML, whatever stands in the place of a value', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ place: fc.constantFrom(...PLACES), by: junk }), { minLength: 1, maxLength: 4 }),
      (changes) => {
        const objects = changes.reduce<unknown[]>((all, { place: { index, path }, by }) => {
          try {
            return all.map((object, at) => (at === index ? replaced(object, path, by) : object));
          } catch {
            // An earlier change has removed the place.
            return all;
          }
        }, OBJECTS);
        findingsIn(objects.map((object) => stringify(object)).join('---\n'));
      },
    ),
    { numRuns: Number(process.env['FAAS_STACK_RANDOM_RUNS'] ?? 30) },
  );
});
