import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The numbers that the names of tests begin with, such as `9, 10:` or `B3:`; a range stands for all that is in it. */
function numbers(): Set<string> {
  const sources = readdirSync(__dirname, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('logging') && !file.startsWith('cluster'))
    .map((file) => readFileSync(join(__dirname, file), 'utf8'));
  const names = sources.flatMap((source) => source.match(/['`]([BD]?\d+(-\d+)?(, )?)+:/g) ?? []);
  return new Set(names.flatMap((name) => name.match(/[BD]?\d+(-\d+)?/g) ?? []).flatMap(expanded));
}

function expanded(number: string): string[] {
  const [first = 0, last] = number.split('-').map(Number);
  if (last === undefined) return [number];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}

const upTo = (last: number, letter = ''): string[] =>
  Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);

test.each([
  ['what the OpenWhisk Helm chart does', upTo(60)],
  ['what is better', upTo(15, 'B')],
  ['its defects', upTo(30, 'D')],
])('the checklist of the dossier, section 6: %s is tested, point by point', (_, all) => {
  const tested = numbers();
  expect(all.filter((number) => !tested.has(number))).toEqual([]);
});
