import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOARDS, METRICS, RULE_GROUPS } from '../../lib/mixins';

const MIXINS = join(__dirname, '../../lib/mixins');
/** The folders of the languages that mixins are written in. */
const LANGUAGES = ['alerts', 'expressions', 'families', 'panels', 'stability'];

const sources = readdirSync(MIXINS, { encoding: 'utf8', recursive: true })
  .filter((file) => file.endsWith('.ts') && file.includes('/') && !LANGUAGES.includes(file.split('/')[0] ?? ''))
  .map((file) => readFileSync(join(MIXINS, file), 'utf8'));
const count = (definition: RegExp): number => sources.filter((text) => definition.test(text)).length;

test('every program is in the list of mixins', () => {
  const folders = readdirSync(MIXINS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const index = readFileSync(join(MIXINS, 'index.ts'), 'utf8');
  const listed = [...index.matchAll(/from '\.\/([\w-]+)';/g)].map(([, folder = '']) => folder);
  const programs = folders.map(({ name }) => name).filter((name) => !LANGUAGES.includes(name));
  expect(programs.filter((name) => !listed.includes(name))).toEqual([]);
});

test('every group and board that a file defines is in the mixin of its folder', () => {
  expect(RULE_GROUPS).toHaveLength(count(/^export const \w+ = group\(/m));
  expect(BOARDS).toHaveLength(count(/^export const \w+ = board\(/m));
});

test('every list of metrics belongs to a source', () => {
  const used = new Set(Object.values(METRICS));
  const defined = sources.flatMap(
    (text) => text.match(/^export const \w+(: SourceMetrics = \{| = (source|openwhisk)\()/gm) ?? [],
  );
  expect(used.size).toBe(defined.length);
});
