import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, type Run } from '../cli/faas-stack';

// The package is built, packed and installed once; each example is then compiled.
jest.setTimeout(300_000);

const MEGABYTE = 1_000_000;
/** Most that the package and an installation of it may take. */
const BUDGET = { files: 2_700, unpacked: 11 * MEGABYTE, installed: 40 * MEGABYTE };

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

let packed: Packed;
let installation: Run;

function run(command: string, args: readonly string[], cwd: string): Run {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

beforeAll(() => {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT });
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  [packed] = JSON.parse(execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8' })) as [Packed];
  writeFileSync(join(folder, 'package.json'), '{}');
  const install = ['install', '--prefer-offline', '--omit=dev', '--omit=optional', `./${packed.filename}`];
  installation = run('npm', install, folder);
});

test('the package installs in an empty folder, without a warning about engines', () => {
  expect(installation).toMatchObject({ code: 0 });
  expect(installation.stderr).not.toMatch(/EBADENGINE|deprecated/);
});

test('the package has neither tests nor files of the compiler, and fits the budget', () => {
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((path) => /(^|\/)(test|examples)\/|tsbuildinfo/.test(path))).toEqual([]);
  expect(paths).toEqual(
    expect.arrayContaining(['build/lib/index.js', 'build/lib/index.d.ts', 'build/expressions.json']),
  );
  expect(paths.length).toBeLessThan(BUDGET.files);
  expect(packed.unpackedSize).toBeLessThan(BUDGET.unpacked);
});

test('an installation without Pulumi fits the budget', () => {
  const sizes = readdirSync(join(folder, 'node_modules'), { encoding: 'utf8', recursive: true })
    .map((file) => statSync(join(folder, 'node_modules', file)))
    .map((stat) => (stat.isFile() ? stat.size : 0));
  const size = sizes.reduce((sum, one) => sum + one, 0);
  expect(size).toBeGreaterThan(packed.unpackedSize);
  expect(size).toBeLessThan(BUDGET.installed);
});

test('the installed program writes the manifests of its default platform', () => {
  const { code, stdout } = run('npx', ['--no-install', 'faas-stack', 'synth', '-o', 'dist'], folder);
  expect({ code, applies: stdout.includes('kubectl apply --server-side -f dist') }).toEqual({ code: 0, applies: true });
  expect(readdirSync(join(folder, 'dist'))).toContain('20-openwhisk.k8s.yaml');
});

const NAMES = 'buildApp, checkManifests, DeploymentWorkload, LaunchOrder, parsePlatform, planObjects, RULE_GROUPS';
const PRINT = `console.log([${NAMES}].map((one) => typeof one).join(' '));`;
const TYPES = 'function function function function function function object\n';

test.each([
  ['ESM imports names', 'names.mjs', `import { ${NAMES} } from 'faas-stack'; ${PRINT}`],
  ['CommonJS requires names', 'names.cjs', `const { ${NAMES} } = require('faas-stack'); ${PRINT}`],
])('%s', (_, file, text) => {
  writeFileSync(join(folder, file), text);
  expect(run(process.execPath, [file], folder)).toEqual({ code: 0, stdout: TYPES, stderr: '' });
});

test('files that are not exported cannot be imported', () => {
  const { code, stderr } = run(process.execPath, ['-e', "require('faas-stack/build/lib/kube/pod.js')"], folder);
  expect({ code, refused: stderr.includes('ERR_PACKAGE_PATH_NOT_EXPORTED') }).toEqual({ code: 1, refused: true });
});

/** An example, copied beside the installed package, whose tools are the repository's. */
function example(name: string): string {
  const place = join(folder, name);
  cpSync(join(ROOT, 'examples', name), place, { recursive: true });
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  for (const tool of ['typescript', '@types/node']) {
    rmSync(join(folder, 'node_modules', tool), { force: true });
    symlinkSync(join(ROOT, 'node_modules', tool), join(folder, 'node_modules', tool));
  }
  return place;
}

function compile(place: string): void {
  const compiler = join(folder, 'node_modules/typescript/bin/tsc');
  expect(run(process.execPath, [compiler], place)).toEqual({ code: 0, stdout: '', stderr: '' });
}

describe('example own-app', () => {
  let manifests: string;

  beforeAll(() => {
    const place = example('own-app');
    compile(place);
    const { code, stdout, stderr } = run(process.execPath, ['build/main.js', 'dist'], place);
    expect({ code, stderr, stdout }).toMatchObject({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^2\d\d objects in dist\n$/);
    manifests = readFileSync(join(place, 'dist/26-shop.k8s.yaml'), 'utf8');
  });

  test('the component waits for the database', () => {
    expect(manifests).toContain(`faas-stack/waits-for: '{"wait-for-mysql":["StatefulSet/shop-mysql"]}'`);
    expect(manifests).toContain('name: wait-for-mysql\n');
  });

  test('the platform admits the component to the database', () => {
    const database = readFileSync(join(folder, 'own-app/dist/24-mysql.k8s.yaml'), 'utf8');
    expect(database).toContain('kubernetes.io/metadata.name: shop\n');
  });

  test('the component has a monitor, an alert, a board and policies of its own', () => {
    const kinds = [...manifests.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind);
    expect(kinds.filter((kind) => kind === 'NetworkPolicy')).toHaveLength(2);
    expect(kinds).toEqual(expect.arrayContaining(['PodMonitor', 'PrometheusRule', 'ConfigMap', 'Deployment']));
    expect(manifests).toContain('alert: ShopOrdersFailing\n');
    expect(manifests).toContain('shop-orders.json');
  });

  test('a mistake in it is a finding that stops the program', () => {
    const place = join(folder, 'own-app');
    const source = join(place, 'src/shop-chart.ts');
    const text = readFileSync(source, 'utf8');
    writeFileSync(
      source,
      text.replace("podMetricsEndpoints: [{ port: 'metrics'", "podMetricsEndpoints: [{ port: 'metric'"),
    );
    compile(place);
    const { code, stdout, stderr } = run(process.execPath, ['build/main.js', 'other'], place);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('PodMonitor/shop-orders');
    expect(readdirSync(place)).not.toContain('other');
  });
});

test('example monitoring-only has monitoring and no part of OpenWhisk', () => {
  const place = example('monitoring-only');
  compile(place);
  expect(run(process.execPath, ['build/main.js', 'dist'], place)).toMatchObject({ code: 0, stderr: '' });
  const files = readdirSync(join(place, 'dist')).sort();
  expect(files).toEqual(['00-crds.k8s.yaml', '27-node-exporter.k8s.yaml', '30-monitoring.k8s.yaml']);
  expect(readFileSync(join(place, 'dist/30-monitoring.k8s.yaml'), 'utf8')).not.toMatch(/job=\\?"openwhisk/);
});

test('example checks-only passes, and fails with the finding when a port is misspelt', () => {
  const place = example('checks-only');
  expect(run(process.execPath, ['--test'], place)).toMatchObject({ code: 0 });
  const file = join(place, 'manifests/web.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('targetPort: http', 'targetPort: htp'));
  const { code, stdout } = run(process.execPath, ['--test'], place);
  expect({ code, found: stdout.includes('manifests/web.yaml:') && stdout.includes('Service/web') }).toEqual({
    code: 1,
    found: true,
  });
});
