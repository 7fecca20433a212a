import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, ToolsError } from '../build-tools';
import { withLock } from '../lock';
import { SOURCES } from '../sources';
import { assertDeclared } from '../test-files';
import { type Program, requireProgram } from './programs';

const run = promisify(execFile);

/** How a package manager installs a server. */
interface Installation {
  /** File under `tools/<name>` that pins the packages. */
  readonly pins: string;
  /** Finds the server's version in that file. */
  readonly version: RegExp;
  readonly manager: Program;
  /** Installs into an empty folder. */
  readonly fill: (manager: string, sources: string, folder: string) => Promise<void>;
}

const fromMaven = (goal: string): Installation => ({
  pins: 'pom.xml',
  version: /<artifactId>[^<]*<\/artifactId>\s*<version>([^<]*)<\/version>/,
  manager: 'mvn',
  fill: async (manager, sources, folder) => {
    const options = ['-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
    await run(manager, ['--quiet', '--batch-mode', '--file', join(sources, 'pom.xml'), goal, ...options]);
  },
});
const jars = fromMaven('dependency:copy-dependencies');

/** The servers by the names of their folders under `tools/`. */
const INSTALLATIONS = {
  kafka: jars,
  zookeeper: jars,
  'bus-clients': jars,
  elastic4s: jars,
  akka: jars,
  pekko: jars,
  fabric8: jars,
  kamon: jars,
  brave: jars,
  elasticsearch: fromMaven('dependency:unpack-dependencies'),
  couchdb: {
    pins: 'package-lock.json',
    version: /"version": "([^"]*)"/,
    manager: 'npm',
    fill: async (manager, sources, folder) => {
      for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(sources, file), join(folder, file));
      await run(manager, ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']);
    },
  },
  nginx: {
    pins: 'requirements.txt',
    version: /==(.*)/,
    manager: 'python3',
    fill: async (manager, sources, folder) => {
      // Only the files in the target folder are used: a virtual environment could not be renamed.
      const environment = join(folder, 'environment');
      await run(manager, ['-m', 'venv', environment]);
      const requirements = ['--requirement', join(sources, 'requirements.txt'), '--target', join(folder, 'packages')];
      const pip = ['install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', ...requirements];
      await run(join(environment, 'bin', 'pip'), pip);
      rmSync(environment, { recursive: true });
    },
  },
} as const satisfies Record<string, Installation>;

export type ServerName = keyof typeof INSTALLATIONS;

/** Whether a package manager installs it; otherwise it is built. */
export function isServer(name: string): name is ServerName {
  return Object.hasOwn(INSTALLATIONS, name);
}

/** Content and folder of a server's pins, and the pinned version. */
function pinsOf(name: ServerName): { sources: string; pinned: string; version: string } {
  const { pins, version }: Installation = INSTALLATIONS[name];
  const sources = join(SOURCES, 'tools', name);
  const pinned = readFileSync(join(sources, pins), 'utf8');
  const [, found] = version.exec(pinned) ?? [];
  if (found === undefined) throw new ToolsError(`there is no version in test/cluster/tools/${name}/${pins}`);
  return { sources, pinned, version: found.trim() };
}

/** The version of a server. */
export function pinnedVersion(name: ServerName): string {
  return pinsOf(name).version;
}

/**
 * The folder of a server in the tool cache. Installs it if it is missing.
 *
 * @param log receives a progress line
 * @throws ToolsError when the package manager is missing or fails
 */
export async function installed(
  name: ServerName,
  log: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Promise<string> {
  assertDeclared(name);
  const { pins, manager, fill }: Installation = INSTALLATIONS[name];
  const { sources, pinned, version } = pinsOf(name);
  const digest = createHash('sha256').update(pinned).digest('hex').slice(0, 8);
  const key = [version, process.platform, process.arch, digest].join('-');
  const folder = join(cacheFolder(), 'tools', name, key);
  if (existsSync(folder)) return folder;
  const program = requireProgram(manager);
  mkdirSync(dirname(folder), { recursive: true });
  return withLock(`${folder}.lock`, log, async () => {
    // Another run may have installed it while this one waited for the lock.
    if (existsSync(folder)) return folder;
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished);
    log(`install ${name} ${key}`);
    try {
      await fill(program, sources, unfinished);
      renameSync(unfinished, folder);
      return folder;
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new ToolsError(
        `could not install ${name} (test/cluster/tools/${name}/${pins}):\n${stdout}${stderr}${String(error)}`,
      );
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  });
}

/** Class path of a server, or of the libraries that OpenWhisk's programs are made of. */
export async function classPath(
  name: 'kafka' | 'zookeeper' | 'bus-clients' | 'elastic4s' | 'akka' | 'pekko' | 'fabric8' | 'kamon' | 'brave',
): Promise<string> {
  return join(await installed(name), '*');
}

/** The home folder of Elasticsearch. */
export async function elasticsearchHome(): Promise<string> {
  const [home = ''] = await readdir(await installed('elasticsearch'));
  return join(await installed('elasticsearch'), home);
}

/** Folder with the modules of a server with CouchDB's API. */
export async function couchdbModules(): Promise<string> {
  return installed('couchdb');
}

/** An nginx that resolves upstreams at run time, unlike the older one of Debian. */
export async function nginxProgram(): Promise<string> {
  const folder = await installed('nginx');
  const file = readdirSync(folder, { encoding: 'utf8', recursive: true }).find((name) =>
    /\/bin\/[^/]+\/nginx$/.test(name),
  );
  if (file === undefined) throw new ToolsError(`the package in ${folder} has no nginx for this system`);
  return resolve(folder, file);
}
