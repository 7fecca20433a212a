import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulate, type SimulateOptions } from '../../lib/cli/simulate';
import { demonstration, TRACES } from '../simulator/demonstration';

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('simulate', () => {
  test('shows each change, a chart and the totals', () => {
    const text = simulate(demonstration('step'));
    const [title] = text.split('\n');
    expect(title).toBe('scrypt-hpa: Deployment/scrypt-server, 1 to 10 replicas, cpu at 50 %; 0 to 1200 s');
    expect(text).toContain('165 s           1   62 %      8    8 → 10');
    for (const part of ['demand: cpu', 'replicas', 'utilisation: cpu, in percent of the target', 'unserved demand']) {
      expect(text).toMatch(new RegExp(`^[▁▂▃▄▅▆▇█]+  ${part}, up to `, 'm'));
    }
    expect(text).toContain('5 changes, 1.663 replica hours, unserved 44 of 318 (13.8 %)');
  });

  test('with ideal metrics and pods, prints the golden vector as JSON', () => {
    const trace = join(folder, 'a.csv');
    writeFileSync(trace, 'time_s,demand\n0,1\n300,0.02\n900,0.02\n');
    const json = simulate(demonstration('', { trace, json: true, podStart: 0, metricsResolution: 0 }));
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

  test('proposes settings, with what each of them serves and costs', () => {
    const { flaps, proposals } = JSON.parse(simulate(demonstration('square-wave', { json: true }))) as {
      flaps: unknown[];
      proposals: { setting: string }[];
    };
    expect(flaps).toHaveLength(5);
    expect(proposals.find(({ setting }) => setting.startsWith('scaleDown'))).toEqual({
      setting: 'scaleDown.window=900',
      unserved: 32,
      demanded: 3672,
      replicaSeconds: 71_520,
      flaps: 0,
    });
  });

  test('aims at the unserved demand that the user allows', () => {
    const proposed = (unserved: number): string[] =>
      (
        JSON.parse(simulate(demonstration('step', { json: true, unserved }))) as { proposals: { setting: string }[] }
      ).proposals.map(({ setting }) => setting);
    expect(proposed(1)).toEqual(['min=5', 'target=15']);
    expect(proposed(10)).toEqual(['min=2', 'target=25']);
    expect(proposed(20)).toEqual(['target=88']);
  });

  test('compares the HPA with other settings, under the same load', () => {
    const text = simulate(demonstration('square-wave', { compare: 'scaleDown.window=900' }));
    expect(text).toContain('\ncompared: scaleDown.window=900\n');
    expect(text).toMatch(/^baseline +252 \(6\.9 %\) +5 +30 +10 +14\.51$/m);
    expect(text).toMatch(/^compared +32 \(0\.9 %\) +0 +4 +10 +19\.87 \(\+37 %\)$/m);
  });

  test('compares the HPA with one of another file, which may be without the workload', () => {
    const compare = join(folder, 'other.yaml');
    writeFileSync(
      compare,
      JSON.stringify({
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'proposed' },
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'scrypt-server' }, maxReplicas: 3 },
      }),
    );
    const { compared } = JSON.parse(simulate(demonstration('step', { json: true, compare }))) as {
      compared: { title: string; hpa: object; series: { desired: number[] } };
    };
    expect(compared.title).toBe(`proposed of ${compare}`);
    expect(compared.hpa).toEqual({ name: 'proposed', minReplicas: 1, maxReplicas: 3 });
    expect(Math.max(...compared.series.desired)).toBe(3);
  });

  test('reads a trace of several metrics', () => {
    const two = { manifest: join(TRACES, 'two-metrics.yaml'), hpa: 'shop' };
    expect(simulate(demonstration('two-metrics', two))).toContain('cpu at 60 %, requests_per_second at 50');
  });

  test('draws the chart', () => {
    const svg = join(folder, 'out.svg');
    simulate(demonstration('step', { svg }));
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^]*<\/svg>\n$/);
  });

  test('lets options for the pods override the manifest', () => {
    const changesOf = (rest: Partial<SimulateOptions>) =>
      (JSON.parse(simulate(demonstration('step', { json: true, ...rest }))) as { changes: { from: number }[] }).changes;
    expect(changesOf({ initial: 5 })[0]?.from).toBe(5);
    expect(changesOf({ capacity: 0.05 })).toEqual([]);
    expect(changesOf({ until: 60 })).toEqual([]);
  });

  test.each<[string, Partial<SimulateOptions>, string]>([
    ['an HPA that is not there', { hpa: 'scrypt' }, 'fix: say --hpa scrypt-hpa'],
    ['a trace that is not there', { trace: 'none.csv' }, 'fix: name an existing file with --trace'],
    ['a setting that is unknown', { compare: 'tagret=60' }, 'fix: write target=…'],
    ['a file to compare with that is not there', { compare: 'none.yaml' }, 'with --compare, or write settings'],
    ['a manifest that is not there', { manifest: 'none.yaml' }, 'fix: name an existing file with --manifest'],
    ['a column too many', { trace: join(TRACES, 'two-metrics.csv') }, "does not scale on 'requests_per_second'"],
  ])('%s is an error', (_, rest, message) => expect(() => simulate(demonstration('step', rest))).toThrow(message));

  test('a manifest that is not YAML is an error with its line', () => {
    const manifest = join(folder, 'broken.yaml');
    writeFileSync(manifest, 'kind: Deployment\nmetadata: {\n');
    expect(() => simulate(demonstration('step', { manifest }))).toThrow(/broken\.yaml:\d: /);
  });
});

