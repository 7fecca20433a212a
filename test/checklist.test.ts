import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PARITY = join(__dirname, '../docs/parity.md');

/** The numbers that the names of tests begin with, such as `9, 10:` or `B3:`; a range stands for all that is in it. */
function tested(): Set<string> {
  const sources = readdirSync(__dirname, { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('logging') && !file.startsWith('cluster'))
    .map((file) => readFileSync(join(__dirname, file), 'utf8'));
  const names = sources.flatMap((source) => source.match(/['`][BD]?[1-9]\d*(-\d+)?(, [BD]?[1-9]\d*(-\d+)?)*:/g) ?? []);
  return new Set(names.flatMap((name) => name.match(/[BD]?\d+(-\d+)?/g) ?? []).flatMap(expanded));
}

function expanded(number: string): string[] {
  const [first = 0, last] = number.split('-').map(Number);
  if (last === undefined) return [number];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}

/** The points of docs/parity.md, by number. */
const points = [...readFileSync(PARITY, 'utf8').matchAll(/^- \*\*([BD]?\d+)\*\* \S/gm)].map(
  ([, number = '']) => number,
);

test('every point of docs/parity.md has a test whose name begins with its number', () => {
  const numbers = tested();
  expect(points.length).toBeGreaterThan(100);
  expect(points.filter((number) => !numbers.has(number))).toEqual([]);
});

test('every number in the name of a test is a point of docs/parity.md, which has it once', () => {
  expect([...tested()].filter((number) => !points.includes(number))).toEqual([]);
  expect(points).toEqual([...new Set(points)]);
});
