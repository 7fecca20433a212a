import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(__dirname, '../docs/linters.md'), 'utf8');
const manifests = readdirSync(join(__dirname, 'manifests'), { encoding: 'utf8', recursive: true })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readFileSync(join(__dirname, 'manifests', file), 'utf8'))
  .join('\n---\n');

test('every object that docs/linters.md names exists', () => {
  const named = [...page.matchAll(/`([A-Z]\w+)\/([\w-]+)`/g)].map(([, kind = '', name = '']) => ({ kind, name }));
  expect(named.length).toBeGreaterThan(8);
  const missing = named.filter(
    ({ kind, name }) => !new RegExp(`^kind: ${kind}\\nmetadata:(\\n  .*)*?\\n  name: ${name}$`, 'm').test(manifests),
  );
  expect(missing).toEqual([]);
});