describe('simulate with a platform file', () => {
  const file = join(folder, 'platform.yaml');
  writeFileSync(
    file,
    `profile: lean
monitoring: {enabled: false}
cluster: {version: "1.34"}
autoscaling:
  scalers:
    - {name: web, namespace: shop, target: {name: web}, max: 10, cpu: {utilization: 50}}
    - {name: worker, namespace: shop, target: {name: worker}, max: 4, cpu: {average: 100m}, engine: keda}
`,
  );
  const OWN = { file, manifest: undefined, json: true };
  const changesOf = (rest: Partial<SimulateOptions>) =>
    (JSON.parse(simulate(demonstration('step', { ...OWN, ...rest }))) as { changes: { to: number }[] }).changes.map(
      ({ to }) => to,
    );

  test('reports the line of a scaler whose workload is not described', () => {
    expect(() => changesOf({ hpa: 'web' })).toThrow(
      `${file}: 1 mistake; nothing was simulated\n  ${file}:6 autoscaling.scalers[0]: the target is a percentage of the requests of cpu, and Deployment/web is not there\n    fix: describe its pods, such as --requests cpu=200m, or add its manifest with --manifest <file>`,
    );
  });

  test('simulates an own workload that options describe, or a manifest beside the platform', () => {
    expect(changesOf({ hpa: 'web', requests: { cpu: '200m' }, limits: { cpu: '200m' } })).toEqual([2, 4, 8, 10, 1]);
    const manifest = join(folder, 'web.yaml');
    const container = { name: 'app', resources: { limits: { cpu: '200m' } } };
    const deployment = {
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { template: { spec: { containers: [container] } } },
    };
    writeFileSync(manifest, JSON.stringify(deployment));
    expect(changesOf({ hpa: 'web', manifest })).toEqual([2, 4, 8, 10, 1]);
  });

  test('simulates the HPA that KEDA makes of a scaler, for the version of the cluster', () => {
    expect(changesOf({ hpa: 'keda-hpa-worker' })).toEqual([4, 1]);
    const manifest = join(folder, 'tolerant.yaml');
    const target = { type: 'AverageValue', averageValue: '100m' };
    const spec = {
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      maxReplicas: 3,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
      behavior: { scaleUp: { tolerance: '0.5' } },
    };
    writeFileSync(manifest, JSON.stringify({ kind: 'HorizontalPodAutoscaler', metadata: { name: 'own' }, spec }));
    const notesOf = (rest: Partial<SimulateOptions>) =>
      (
        JSON.parse(simulate(demonstration('step', { ...OWN, manifest, hpa: 'own', initial: 1, ...rest }))) as {
          notes: string[];
        }
      ).notes;
    expect(notesOf({})).toEqual([
      'the tolerance in the behavior of own has no effect: the API server drops it, as the feature gate HPAConfigurableTolerance is off before Kubernetes 1.35',
    ]);
    expect(notesOf({ kubernetesVersion: '1.35' })).toEqual([]);
    expect(notesOf({ featureGates: { HPAConfigurableTolerance: true } })).toEqual([]);
  });
});

describe('simulate with zero replicas', () => {
  const manifest = join(folder, 'zero.yaml');
  writeFileSync(
    manifest,
    `kind: HorizontalPodAutoscaler
metadata: { name: zero }
spec:
  minReplicas: 0
  maxReplicas: 5
  scaleTargetRef: { kind: Deployment, name: web }
  metrics:
    - { type: External, external: { metric: { name: queue }, target: { type: AverageValue, averageValue: 10 } } }
`,
  );
  const zero = (rest: Partial<SimulateOptions>) =>
    demonstration('step', { manifest, hpa: 'zero', initial: 1, ...rest });

  test('is refused by the version that the API server refuses it in, with the line', () => {
    expect(() => simulate(zero({ kubernetesVersion: '1.36' }))).toThrow(
      `${manifest}:4 spec.minReplicas: the API server of Kubernetes 1.36 refuses 0: the feature gate HPAScaleToZero is off`,
    );
    expect(simulate(zero({}))).toContain('Deployment/web, 0 to 5 replicas');
    expect(simulate(zero({ kubernetesVersion: '1.36', featureGates: { HPAScaleToZero: true } }))).toContain(
      'Deployment/web, 0 to 5 replicas',
    );
    expect(() => simulate(demonstration('step', { compare: 'min=0' }))).toThrow('--compare: 1 mistake');
  });

  test('reports why an HPA does nothing after 0 replicas were set by hand (kubernetes/kubernetes#110278)', () => {
    expect(simulate(zero({ kubernetesVersion: '1.37', initial: 0 }))).toContain(
      '\nnote: from 0 s on, zero does nothing, as it did not set the 0 replicas: its condition ScalingActive is False with the reason ScalingDisabled, and ScaledToZero is not True; set 1 replica or more by hand',
    );
    expect(simulate(zero({ kubernetesVersion: '1.37' }))).not.toContain('note:');
  });
});

test.each<[string, Partial<SimulateOptions>, string]>([
  [
    'a pending time above the start',
    { podPending: 20 },
    '--pod-pending: 20 is above --pod-start, which is 10: a pod is ready only after its containers run\n    allowed: at most 10\n    fix: write 10 or less, or raise --pod-start',
  ],
  [
    'a start-up without its length',
    { startupCpu: 1 },
    '--startup-cpu: --startup-seconds is missing\n    fix: add --startup-seconds',
  ],
  ['a start-up without its CPU', { startupSeconds: 60 }, '--startup-seconds: --startup-cpu is missing'],
  ['a base use above the limit', { base: { cpu: '1' } }, '--base: 1 leaves nothing for the load'],
])('%s is an error', (_, rest, message) => expect(() => simulate(demonstration('step', rest))).toThrow(message));
