import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { plainYaml } from '../../lib/manifests/plain-yaml';
import { YAML_OPTIONS } from '../../lib/manifests/yaml-options';

/** A document as the full reader reads it: its value and the line where it begins, or its first mistake. */
function full(text: string): unknown {
  const document = parseDocument(text, { ...YAML_OPTIONS, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) return error.code;
  const begin = document.contents?.range[0] ?? 0;
  return { value: document.toJS() as unknown, line: text.slice(0, begin).split('\n').length - 1 };
}

/** How a document is read, after a comparison of the two readers. */
function reading(text: string): 'plain' | 'full' {
  const plain = plainYaml(text);
  if (!plain) return 'full';
  expect({ text, ...plain }).toStrictEqual({ text, ...(full(text) as object) });
  return 'plain';
}

test('the documents of a platform have the same values as in the full reader', () => {
  const folder = join(__dirname, '..', 'manifests', 'everything');
  const documents = readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8').split(/^(?=---\n)/m),
  );
  expect(documents.length).toBeGreaterThan(300);
  expect(documents.filter((text) => reading(text) === 'full')).toStrictEqual([]);
});

test.each([
  'a: 1\nb: -12\nc: 0\nd: 007\ne: 0x1f\nf: 1_000\ng: 0b11\nh: 09\ni: +1\nj: -0\n',
  'a: 0.5\nb: .5\nc: 1e3\nd: 1.0\ne: .inf\nf: -.inf\ng: .\nh: 1.\ni: 123456789012345678901\n',
  'a: yes\nb: No\nc: on\nd: OFF\ne: y\nf: n\ng: TRUE\nh: true\ni: falsE\n',
  'a: null\nb: ~\nc:\nd: NULL\ne: nUll\nf: # nothing\n',
  'a: 2026-12-01\nb: 12:30\nc: 2026-12-01T00:00:00Z\nd: 1:2:3\n',
  'a: 10.0.0.1\nb: 100m\nc: 1Gi\nd: 30s\ne: ::/0\nf: :record\ng: -Xmx1g\nh: --flag=1\n',
  'a: http://x:80/#y\nb: a#b\nc: a:b\nd: x # comment\ne: a, b\nf: a[0]{1}\n',
  'a: "x"\nb: "a\\n\\u00e9\\"\\\\"\nc: \'it\'\'s\'\nd: "" # comment\ne: \'#\'\nf: "1"\n',
  '"a": 1\n\'b\': 2\n"1": 3\n"__proto__2": 4\nconstructor: 5\n',
  'a: {}\nb: []\nc: ["sh", "-c", "a, b"]\nd: [ "x" ]\ne: {"a":{"b":[1.5,null,true]}}\n',
  'a: |\n  one\n    two\n\n  three\n\n\nb: |-\n      x\n      # no comment\nc: x\n',
  'a: |\n\n  first\n \n  \tsecond: x\n# comment\nb: 1\n',
  'a:\n- 1\n- b: 2\n  c:\n  - d\n-\n- - e\n  - f\n-   g: 1\n    h: 2\ni: 3\n',
  '- a\n-\n  b: 1\n- # nothing\n- c:\n',
  '---\n# comment\n\na: 1\n    # comment\nb: 2\n',
  '--- # comment\na: 1',
  'a: one\n  two\n\n\n  three\nb: c\n d\n',
  'a: one\n  - two\n  [three\n  "four\nb: 1\n',
  'a: é\nb: "\u2028"\nc: \u{1F600}\n',
])('the plain reader reads %j', (text) => {
  expect(reading(text)).toBe('plain');
});

