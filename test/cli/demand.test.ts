import { dirname, join } from 'node:path';
import { demandLines } from '../../lib/cli/demand';
import { footprintOf, type Footprint } from '../../lib/kube/footprint';
import { loadPlatform, parsePlatform, type LoadedPlatform } from '../../lib/load/load';
import { DEFAULT_PLATFORM_FILE, synthesizeLoaded } from '../../lib/render';

const example = (name: string): LoadedPlatform => loadPlatform(join(dirname(DEFAULT_PLATFORM_FILE), `${name}.yaml`));

const linesOf = (loaded: LoadedPlatform): string[] => demandLines(loaded.platform, synthesizeLoaded(loaded));

test('lean lists its demand, and the parts that it leaves out', () => {
  expect(linesOf(example('lean'))).toEqual([
    'Requests and claims:',
    '  openwhisk  7 pods  0.56 CPU  1.6 GiB  claims of 2.3 GiB',
    '  in total   7 pods  0.56 CPU  1.6 GiB  claims of 2.3 GiB',
    'Nodes: any 0.56 CPU, 1.6 GiB',
    'Left out: monitoring (monitoring.enabled: true), logging (logging.enabled: true), autoscaling (autoscaling.enabled: true)',
  ]);
});

test('the demand of parts and of nodes adds up to the total', () => {
  const loaded = example('standard');
  const lines = linesOf(loaded);
  const numbers = (line: string): number[] => (line.match(/\d+\.\d\d(?= CPU)/g) ?? []).map(Number);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const rows = lines.filter((line) => line.startsWith('  '));
  const total = numbers(rows.at(-1) ?? '')[0];
  expect(rows.map((row) => row.trim().split(/ {2,}/)[0])).toEqual(['logging', 'monitoring', 'openwhisk', 'in total']);
  expect(sum(rows.slice(0, -1).flatMap(numbers))).toBeCloseTo(total ?? NaN, 1);
  const nodes = lines.find((line) => line.startsWith('Nodes: ')) ?? '';
  expect(sum(numbers(nodes))).toBeCloseTo(total ?? NaN, 1);
  for (const role of ['core', 'edge', 'invoker', 'provider', 'each node']) expect(nodes).toContain(` ${role} `);
  expect(lines.at(-1)).toBe(
    'Leave out a part: monitoring.enabled: false, logging.enabled: false, autoscaling.enabled: false',
  );
});

test.each([
  ['lean', 2, 4],
  ['standard', 8, 20],
  ['laptop', 4, 12],
])('%s requests at most %d CPUs and %d GiB', (name, cpu, gibibytes) => {
  const footprint: Footprint = footprintOf(synthesizeLoaded(example(name)));
  expect(footprint.cpu).toBeLessThanOrEqual(cpu);
  expect(footprint.memory.gibibytes).toBeLessThanOrEqual(gibibytes);
});

test('a scaled workload counts with its least number of pods, and a large init container instead of its pod', () => {
  const { pods } = footprintOf(
    synthesizeLoaded(parsePlatform('profile: lean\nopenwhisk: { nginx: { autoscaling: { min: 2, max: 5 } } }')),
  );
  expect(pods.get('Deployment/owdev-nginx')).toBe(2);
});
