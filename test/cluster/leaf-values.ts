import type { z } from 'zod';
import { schemaAt } from '../../lib/load/forms';
import type { ConfigPath } from '../../lib/platform/mistake';
import { platformJsonSchema, platformSchema } from '../../lib/platform/model';

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
}

/** A place in a platform file for one value. `*` stands for a key of the file, and 0 for the first item of a list. */
export interface Leaf {
  readonly path: ConfigPath;
  /** Odd values that the schema accepts. */
  readonly values: readonly unknown[];
}

const HEX = '0123456789abcdef'.repeat(4);

/** Strings at the edges of what programs accept: lengths, characters, and the forms of values. */
const STRINGS: readonly string[] = [
  ...[1, 2, 15, 52, 63, 64, 128, 249, 253, 255, 512, 1024].flatMap((length) => [
    'a'.repeat(length),
    '9'.repeat(length),
  ]),
  ...[
    'A',
    'aB',
    'a-b',
    'a.b',
    'a_b',
    'a--b',
    'a..b',
    '-a',
    'a-',
    '_a',
    '.a',
    'a/b',
    '/a',
    '/',
    '/a/../b',
    'a b',
    ' a',
    'a:b',
    'a=b',
  ],
  ...[`${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`, `${'a'.repeat(63)}.example.org`],
  ...[`a.example.org/${'b'.repeat(63)}`, `${'a.'.repeat(125)}b/c`],
  ...[
    'é',
    '日本',
    '😀',
    '~',
    '%',
    '%20',
    '"',
    "'",
    '\\',
    '`',
    '#',
    '@',
    '*',
    '?',
    '!',
    '&',
    '|',
    '<b>',
    '\t',
    '$',
    '$(HOME)',
    '${HOME}',
    '$1',
  ],
  ...[
    '{{ . }}',
    '{{',
    '[[',
    '%{x}',
    '${tag}',
    '0x10',
    '1e3',
    'true',
    'null',
    '~',
    '{}',
    '[]',
    'yes',
    '-1',
    '0',
    '00',
    '+1',
    '1.',
    '.5',
  ],
  ...[
    '1m',
    '0.5',
    '1500m',
    '1Ki',
    '1.5Gi',
    '1k',
    '100Pi',
    '9e3',
    '1%',
    '99.9%',
    '100%',
    '1s',
    '1ms',
    '1h30m',
    '1d',
    '1w',
    '1y',
    '87600h',
  ],
  ...[
    '127.0.0.1',
    '255.255.255.255',
    '::1',
    '[::1]',
    'fe80::1',
    '2001:db8::1',
    '10.0.0.0/8',
    '0.0.0.0/0',
    '::/0',
    'a:1',
    'a:65535',
    '[::1]:80',
  ],
  ...[
    'http://a',
    'https://a.example.org:8443/x/y?z=%20#f',
    'http://[::1]:9090',
    'https://xn--bcher-kva.example',
    'tcp://a:1',
  ],
  ...[
    `registry.example.org:5000/a/b_c/d:${'t'.repeat(128)}`,
    `a@sha256:${HEX}`,
    `a/b:1.0@sha256:${HEX}`,
    'a:1',
    'a__b/c:_1',
  ],
  ...[
    '.*',
    '[a-z]+(b|c)?',
    '(?i:a)',
    '^$',
    'a|b',
    'up',
    'sum(up)',
    'up{a="b"}',
    'a:b:c',
    '/var/log/a b/*.log',
    '/a*/b?.log',
  ],
  ...[
    'UTC',
    'Europe/Berlin',
    '* * * * *',
    '0 0 31 12 *',
    'monday',
    '00:00',
    '23:59',
    '2026-01-31',
    'me@example.org',
    '"A" <a@b.c>',
  ],
  ...[
    'ReadWriteOnce',
    'Exists',
    'NoExecute',
    'system:a:b',
    'system-cluster-critical',
    'kubernetes.io/os',
    'x-a',
    'X-Scope-OrgID',
  ],
];

/** The values that a schema accepts. */
function accepted(schema: z.ZodType | undefined, values: readonly unknown[]): unknown[] {
  return schema ? values.filter((value) => schema.safeParse(value).success) : [];
}

function numbers({ minimum, maximum }: JsonSchema): number[] {
  const bounds = [minimum, maximum].filter((value) => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER);
  return [...(bounds as number[]), 0, 0.001, 1, 2, 3, 65_535, 2_147_483_647].filter((value) => Number.isFinite(value));
}

/** Every leaf that takes strings or numbers, and the keys of objects that take any. */
function leavesOf(schema: JsonSchema, path: ConfigPath): Leaf[] {
  const { type, anyOf = [], properties = {}, additionalProperties, items, enum: fixed } = schema;
  const free = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const inner = [
    ...Object.entries(properties).flatMap(([key, one]) => leavesOf(one, [...path, key])),
    ...(items ? leavesOf(items, [...path, 0]) : []),
    ...(free ? leavesOf(free, [...path, '*']) : []),
    ...anyOf.flatMap((one) => leavesOf(one, path)),
  ];
  if (inner.length > 0 || fixed || !['string', 'number', 'integer'].includes(type ?? '')) return inner;
  const values = accepted(schemaAt(platformSchema, path), type === 'string' ? STRINGS : numbers(schema));
  return values.length > 0 ? [{ path, values }] : [];
}

/** All leaves of the platform file but amendments, which name objects, and the version of the cluster. */
export function leaves(): Leaf[] {
  const all = leavesOf(platformJsonSchema(), []);
  const distinct = new Map(all.map((leaf) => [JSON.stringify(leaf.path), leaf]));
  return [...distinct.values()].filter(({ path }) => path[0] !== 'amendments' && path.join('.') !== 'cluster.version');
}