test.each([
  ['anchors', 'a: &x 1\nb: *x\n'],
  ['merged keys', 'a: 1\n<<: {b: 2}\n'],
  ['tags', 'a: !!str 1\nb: !x y\n'],
  ['repeated keys', 'a: 1\nb: 2\na: 3\n'],
  ['keys that are no strings', '1: a\n'],
  ['keys that are no strings', 'true: a\n'],
  ['keys with a special meaning', '__proto__: {"a":1}\n'],
  ['objects and lists of YAML', 'a: {b: c}\n'],
  ['objects and lists of YAML', 'a: [b, c]\n'],
  ['objects and lists of YAML', 'a: {{ b }}\n'],
  ['repeated keys in JSON', 'a: {"b":1,"b":2}\n'],
  ['folded texts', 'a: >\n  b\n'],
  ['texts with all line ends', 'a: |+\n  b\n\n'],
  ['texts with an indentation', 'a: |2\n   b\n'],
  ['quotes of several lines', 'a: "b\n  c"\n'],
  ['escapes that JSON lacks', 'a: "\\x41"\n'],
  ['tabs', 'a:\tb\n'],
  ['tabs', '\ta: b\n'],
  ['carriage returns', 'a: b\r\n'],
  ['wrong indentation', 'a:\n  b: 1\n c: 2\n'],
  ['wrong indentation', 'a: "b"\n  c: 1\n'],
  ['wrong indentation', 'a: |\n    \n  b\n'],
  ['a key within a scalar', 'a: b: c\n'],
  ['a key within a scalar', 'a: b\n  c: d\n'],
  ['a comment within a scalar', 'a: b # c\n  d\n'],
  ['a list beside keys', 'a: 1\n- b\n'],
  ['marks that begin nothing', 'a: @b\n'],
  ['marks that begin nothing', 'a: %b\n'],
  ['a second document', 'a: 1\n...\nb: 2\n'],
  ['a scalar', 'a\n'],
  ['questions', '? a\n: b\n'],
  ['a deep nesting', '- '.repeat(200) + 'a\n'],
])('the full reader reads %s: %j', (_, text) => {
  expect(reading(text)).toBe('full');
});

const SCALARS = [
  ...['a', 'b c', '1', '0', '-0', '007', '1.5', '1e3', '~', 'null', 'yes', 'n', 'true', '<<', '2026-01-01', '12:30'],
  ...['"q"', '"a\\n"', '"a\\x41"', "'it''s'", "'a", '"a', '{}', '[]', '{a: 1}', '["a", "b"]', '{"a":1,"a":2}'],
  ...['|', '|-', '|+', '>', '|2', '&a b', '*a', '!t x', 'a: b', 'a:b', 'a:', 'a #c', 'a#c', '# c', '"q" # c', '"q"#c'],
  ...[
    '-',
    '-x',
    '- a',
    '? x',
    '::/0',
    ': a',
    '@a',
    '`a',
    '%a',
    'a\tb',
    '{{ x }}',
    '---',
    '...',
    '\u00a0x',
    'a, b',
    '=',
    '',
  ],
];
const KEYS = ['a', 'b', 'c', '1', 'true', 'y', '"a"', "'b'", 'a.b/c', '-a', '~', '__proto__', '<<', 'a b', '?', '...'];

/** Lines that are often YAML, and often almost. */
const line = fc
  .record({
    indent: fc.constantFrom(0, 0, 0, 1, 2, 2, 2, 3, 4, 4),
    item: fc.constantFrom('', '', '- ', '-   ', '- - '),
    key: fc.option(fc.constantFrom(...KEYS), { freq: 4 }),
    colon: fc.constantFrom(': ', ': ', ': ', ':', ':  ', ' : '),
    scalar: fc.constantFrom(...SCALARS),
    end: fc.constantFrom('\n', '\n', '\n', '\n', ' \n', '\n\n', '\n    \n', '\n# c\n', '\n   # c\n', '\n\t\n'),
  })
  .map(({ indent, item, key, colon, scalar, end }) => {
    const begin = ' '.repeat(indent) + item;
    return key === null ? `${begin}${scalar}${end}` : `${begin}${key}${colon}${scalar}${end}`;
  });

test('the plain reader reads as the full reader, or not at all', () => {
  let plain = 0;
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), fc.boolean(), (lines, begins) => {
      if (reading(`${begins ? '---\n' : ''}${lines.join('')}`) === 'plain') plain++;
    }),
    { numRuns: Number(process.env['FAAS_STACK_RANDOM_RUNS'] ?? 2000) },
  );
  expect(plain).toBeGreaterThan(0);
});
