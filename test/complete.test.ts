import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { buildApp } from '../charts/app';
import { IMAGES } from '../lib/catalogue/images';
import { CHECKS } from '../lib/checks/all';
import { loadPlatform } from '../lib/load/load';

/** Parts of the platform that are easily forgotten: each has to be where the others are. */
const ROOT = join(__dirname, '..');
const EXAMPLES = ['stacks/platforms', 'test/platforms'];
/** Typed custom resources that only programs of users make. */
const OF_USERS = ['PrometheusAgent', 'ThanosRuler'].map((name) => `${name} (lib/crds/resources.ts)`);
const AN_EXAMPLE = 'add it to a platform in test/platforms, such as everything.yaml';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => join(folder, file));
/** What the files of a folder export, each with its file. */
const exportsOf = (folder: string, pattern: RegExp): { file: string; name: string; value: unknown }[] =>
  sources(folder).flatMap((file) =>
    [...read(file).matchAll(pattern)].map(([, name = '']) => ({
      file,
      name,
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- which files there are is found out here
      value: (require(join(ROOT, file)) as Record<string, unknown>)[name],
    })),
  );

test('every image is in a committed manifest', () => {
  const manifests = readdirSync(join(__dirname, 'manifests'), { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => read(join('test/manifests', file)))
    .join('');
  const unused = Object.entries(IMAGES).filter(([, image]) => !manifests.includes(image));
  expect(unused.map(([name]) => `${name}: ${AN_EXAMPLE}`)).toEqual([]);
});

test('every construct is part of a platform in stacks/platforms or test/platforms', () => {
  const used = new Set(
    EXAMPLES.flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => join(ROOT, folder, file)))
      .flatMap((file) => buildApp(loadPlatform(file).platform).node.findAll())
      .map(({ constructor }) => constructor),
  );
  const isUsed = (one: object): boolean =>
    [...used].some((other) => other === one || Object.prototype.isPrototypeOf.call(one, other));
  const classes = exportsOf('lib', /^export (?:abstract )?class (\w+)(?:<[^{]*>)? extends/gm);
  const constructs = classes.filter(({ value }) => Object.prototype.isPrototypeOf.call(Construct, value as object));
  expect(constructs.length).toBeGreaterThan(60);
  const unused = constructs
    .filter(({ value }) => !isUsed(value as object))
    .map(({ file, name }) => `${name} (${file})`);
  expect(unused.filter((name) => !OF_USERS.includes(name)).map((name) => `${name}: ${AN_EXAMPLE}`)).toEqual([]);
});

test('every check is run', () => {
  const checks = exportsOf('lib/checks', /^export const (\w+): Check = /gm);
  expect(checks.length).toBeGreaterThan(10);
  const forgotten = checks.filter(({ value }) => !(CHECKS as readonly unknown[]).includes(value));
  expect(forgotten.map(({ file, name }) => `${name} (${file}): add it to lib/checks/all.ts`)).toEqual([]);
});

test("every room's rules are looked at when a platform file is loaded", () => {
  const rooms = sources('lib')
    .flatMap((file) => /^lib\/(\w+)\/rules\.ts$/.exec(file)?.[1] ?? [])
    .filter((room) => room !== 'load');
  expect(rooms.length).toBeGreaterThan(3);
  const readers = ['lib/load/rules.ts', ...rooms.map((room) => `lib/${room}/rules.ts`)].map(read);
  const forgotten = rooms.filter((room) => !readers.some((text) => text.includes(`'../${room}/rules'`)));
  expect(forgotten.map((room) => `lib/${room}/rules.ts: add its rules to lib/load/rules.ts`)).toEqual([]);
});
