import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platformJsonSchema } from '../../lib/platform/model';
import { faasStack, runSource } from './faas-stack';

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
  test('writes the standard platform when it is told no other', () => {
    const { code, stdout, stderr } = faasStack('synth', '-o', join(folder, 'dist'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^stacks\/platforms\/standard.yaml: owdev, profile standard, namespace openwhisk\n/);
    expect(readdirSync(join(folder, 'dist'))).toEqual([
      '00-crds.k8s.yaml',
      '20-openwhisk.k8s.yaml',
      '30-monitoring.k8s.yaml',
    ]);
  });

  test('tells a mistake without a stack trace, ends with code 1 and writes nothing', () => {
    const dist = join(folder, 'none');
    expect(faasStack('synth', '-f', WRONG, '-o', dist)).toEqual({ code: 1, stdout: '', stderr: MESSAGE });
    expect(existsSync(dist)).toBe(false);
  });

  test('says what it does not know', () => {
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

describe('what cdk8s synth runs', () => {
  test('writes the platform of PLATFORM_FILE to CDK8S_OUTDIR', () => {
    const dist = join(folder, 'cdk8s');
    const env = { PLATFORM_FILE: 'stacks/platforms/lean.yaml', CDK8S_OUTDIR: dist };
    expect(runSource('stacks/main.ts', [], env)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(dist, '20-openwhisk.k8s.yaml'), 'utf8')).not.toContain('zookeeper');
  });

  test('tells a mistake in the same way', () => {
    const env = { PLATFORM_FILE: WRONG, CDK8S_OUTDIR: join(folder, 'none') };
    expect(runSource('stacks/main.ts', [], env)).toEqual({ code: 1, stdout: '', stderr: MESSAGE });
  });
});
