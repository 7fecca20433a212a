import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPlatform, parsePlatform } from '../../lib/load/load';
import { messageAbout, messageOf, oneMistake } from './message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const each = (rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, yaml, problem, allowed, fix) => {
    expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
  });
};

describe('a file that cannot be read:', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['there is none', 'missing.yaml', 'the file does not exist'],
    ['it is a folder', 'folder', 'it is a folder'],
  ])('%s', (_, name, problem) => {
    mkdirSync(join(folder, 'folder'), { recursive: true });
    const file = join(folder, name);
    expect(messageOf(() => loadPlatform(file))).toBe(
      [
        `${file}: 1 mistake; nothing was written`,
        `  ${file}: ${problem}`,
        "    fix: name an existing file with -f, or create one with 'npx faas-stack init'",
      ].join('\n'),
    );
  });
});

describe('a file that is not text in UTF-8:', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const text = 'profile: lean\nname: a\n';

  test.each([
    ['UTF-16, little-endian', Buffer.from(`\ufeff${text}`, 'utf16le'), ': the file is UTF-16'],
    ['UTF-16, big-endian', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), ': the file is UTF-16'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x70, 0, 0, 0]), ': the file is UTF-32'],
    ['Latin-1', Buffer.from(`${text}# caf\xe9`, 'latin1'), ':3: bytes that are not UTF-8'],
  ])('%s', (name, bytes, problem) => {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    expect(messageOf(() => loadPlatform(file))).toBe(
      `${file}: 1 mistake; nothing was written\n  ${file}${problem}\n    allowed: UTF-8\n    fix: save it as UTF-8`,
    );
  });

  test('more than 8 MiB', () => {
    const file = join(folder, 'large.yaml');
    writeFileSync(file, `# ${'x'.repeat(9 * 1024 * 1024)}`);
    expect(messageOf(() => loadPlatform(file))).toContain(`${file}: the file has 10 MiB\n    allowed: at most 8 MiB`);
  });
});

describe('a file with text that no manifest can have:', () => {
  const TEXT = 'text, tabs and line breaks';
  each([
    [
      'a control character',
      'profile: lean\nname: "a\\0"',
      String.raw`:2: 'a\u0000' has control characters`,
      TEXT,
      'remove them',
    ],
    [
      'a key that would clear the terminal',
      'profile: lean\n"\\e[2Jx": 1',
      String.raw`:2: '\u001b[2Jx' has control characters`,
      TEXT,
      'remove them',
    ],
    [
      'a key that JavaScript reserves',
      'openwhisk:\n  __proto__: { timezone: UTC }',
      ":2: the key '__proto__' is reserved",
      'any other key',
      'rename it',
    ],
    [
      'another one',
      'monitoring: { prometheus: { externalLabels: { constructor: x } } }',
      ":1: the key 'constructor' is reserved",
      'any other key',
      'rename it',
    ],
  ]);

  test('a message has at most 100 mistakes, each of bounded length, each on its lines', () => {
    const keys = Array.from({ length: 300 }, (_, index) => `"key${index}\\nforged: line ${'x'.repeat(700)}": 1`);
    const lines = messageAbout(keys.join('\n')).split('\n');
    expect(lines).toHaveLength(1 + 100 * 3 + 1);
    expect(lines[0]).toBe('platform.yaml: 300 mistakes; nothing was written');
    expect(lines.at(-1)).toBe('  and 200 more');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(1200);
    expect(lines.filter((line) => line.startsWith('forged'))).toEqual([]);
  });
});

describe('a file that is not an object:', () => {
  const MAPPING = 'an object';
  const EMPTY = [': the file is empty', MAPPING, "write at least 'profile: standard'"] as const;
  const LINES = [MAPPING, "write lines of the form 'key: value', such as 'profile: lean'"] as const;
  const ONE = ['one document per file', "remove it, or the line '---'"] as const;
  each([
    ['empty', '', ...EMPTY],
    ['empty lines', '\n  \n\n', ...EMPTY],
    ['comments only', '# profile: lean\n# name: a\n', ...EMPTY],
    ['a byte order mark only', '\ufeff', ...EMPTY],
    ['the beginning of a document only', '---\n', ...EMPTY],
    ['a list', '# names\n\n- a\n- b\n', ':3: the file is a list', ...LINES],
    ['text', 'lean\n', ':1: the file is not an object', ...LINES],
    ['a colon without a space, which is text', 'profile:lean\n', ':1: the file is not an object', ...LINES],
    ['a number', '3\n', ':1: the file is not an object', ...LINES],
    ['two documents', 'name: a\n\n---\nname: b\n', ':3: a second document begins', ...ONE],
    ['a second document that is empty', 'name: a\n---\n', ':2: a second document begins', ...ONE],
  ]);
});

