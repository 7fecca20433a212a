import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulate, type SimulateOptions } from '../../lib/cli/simulate';
import { faasStack } from './faas-stack';

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TRACES = join(__dirname, '../../stacks/traces');

/** The scrypt demonstration under a load of the project. */
function options(trace: string, rest: Partial<SimulateOptions> = {}): SimulateOptions {
  return {
    hpa: 'scrypt-hpa',
    trace: join(TRACES, `${trace}.csv`),
    file: 'platform.yaml',
    manifest: join(TRACES, 'scrypt.yaml'),
    json: false,
    hold: false,
    podStart: 10,
    metricsResolution: 15,
    metricsDelay: 0,
    ...rest,
  };
}

describe('simulate', () => {
  test('shows each change, a chart and the totals', () => {
    const text = simulate(options('step'));
    const [title] = text.split('\n');
    expect(title).toBe('scrypt-hpa: Deployment/scrypt-server, 1 to 10 replicas, cpu at 50 %; 0 to 1200 s');
    expect(text).toContain('165 s           1   62 %      8    8 → 10');
    for (const part of ['demand: cpu', 'replicas', 'utilisation, in percent of the target', 'unserved demand']) {
      expect(text).toMatch(new RegExp(`^[▁▂▃▄▅▆▇█]+  ${part}, up to `, 'm'));
    }
    expect(text).toContain('5 changes, 1.663 replica hours, unserved 44 of 318 (13.8 %)');
  });

  test('with ideal metrics and pods, prints the golden vector as JSON', () => {
    const trace = join(folder, 'a.csv');
    writeFileSync(trace, 'time_s,demand\n0,1\n300,0.02\n900,0.02\n');
    const json = simulate(options('', { trace, json: true, podStart: 0, metricsResolution: 0 }));
    expect(JSON.parse(json)).toMatchObject({
      changes: [
        { time: 0, from: 1, to: 2 },
        { time: 15, from: 2, to: 4 },
        { time: 30, from: 4, to: 8 },
        { time: 45, from: 8, to: 10 },
        { time: 585, from: 10, to: 1 },
      ],
      flaps: [],
    });
  });

  test('proposes a behaviour where it flaps', () => {
    const { flaps, proposal } = JSON.parse(simulate(options('square-wave', { json: true }))) as {
      flaps: unknown[];
      proposal: { flaps: number; behavior: { scaleDown: { stabilizationWindowSeconds: number } } };
    };
    expect(flaps).toHaveLength(5);
    expect(proposal).toMatchObject({ flaps: 0, behavior: { scaleDown: { stabilizationWindowSeconds: 900 } } });
  });

  test('reads a trace of several metrics', () => {
    const two = { manifest: join(TRACES, 'two-metrics.yaml'), hpa: 'shop' };
    expect(simulate(options('two-metrics', two))).toContain('cpu at 60 %, requests_per_second at 50');
  });

  test('draws the chart', () => {
    const svg = join(folder, 'out.svg');
    simulate(options('step', { svg }));
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^]*<\/svg>\n$/);
  });

  test('lets options for the pods override the manifest', () => {
    const changesOf = (rest: Partial<SimulateOptions>) =>
      (JSON.parse(simulate(options('step', { json: true, ...rest }))) as { changes: { from: number }[] }).changes;
    expect(changesOf({ initial: 5 })[0]?.from).toBe(5);
    expect(changesOf({ capacity: 0.05 })).toEqual([]);
    expect(changesOf({ until: 60 })).toEqual([]);
  });

  test.each<[string, Partial<SimulateOptions>, string]>([
    ['an HPA that is not there', { hpa: 'scrypt' }, 'fix: say --hpa scrypt-hpa'],
    ['a trace that is not there', { trace: 'none.csv' }, 'fix: name an existing file with --trace'],
    ['a manifest that is not there', { manifest: 'none.yaml' }, 'fix: name an existing file with --manifest'],
    ['a column too many', { trace: join(TRACES, 'two-metrics.csv') }, "does not scale on 'requests_per_second'"],
  ])('%s is an error', (_, rest, message) => expect(() => simulate(options('step', rest))).toThrow(message));

  test('a manifest that is not YAML is an error with its line', () => {
    const manifest = join(folder, 'broken.yaml');
    writeFileSync(manifest, 'kind: Deployment\nmetadata: {\n');
    expect(() => simulate(options('step', { manifest }))).toThrow(/broken\.yaml:\d: /);
  });
});

describe('the program', () => {
  const run = (...args: string[]) =>
    faasStack('simulate', '--manifest', join(TRACES, 'scrypt.yaml'), '--trace', join(TRACES, 'step.csv'), ...args);

  test('simulates, and reports mistakes in its options', () => {
    const { code, stdout } = run('--hpa', 'scrypt-hpa', '--json');
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout) as object)).toEqual(['changes', 'unserved', 'replicaSeconds', 'flaps']);
    const wrong = run('--hpa', 'scrypt-hpa', '--pod-start', '-1');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('Write 0 or more.');
  });
});
