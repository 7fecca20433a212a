import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGES } from '../lib/catalogue/images';

const ROOT = join(__dirname, '..');
const json = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

interface Locked {
  readonly name?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
  readonly integrity?: string;
  readonly inBundle?: boolean;
}

const { packages } = json('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> };
const { allowScripts } = json('package.json') as { readonly allowScripts: Readonly<Record<string, boolean>> };
const installed = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, locked]) => ({ ...locked, name: locked.name ?? path.replace(/^.*node_modules\//, '') }));
const production = installed.filter(({ dev }) => !dev);

/** Licences that permit use and redistribution with a notice. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

test('no install script of a dependency runs: each is denied in allowScripts', () => {
  const scripts = installed.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  expect([...new Set(scripts)].sort()).toEqual(Object.keys(allowScripts).sort());
  expect(Object.values(allowScripts)).not.toContain(true);
});

test('the package itself depends on no package with an install script, and on nothing of Pulumi', () => {
  expect(production.length).toBeGreaterThan(10);
  expect(production.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)).toEqual([]);
  expect(production.filter(({ name }) => name.startsWith('@pulumi/')).map(({ name }) => name)).toEqual([]);
});

test('packages that the package depends on have permissive licences', () => {
  const others = production.filter(({ license = 'none' }) => !PERMISSIVE.includes(license));
  expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
});

test('every package of the lock file has a checksum', () => {
  const without = installed.filter(({ integrity, inBundle }) => integrity === undefined && !inBundle);
  expect(without.map(({ name }) => name)).toEqual([]);
});

test('SECURITY.md names the licence of every image', () => {
  const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
  const table = /^## Licences of images\n([^]*?)(?=^## |(?![^]))/m.exec(page)?.[1] ?? '';
  const listed = [...table.matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
  expect(listed.sort()).toEqual(Object.keys(IMAGES).sort());
});
