import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulate, type SimulateOptions } from '../../lib/cli/simulate';
import { demonstration } from './demonstration';

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function messageOf(rest: Partial<SimulateOptions>): string {
  try {
    simulate(demonstration('step', rest));
  } catch (error) {
    return (error as Error).message.replaceAll(folder, '');
  }
  return 'accepted';
}

describe('a simulation that would not end is refused', () => {
  test('for its end', () => {
    expect(messageOf({ until: 1e15 })).toContain(
      [
        '  --until: a simulation of 1000000000000000 s has 133333333333338 events, with a sync every 15 s and a measurement every 15 s',
        '    allowed: at most 1000000 events with 10 replicas',
        '    fix: write --until 7499970 or less, or longer intervals',
      ].join('\n'),
    );
  });

  test('for the end of its trace', () => {
    const trace = fileOf('long.csv', 'time_s,demand\n0,1\n9e8,2\n');
    expect(messageOf({ trace })).toMatch(/^ {2}\/long\.csv: a simulation of 900000000 s has \d+ events/m);
  });

  test('for its measurements', () => {
    expect(messageOf({ metricsResolution: 1e-9 })).toMatch(
      /^ {2}\/?.*step\.csv: .* a measurement every 1e-9 s\n.*\n {4}fix: raise --metrics-resolution/m,
    );
  });

  test('for its replicas, all at once', () => {
    const text = messageOf({ initial: 1e9, until: 1e15 });
    expect(text).toContain('--initial: 1000000000 initial replicas\n    allowed: at most 10000 replicas');
    expect(text).toContain('--until: ');
  });

  test('for the maximum of another setting', () => {
    expect(messageOf({ compare: 'max=1000000000' })).toContain('--compare');
    expect(messageOf({ compare: 'max=1000000000' })).not.toBe('accepted');
  });

  test('and one just below the bound is simulated', () => {
    expect(messageOf({ until: 2_000_000, metricsResolution: 0 })).toBe('accepted');
  });
});

describe('manifests are refused with the file and the line', () => {
  const levels = Array.from({ length: 12 }, (_, index) => {
    const item = index === 0 ? 'x' : `*a${index - 1}`;
    return `a${index}: &a${index} [${Array.from({ length: 10 }, () => item).join(', ')}]`;
  });

  test.each([
    ['aliases of aliases', levels.join('\n'), /bomb\.yaml:12: the YAML cannot be read/],
    ['a merge of a number', 'kind: Deployment\nspec:\n  <<: 5\n', /bomb\.yaml:3: a merge of something/],
    ['an alias without an anchor', 'kind: Deployment\nspec: *none\n', /bomb\.yaml:2: /],
  ])('%s', (_, text, message) => {
    expect(messageOf({ manifest: fileOf('bomb.yaml', text) })).toMatch(message);
  });
});
