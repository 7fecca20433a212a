import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platformJsonSchema } from '../../lib/platform/model';
import { faasStack, runSource, type Run } from './faas-stack';

// Each test starts the program once or twice, which takes seconds on busy cores.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const WRONG = join(folder, 'wrong.yaml');
beforeAll(() => writeFileSync(WRONG, 'openwhisk:\n  kafka:\n    replicas: 0\n'));

const MESSAGE = [
  `${WRONG}: 1 mistake; nothing was written`,
  `  ${WRONG}:3 openwhisk.kafka.replicas: 0 is too small`,
  '    allowed: a whole number from 1 to 99',
  '    fix: write 1 or more',
  '',
].join('\n');

describe('the program', () => {
  test('writes the standard platform by default', () => {
    const { code, stdout, stderr } = faasStack('synth', '-o', join(folder, 'dist'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^stacks\/platforms\/standard.yaml: owdev, profile standard, namespace openwhisk\n/);
    expect(readdirSync(join(folder, 'dist'))).toEqual([
      '.faas-stack-files',
      '00-crds.k8s.yaml',
      '10-actions.k8s.yaml',
      '20-openwhisk.k8s.yaml',
      '27-node-exporter.k8s.yaml',
      '28-logging.k8s.yaml',
      '29-fluentd.k8s.yaml',
      '30-monitoring.k8s.yaml',
    ]);
  });

  test('reports a mistake without a stack trace, exits with code 1 and writes nothing', () => {
    const dist = join(folder, 'none');
    expect(faasStack('synth', '-f', WRONG, '-o', dist)).toEqual({ code: 1, stdout: '', stderr: MESSAGE });
    expect(existsSync(dist)).toBe(false);
  });

  test('reports unknown commands and options', () => {
    const { code, stdout, stderr } = faasStack('init', '--profile', 'big');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      "error: option '-p, --profile <profile>' argument 'big' is invalid. Allowed choices are lean, standard, production.\n",
    );
  });

  test('prints the JSON schema', () => {
    const { code, stdout } = faasStack('schema');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(platformJsonSchema());
  });
});

describe.each([
  ['the program', 'lib/cli/main.ts', ['synth', '-o', join(folder, 'failed')]],
  ['cdk8s synth', 'stacks/main.ts', []],
])('an error while %s writes', (_, source, args) => {
  /** Runs the program with a write that fails. */
  const runFailing = (error: string): Run => {
    const preload = join(folder, 'fail.js');
    writeFileSync(preload, `require('node:fs').writeFileSync = () => { throw ${error}; };`);
    const env = { NODE_OPTIONS: `--require ${preload}`, CDK8S_OUTDIR: join(folder, 'failed') };
    return runSource(source, args, env);
  };

  test('that is a bug is shown with its stack trace and a request to report it', () => {
    const { code, stderr } = runFailing(`new TypeError('no such property')`);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^TypeError: no such property\n {4}at .*\n(.*\n)*.*lib\/cli\/output-folder\.ts/);
    expect(stderr).toMatch(/\nThis is a bug in faas-stack; please report it with this output\.\n$/);
  });

  test('that the file system reports is shown as a message', () => {
    const { code, stderr } = runFailing(`Object.assign(new Error('x'), { code: 'ENOSPC' })`);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${join(folder, 'failed')}: the disk is full; fix: free some space, or name another folder with -o\n`,
    });
  });
});

describe('what cdk8s synth runs', () => {
  test('writes the platform of PLATFORM_FILE to CDK8S_OUTDIR', () => {
    const dist = join(folder, 'cdk8s');
    const env = { PLATFORM_FILE: 'stacks/platforms/lean.yaml', CDK8S_OUTDIR: dist };
    expect(runSource('stacks/main.ts', [], env)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(dist, '20-openwhisk.k8s.yaml'), 'utf8')).not.toContain('zookeeper');
  });

  test('reports a mistake in the same way', () => {
    const env = { PLATFORM_FILE: WRONG, CDK8S_OUTDIR: join(folder, 'none') };
    expect(runSource('stacks/main.ts', [], env)).toEqual({ code: 1, stdout: '', stderr: MESSAGE });
  });
});

describe('simulate', () => {
  const TRACES = join(__dirname, '../../stacks/traces');
  const run = (...args: string[]): Run =>
    faasStack('simulate', '--manifest', join(TRACES, 'scrypt.yaml'), '--trace', join(TRACES, 'step.csv'), ...args);

  test('prints JSON, with flags of kube-controller-manager', () => {
    const flags = ['--horizontal-pod-autoscaler-sync-period', '1m0s', '--feature-gates', 'HPAScaleToZero=true'];
    const { code, stdout } = run('--hpa', 'scrypt-hpa', '--json', '--requests', 'cpu=200m,memory=1Gi', ...flags);
    expect(code).toBe(0);
    const { series, ...rest } = JSON.parse(stdout) as { series: { time: number[] } };
    expect(series.time.slice(0, 3)).toEqual([0, 60, 120]);
    expect(Object.keys(rest)).toEqual([
      'changes',
      'unserved',
      'demanded',
      'replicaSeconds',
      'flaps',
      'hpa',
      'metrics',
      'events',
      'notes',
      'proposals',
    ]);
  });

  test.each([
    ['--pod-start', '-1', 'Write 0 or more.'],
    ['--horizontal-pod-autoscaler-sync-period', '30', 'Write a duration with its unit, such as 30s or 5m0s.'],
    ['--kubernetes-version', '1.29', 'Write a minor version from 1.34 on, such as 1.37.'],
    ['--feature-gates', 'HPAScale=true', "Unknown gate 'HPAScale'; allowed: HPAConfigurableTolerance, HPAScaleToZero."],
    [
      '--requests',
      'cpu=a lot',
      "'cpu=a lot' has another form. Write quantities by resource, such as cpu=200m,memory=128Mi",
    ],
  ])('refuses %s %s', (option, value, message) => {
    const { code, stderr } = run('--hpa', 'scrypt-hpa', option, value);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  test('compares ways of scaling, without options of an HPA', () => {
    const ways = (...args: string[]): Run =>
      faasStack('simulate', '--ways', 'keda', '--trace', join(TRACES, 'step.csv'), '--capacity', '0.5', ...args);
    const { code, stdout } = ways();
    expect(code).toBe(0);
    expect(stdout).toContain('KEDA on arriving requests at 60 % of the capacity');
    const { code: refused, stderr } = ways('--hpa', 'web', '--feature-gates', 'HPAScaleToZero=true');
    expect(refused).toBe(1);
    expect(stderr).toContain('--hpa: it has no effect on the ways of --ways, which have their own settings');
    expect(stderr).toContain('--feature-gates: it has no effect');
  });

  test('names both kinds of simulation if neither is chosen', () => {
    const { code, stderr } = run();
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      [
        '--hpa: 1 mistake; nothing was simulated',
        '  --hpa: neither --hpa nor --ways is given',
        '    fix: name a HorizontalPodAutoscaler, or compare ways of scaling with --ways all',
      ].join('\n'),
    );
  });
});
