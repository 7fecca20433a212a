import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { TRIGGERS, type TriggerContract, type TriggerType } from '../../../lib/crds/keda-triggers';
import { KEDA_VERSION } from '../../../lib/crds/version';
import { cacheFolder } from '../build-tools';
import { SOURCES } from '../sources';

const run = promisify(execFile);

/** Folder of KEDA's Go module, whose checksum `go` verifies. */
export async function kedaModule(): Promise<string> {
  const { stdout } = await run('go', ['mod', 'download', '-json', `github.com/kedacore/keda/v2@v${KEDA_VERSION}`]);
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}

/** Keys that a trigger reads. */
type Keys = Pick<TriggerContract, 'metadata' | 'authentication'>;

/** The keys that the source of a trigger reads: `keda` tags of its fields, and look-ups in its maps. */
export function keysRead(folder: string, type: TriggerType): Keys {
  const files = [TRIGGERS[type].source, ...(type === 'prometheus' ? [HTTP_AUTHENTICATION] : [])];
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const constant = new Map(
    [...text.matchAll(/^\s*(\w+)\s*=\s*"(\w+)"$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  const looked = (map: string): string[] =>
    [...text.matchAll(new RegExp(`${map}\\[(?:"(\\w+)"|(\\w+))\\]`, 'g'))].flatMap(
      ([, literal, name = '']) => literal ?? constant.get(name) ?? [],
    );
  const tagged = (order: string): string[] =>
    [...text.matchAll(/`keda:"name=([\w;]+),\s*order=([\w;]+)/g)].flatMap(([, names = '', orders = '']) =>
      orders.split(';').includes(order) ? names.split(';') : [],
    );
  const all = (map: string, order: string): string[] => [...new Set([...looked(map), ...tagged(order)])].sort();
  return {
    metadata: all('TriggerMetadata', 'triggerMetadata'),
    authentication: all('AuthParams', 'authParams'),
  };
}

const HTTP_AUTHENTICATION = 'pkg/scalers/authentication/authentication_types.go';

/** Folders of the module that the driver needs; with names, only these files. */
const NEEDED: Readonly<Record<string, readonly string[] | undefined>> = {
  'apis/keda/v1alpha1': undefined,
  'pkg/eventreason': undefined,
  'pkg/metricscollector/webhook': undefined,
  'pkg/scalers': ['kafka_scaler', 'prometheus_scaler', 'cron_scaler', 'cpu_memory_scaler', 'scaler'],
  'pkg/scalers/authentication': undefined,
  'pkg/scalers/aws': undefined,
  'pkg/scalers/kafka': undefined,
  'pkg/scalers/scalersconfig': undefined,
  'pkg/util': [
    ...['certificates', 'conver_types', 'env_resolver', 'helpers', 'http', 'normalize_string', 'parse_string'],
    ...['tls_config', 'value_by_path'],
  ],
};

/** Our sources, and their places in the copy of the module. */
const OWN: Readonly<Record<string, string>> = {
  'main.go': 'cmd/driver',
  'shared.go': 'pkg/scalers',
  'azure.go': 'pkg/scalers/azure',
  'gcp.go': 'pkg/scalers/gcp',
};

/**
 * Builds the driver within a copy of KEDA's module, with the versions of its own go.mod. Other triggers and the clouds are left
 * out: with them it would have twice as many packages.
 */
export async function kedaDriver(): Promise<string> {
  const folder = await kedaModule();
  const own = join(SOURCES, 'autoscaling/keda');
  const hash = createHash('sha256');
  for (const file of Object.keys(OWN)) hash.update(readFileSync(join(own, file)));
  const binary = join(cacheFolder(), 'keda-driver', `${KEDA_VERSION}-${hash.digest('hex').slice(0, 8)}`, 'driver');
  if (existsSync(binary)) return binary;
  const copy = join(dirname(binary), `module-${process.pid}`);
  const put = (from: string, to: string): void => {
    mkdirSync(dirname(join(copy, to)), { recursive: true });
    copyFileSync(from, join(copy, to));
  };
  for (const file of ['go.mod', 'go.sum']) put(join(folder, file), file);
  for (const [within, names] of Object.entries(NEEDED)) {
    const files = readdirSync(join(folder, within)).filter(
      (file) => file.endsWith('.go') && !file.endsWith('_test.go'),
    );
    const wanted = names ? files.filter((file) => names.includes(file.slice(0, -'.go'.length))) : files;
    for (const file of wanted) put(join(folder, within, file), join(within, file));
  }
  for (const [file, place] of Object.entries(OWN)) put(join(own, file), join(place, file));
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-trimpath -buildvcs=false -mod=readonly', GOWORK: 'off' };
  const built = run('go', ['build', '-ldflags=-s -w', '-o', `${binary}.unfinished`, './cmd/driver'], {
    cwd: copy,
    env,
  });
  if (built.child.pid !== undefined) setPriority(built.child.pid, constants.priority.PRIORITY_LOW);
  await built;
  renameSync(`${binary}.unfinished`, binary);
  rmSync(copy, { recursive: true });
  return binary;
}
