import fc from 'fast-check';
import { stringify } from 'yaml';
import { parsePlatform } from '../../lib/load/load';
import { PlatformFileError, type ConfigPath } from '../../lib/platform/mistake';
import { platformJsonSchema } from '../../lib/platform/model';

/** Hostile values: 5,000 in `npm test`, 100,000 in `npm run test:random`. */
const VALUES = Number(process.env['FAAS_STACK_HOSTILE_VALUES'] ?? 5000);
const PER_FILE = 100;

interface JsonSchema {
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
}

/** Paths of all options; 0 is the first item of a list, and `key` a free key. */
function leaves(
  { anyOf = [], properties = {}, additionalProperties, items }: JsonSchema,
  path: ConfigPath = [],
): ConfigPath[] {
  const inner: (readonly [string | number, JsonSchema])[] = [
    ...Object.entries(properties),
    ...(items ? [[0, items] as const] : []),
    ...(typeof additionalProperties === 'object' ? [['key', additionalProperties] as const] : []),
  ];
  const within = [
    ...inner.flatMap(([key, schema]) => leaves(schema, [...path, key])),
    ...anyOf.flatMap((one) => leaves(one, path)),
  ];
  return within.length > 0 ? within : [path];
}

const LEAVES = leaves(platformJsonSchema());

const PAYLOADS: readonly unknown[] = [
  '',
  ' ',
  '-',
  '--help',
  '..',
  '../../etc/passwd',
  '/',
  '*',
  '&a',
  '!!str',
  '~',
  'null',
  'true',
  '0',
  '-1',
  '1e999',
  '0x10',
  'NaN',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'a b',
  'a\nb: c',
  'a\r\nb',
  "'",
  '"',
  '\\',
  '`id`',
  '$(id)',
  '${HOME}',
  '{{ . }}',
  '{{',
  '}}',
  '%0a',
  'A..B-',
  'a'.repeat(300),
  '\u202eabc',
  'é',
  '日本',
  '😀',
  'http://u:p@x',
  'ext::sh -c id',
  '999999999999Ti',
  '10.0.0.0/33',
  '[::1]',
  'x@sha256:1',
  null,
  true,
  false,
  0,
  -1,
  1e21,
  0.1,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [[]],
  [null],
  { key: {} },
  { name: 'a', value: 'b' },
];

/** Writes a value at a path; false if another value of the file is on the way. */
function put(root: Record<string | number, unknown>, path: ConfigPath, value: unknown): boolean {
  let parent = root;
  for (const [depth, part] of path.slice(0, -1).entries()) {
    parent[part] ??= typeof path[depth + 1] === 'number' ? [] : {};
    if (typeof parent[part] !== 'object' || parent[part] === null) return false;
    parent = parent[part] as Record<string | number, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (last in parent) return false;
  parent[last] = value;
  return true;
}

test(
  `${VALUES} hostile values are accepted, or refused with file, line and key`,
  async () => {
    let tried = 0;
    const leaf = fc.tuple(fc.constantFrom(...LEAVES), fc.constantFrom(...PAYLOADS));
    await fc.assert(
      fc.asyncProperty(fc.array(leaf, { minLength: PER_FILE, maxLength: PER_FILE }), async (values) => {
        // Other events of the process have their turn.
        await new Promise(setImmediate);
        const file = {};
        tried += values.filter(([path, value]) => put(file, path, structuredClone(value))).length;
        const text = stringify(file);
        const begin = performance.now();
        try {
          parsePlatform(text);
        } catch (error) {
          if (!(error instanceof PlatformFileError)) throw error;
          for (const { line, path, problem, fix } of error.mistakes) {
            expect({ line, path, problem, fix }).toEqual({
              line: expect.any(Number) as number,
              path: expect.any(Array) as ConfigPath,
              problem: expect.stringMatching(/./) as string,
              fix: expect.stringMatching(/./) as string,
            });
          }

          expect(error.message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
        }
        expect(performance.now() - begin).toBeLessThan(Math.max(2000, text.length * 0.2));
      }),
      { numRuns: Math.ceil(VALUES / PER_FILE), seed: 18, endOnFailure: true },
    );
    expect(tried).toBeGreaterThan(VALUES * 0.8);
  },
  60_000 + VALUES * 5,
);