describe('a file that does not parse:', () => {
  const PARSE = ['YAML 1.2', 'correct this line or a line above it'] as const;
  const TAB = ['a tab in the indentation', 'spaces', 'indent with two spaces'] as const;
  const [tab, ...spaces] = TAB;
  each([
    ['a tab in the indentation', 'openwhisk:\n\tlean: true\n', `:2: ${tab}`, ...spaces],
    ['a tab after spaces', 'openwhisk:\n  kafka:\n  \treplicas: 3\n', `:3: ${tab}`, ...spaces],
    ['a tab further down', 'openwhisk:\n  kafka:\n    replicas: 1\n\t\theapMiB: 512\n', `:4: ${tab}`, ...spaces],
    [
      'a key twice',
      'name: a\nopenwhisk: {}\nname: b\n',
      ":3: 'name' already exists",
      'each key once',
      'remove one, or merge the two',
    ],
    [
      'a key twice, in quotes',
      'openwhisk:\n  lean: true\n  "lean": false\n',
      ":3: 'lean' already exists",
      'each key once',
      'remove one, or merge the two',
    ],
    [
      'a list without an end',
      'images:\n  pullSecrets: [a\nname: b\n',
      ':3: the YAML does not parse: Flow sequence in block collection must be sufficiently indented and end with a ]',
      ...PARSE,
    ],
    [
      'a quotation without an end, told where it begins',
      'name: a\nopenwhisk:\n  timezone: "UTC\n  lean: true\n',
      ':3: the YAML does not parse: Missing closing "quote',
      ...PARSE,
    ],
    [
      'two colons in a line',
      'name: a\nnamespace: b: c\n',
      ':2: the YAML does not parse: Nested mappings are not allowed in compact mappings',
      ...PARSE,
    ],
    [
      'a line that is indented less than the first: one mistake, though the parser tells three',
      '  name: a\n namespace: b\n',
      ':2: the YAML does not parse: Unexpected scalar at node end',
      ...PARSE,
    ],
    [
      'a tag that YAML does not know',
      'name: !env NAME\n',
      ':1: the YAML does not parse: Unresolved tag: !env',
      ...PARSE,
    ],
    [
      'a template of another tool',
      'profile: lean\nname: {{ .Values.name }}\n',
      ':2: a key that is not plain text',
      "'key: value'",
      "put a value that begins with '{' in quotes",
    ],
    [
      'an alias without an anchor',
      'name: a\nnamespace: *names\n',
      ':2: the alias *names has no anchor',
      'an anchor further up',
      'correct the name, or write &names at a value above',
    ],
    [
      'an alias within its own anchor',
      'openwhisk: &all\n  kafka: *all\n',
      ':2: the alias *all is within its own anchor',
      'an anchor further up',
      'write the value itself',
    ],
  ]);

  test('two mistakes on two lines are both reported', () => {
    const message = messageAbout('openwhisk:\n\tlean: true\nname: a\nname: b\n');
    expect(message.match(/:\d+: .*/g)).toEqual([':2: a tab in the indentation', ":4: 'name' already exists"]);
  });

  test('aliases that multiply beyond all measure', () => {
    expect(messageAbout(bomb())).toBe(
      [
        'platform.yaml: 1 mistake; nothing was written',
        '  platform.yaml:4: the YAML cannot be read: Excessive alias count indicates a resource exhaustion attack',
        '    fix: write it without aliases',
      ].join('\n'),
    );
  });

  test.each([
    ['a number', 'openwhisk:\n  kafka:\n    replicas: 3\n  etcd:\n    <<: 5\n'],
    ['an alias of a number', 'openwhisk:\n  kafka:\n    replicas: &three 3\n  etcd:\n    <<: *three\n'],
    ['a list with a number', 'openwhisk:\n  kafka: &kafka\n    replicas: 3\n  etcd:\n    <<: [*kafka, 5]\n'],
  ])('a merge of %s', (_, yaml) => {
    expect(messageAbout(yaml)).toBe(
      [
        'platform.yaml: 1 mistake; nothing was written',
        '  platform.yaml:5: a merge of something that is not an object',
        '    allowed: an object, an alias of one, or a list of these',
        '    fix: remove it',
      ].join('\n'),
    );
  });
});

/** Ten times ten times ten times ten items, in few lines. */
function bomb(): string {
  const tenTimes = (item: string): string => Array(10).fill(item).join();
  return `a: &a [${tenTimes('x')}]\nb: &b [${tenTimes('*a')}]\nc: &c [${tenTimes('*b')}]\nd: [${tenTimes('*c')}]`;
}

describe('anchors', () => {
  const resources = 'requests: { cpu: 50m, memory: 64Mi }';

  test('are replaced by their value', () => {
    const { platform } = parsePlatform(
      `openwhisk:\n  redis:\n    resources: &small\n      ${resources}\n  apigateway:\n    resources: *small\n`,
    );
    expect(platform.openwhisk.apigateway.resources.requests).toEqual({ cpu: '50m', memory: '64Mi' });
  });

  test('are merged, and explicit keys take precedence', () => {
    const { platform } = parsePlatform(
      'openwhisk:\n  zookeeper: &three\n    replicas: 3\n  kafka:\n    <<: *three\n  etcd:\n    <<: *three\n    replicas: 5\n',
    );
    const { kafka, etcd } = platform.openwhisk;
    expect([kafka.replicas, etcd.replicas]).toEqual([3, 5]);
  });

  test('and merges with a mistake are reported at each use, at the nearest line', () => {
    const message = messageAbout(
      'openwhisk:\n  zookeeper: &two\n    replicas: 2\n  etcd:\n    <<: *two\n  kafka: *two\n  redis: *two\n',
    );
    expect(message.match(/:\d+ \S+/g)).toEqual([
      ':3 openwhisk.zookeeper.replicas:',
      ':4 openwhisk.etcd.replicas:',
      ':7 openwhisk.redis.replicas:',
    ]);
  });
});

describe('the end of a line may be', () => {
  test('the Windows line break', () => {
    expect(messageAbout('name: a\r\n# c\r\nopenwhisk:\r\n  kafka:\r\n    replicas: 0\r\n')).toContain(
      'platform.yaml:5 openwhisk.kafka.replicas: 0',
    );
    expect(parsePlatform('name: a\r\nnamespace: b\r\n').platform).toMatchObject({ name: 'a', namespace: 'b' });
  });

  test('the end of the file', () => {
    expect(parsePlatform('\ufeffname: a').platform.name).toBe('a');
  });
});
