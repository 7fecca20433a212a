import { PATTERNS } from './support/prose-patterns';
import { textsBelow, textsOf, type Text } from './support/prose';

/** The rules quote what they replace, and the reference repeats the schema descriptions. */
const QUOTES = ['docs/style.md', 'docs/platform-file.md'];

/** Matches that remain, all in the texts of errors and of embedded scripts: lower it with each text that is rewritten. */
const ALLOWED = 27;

/** Deliberate exceptions: where the turn of phrase is the right one. */
const EXCEPTIONS: readonly { readonly words: RegExp; readonly reason: string }[] = [
  { words: /^nobody$/, reason: 'the name of the empty receiver, and of the unprivileged user' },
  { words: /\bas `?nobody`?\b|: `nobody`/, reason: 'the unprivileged user' },
];

function matches(texts: readonly Text[]): string[] {
  return texts
    .filter(({ words }) => !EXCEPTIONS.some((exception) => exception.words.test(words)))
    .flatMap(({ file, line, words }) =>
      PATTERNS.flatMap(({ name, pattern }) =>
        [...words.matchAll(pattern)].map(([match]) => `${file}:${line}: ${name}: ${match}`),
      ),
    );
}

describe('prose follows docs/style.md', () => {
  test('in the texts of lib, charts, stacks, docs and README.md, except for the allowed number', () => {
    const texts = [...['lib', 'charts', 'stacks', 'docs'].flatMap(textsBelow), ...textsOf('README.md')];
    const found = matches(texts.filter(({ file }) => !QUOTES.includes(file)));
    expect(found.length > ALLOWED ? found : []).toEqual([]);
  });

  test('in the names of tests', () => {
    expect(matches(textsBelow('test').filter(({ kind }) => kind === 'test name'))).toEqual([]);
  });

  test.each([
    ['What others need to know of a Redis server.', 'headless What'],
    ["'x' is no known key", 'is no'],
    ['Messages a second', 'per'],
    ['one file a chart', 'per'],
    ['Default: that of the role.', 'that of'],
    ['a Secret of yours', 'of yours'],
    ['Mistakes are told with line', 'tell'],
    ['nobody exposes it', 'nobody'],
    ['the label by which pods are selected', 'of which'],
    ['a later one goes before an earlier one', 'goes before'],
  ])('%j is found as %j', (words, name) => {
    expect(PATTERNS.filter(({ pattern }) => words.match(pattern)).map((pattern) => pattern.name)).toContain(name);
  });

  test.each([
    'What does this cost?',
    'There is no such file.',
    'It takes a second longer.',
    'Runs once per second.',
    'It runs as `nobody`.',
  ])('%j is accepted', (words) => {
    expect(PATTERNS.filter(({ pattern }) => words.match(pattern))).toEqual([]);
  });
});
