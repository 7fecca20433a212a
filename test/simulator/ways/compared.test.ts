import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { simulateWays } from '../../../lib/cli/simulate-ways';
import '../../support/generated';

const ROOT = join(__dirname, '../../..');
const PAGE = 'docs/scaling-compared.md';

/** A block with a command, and what it has printed. */
const BLOCK = /```\n\$ npx faas-stack simulate (.*)\n[^`]*```/g;

const page = readFileSync(join(ROOT, PAGE), 'utf8');
const commands = [...page.matchAll(BLOCK)].map(([, command = '']) => command);
const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly function: string;
  readonly changes: readonly { readonly time: number; readonly to: number }[];
  readonly highest: number;
  readonly largestDrop: number;
  readonly longestShortage: number;
  readonly flaps: number;
  readonly unserved: number;
  readonly demanded: number;
  readonly replicaSeconds: number;
}

/** Runs a command of the page; its picture goes to a folder of the test. */
function run(command: string, json = false): { readonly text: string; readonly svg: string } {
  const { ways = '', trace = '', capacity, svg = '' } = optionsOf(command);
  const drawn = join(folder, basename(svg));
  const text = simulateWays({
    ways,
    trace: join(ROOT, trace),
    capacity: Number(capacity),
    svg: drawn,
    json,
    hold: false,
    podStart: 10,
  });
  return { text, svg: readFileSync(drawn, 'utf8') };
}

function optionsOf(command: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...command.matchAll(/--(\S+) (\S+)/g)].map(([, name = '', value = '']) => [name, value]));
}

/** The outcome of each way for a function. */
function outcomes(trace: string, index = 0): Readonly<Record<string, Outcome>> {
  const command = commands.find((one) => one.includes(`/${trace}.csv`)) ?? '';
  const { ways } = JSON.parse(run(command, true).text) as { ways: { name: string; functions: Outcome[] }[] };
  return Object.fromEntries(ways.map(({ name, functions }) => [name, functions[index] as Outcome]));
}

const of = (trace: string, key: 'highest' | 'largestDrop' | 'longestShortage' | 'flaps', index = 0) =>
  Object.fromEntries(Object.entries(outcomes(trace, index)).map(([name, outcome]) => [name, outcome[key]]));

describe('docs/scaling-compared.md', () => {
  test('has the output of every command', () => {
    expect(commands).toHaveLength(4);
    const written = page.replaceAll(BLOCK, (_, command: string) =>
      ['```', `$ npx faas-stack simulate ${command}`, run(command).text, '```'].join('\n'),
    );
    expect(written).toBeGenerated(PAGE);
  });

  test.each(commands.map((command) => [optionsOf(command)['svg'] ?? '', command]))(
    'has the picture %s',
    (file, command) => {
      expect(run(command).svg).toBeGenerated(file);
    },
  );

  test('has no other picture and no other trace', () => {
    const names = ['step', 'bursts', 'spike', 'day'];
    expect(names.flatMap((name) => [`${name}.csv`, `${name}.svg`])).toBeAllFilesOf('docs/scaling');
  });

  describe('draws conclusions that hold', () => {
    test('about the replicas and the drop of the alert loop', () => {
      expect(of('step', 'highest')).toMatchObject({
        'alert-talk': 20,
        'alert-2018': 20,
        'alert-now': 5,
        'hpa-rate': 2,
      });
      expect(of('step', 'largestDrop')).toMatchObject({ 'alert-talk': 19, 'alert-now': 4, 'hpa-rate': 1 });
      const { changes = [] } = outcomes('step')['alert-talk'] ?? {};
      expect([changes[0]?.time, changes.at(-1)?.time]).toEqual([60 + 35, 480 + 15]);
    });

    test('about flapping around the threshold', () => {
      expect(of('day', 'flaps')).toMatchObject({ 'alert-talk': 30, 'alert-2018': 30, 'alert-now': 30, openwhisk: 0 });
    });

    test('about the time to capacity', () => {
      expect(of('bursts', 'longestShortage', 1)).toMatchObject({
        'alert-talk': 45,
        'alert-now': 165,
        'hpa-rate': 100,
        'hpa-cpu': 85,
        keda: 40,
        openwhisk: 10,
      });
    });

    test('about the unserved requests of the bursts', () => {
      const shares = Object.entries(outcomes('bursts', 1)).map(([name, { unserved, demanded }]) => [
        name,
        Math.round((unserved / demanded) * 100),
      ]);
      expect(Object.fromEntries(shares)).toMatchObject({
        'alert-talk': 27,
        'alert-now': 50,
        'hpa-rate': 34,
        'hpa-cpu': 31,
        keda: 17,
        openwhisk: 2,
      });
    });

    test('about the cost of a load that lasts, and of bursts', () => {
      const hours = (trace: string, name: string, index = 0): number =>
        (outcomes(trace, index)[name]?.replicaSeconds ?? NaN) / 3600;
      expect(hours('step', 'hpa-cpu')).toBeCloseTo(0.53, 2);
      expect(hours('step', 'alert-now')).toBeCloseTo(0.71, 2);
      expect(hours('step', 'alert-2018')).toBeCloseTo(2, 1);
      expect(hours('bursts', 'alert-talk', 1) / hours('bursts', 'hpa-cpu', 1)).toBeLessThan(0.5);
    });

    test('about the group of both functions', () => {
      const timesOf = (name: string): number[] => (outcomes('bursts')[name]?.changes ?? []).map(({ time }) => time);
      expect(timesOf('alert-now')).toContain(395);
      expect(timesOf('alert-fixed')).not.toContain(395);
    });

    test('about the spike, which is over before the first step', () => {
      const { openwhisk, ...others } = outcomes('spike');
      expect(openwhisk?.longestShortage).toBe(10);
      expect(openwhisk?.highest).toBe(8);
      for (const { longestShortage } of Object.values(others)) expect(longestShortage).toBe(30);
    });
  });
});
