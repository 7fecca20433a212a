import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synth } from '../../lib/cli/synth';
import { messageOf } from '../load/message';

let folder: string;
let dist: string;

beforeEach(() => {
  // Warnings about 8.0.
  jest.spyOn(console, 'error').mockImplementation();
  folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
  dist = join(folder, 'dist');
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Writes the manifests of a platform with this version of the database. */
function write(version: string): void {
  const file = join(folder, 'platform.yaml');
  writeFileSync(file, `profile: lean\nmysql:\n  enabled: true\n  version: ${version}\n`);
  synth(file, dist);
}

/** What is said when a version is to follow another. */
function refused(before: string, version: string): string {
  write(before);
  const old = readFileSync(join(dist, '24-mysql.k8s.yaml'), 'utf8');
  const message = messageOf(() => write(version));
  expect(readFileSync(join(dist, '24-mysql.k8s.yaml'), 'utf8')).toBe(old);
  return message.replaceAll(`${folder}/`, '');
}

test.each([
  ['"8.0"', '"8.4"'],
  ['"8.4"', '"9.7"'],
  ['"8.4"', '"8.4"'],
  ['mariadb-11.4', 'mariadb-11.4'],
])('%s is followed by %s', (before, version) => {
  write(before);
  expect(() => write(version)).not.toThrow();
});

test.each([
  [
    '"8.0"',
    '"9.7"',
    '9.7',
    '8.0',
    '8.0 or 8.4',
    'write 8.4 and apply it first, or restore a backup into a platform of another name',
  ],
  ['"9.7"', '"8.4"', '8.4', '9.7', '9.7', 'write 9.7, or restore a backup into a platform of another name'],
  [
    '"8.4"',
    'mariadb-11.4',
    'mariadb-11.4',
    '8.4',
    '8.4 or 9.7',
    'write 8.4; to change the product, restore a dump into a platform of another name',
  ],
  [
    'mariadb-11.4',
    '"8.4"',
    '8.4',
    'mariadb-11.4',
    'mariadb-11.4',
    'write mariadb-11.4; to change the product, restore a dump into a platform of another name',
  ],
])('%s is not followed by %s, and nothing is written', (before, version, to, from, allowed, fix) => {
  expect(refused(before, version)).toBe(
    [
      'platform.yaml: 1 mistake; nothing was written',
      `  platform.yaml:4 mysql.version: ${to} does not open the data of ${from}, which the manifests in the output folder run`,
      `    allowed: ${allowed}`,
      `    fix: ${fix}`,
    ].join('\n'),
  );
});

test('an external server follows any', () => {
  write('"9.7"');
  const file = join(folder, 'platform.yaml');
  const external = 'external: {host: db.example.org, existingSecret: mine}';
  writeFileSync(file, `profile: lean\nmysql: {enabled: true, exporter: {enabled: false}, ${external}}\n`);
  expect(() => synth(file, dist)).not.toThrow();
});
