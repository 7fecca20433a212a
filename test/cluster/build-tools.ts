import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, homedir, setPriority } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from './lock';
import { SOURCES } from './sources';
import { assertDeclared } from './test-files';
import { CLUSTER_TOOLS, TOOLS, type ToolName, toolOf } from './tools';

const run = promisify(execFile);

/** Milliseconds between two progress lines of a build. */
const HEARTBEAT = 30_000;

const GO_MISSING = [
  'The cluster test builds the Kubernetes control plane from source and needs the Go toolchain (1.21 or newer; it',
  'fetches the exact version by itself). `go` is not in the PATH.',
  '  Debian, Ubuntu: apt-get install golang-go (or golang-1.24-go from backports)',
  '  macOS:          brew install go',
  '  any system:     the archive of the Go project, unpacked, with its bin folder in the PATH',
].join('\n');

/** Environment variable with the binaries that this process or its parent has found: a lookup takes several calls of `go`. */
const FOUND = 'FAAS_STACK_BINARIES';

/** A problem of the machine, to be printed without a stack trace. */
export class ToolsError extends Error {}

/** Folder of the built programs: outside the checkout, so that a fresh clone finds them. */
export function cacheFolder(): string {
  const { FAAS_STACK_CACHE, XDG_CACHE_HOME } = process.env;
  if (FAAS_STACK_CACHE) return resolve(FAAS_STACK_CACHE);
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'faas-stack');
}

function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-trimpath -buildvcs=false', GOWORK: 'off' };
}

async function go(folder: string, ...args: string[]): Promise<string> {
  try {
    return (await run('go', args, { cwd: folder, env: goEnvironment() })).stdout.trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ToolsError(GO_MISSING);
    const { stderr } = error as { stderr?: string };
    throw new ToolsError(`go ${args.join(' ')} failed in ${folder}:\n${stderr ?? String(error)}`);
  }
}

/** Inputs of a build and the path of its result. */
interface Recipe {
  readonly name: ToolName;
  readonly folder: string;
  readonly version: string;
  readonly args: readonly string[];
  readonly binary: string;
}

/** The Go files beside a go.mod. */
function ownFiles(folder: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith('.go'));
}

async function recipe(name: ToolName): Promise<Recipe> {
  const tool = toolOf(name);
  const folder = join(SOURCES, 'tools', tool.wrapper);
  const [version, goVersion, platform] = await Promise.all([
    go(folder, 'list', '-m', '-f', '{{.Version}}', tool.module),
    go(folder, 'env', 'GOVERSION'),
    go(folder, 'env', 'GOOS', 'GOARCH'),
  ]);
  const ldflags = ['-s', '-w', ...(tool.stamp?.(version) ?? []).flatMap((stamp) => ['-X', stamp])].join(' ');
  const args = ['-mod=readonly', ...(tool.tags ? [`-tags=${tool.tags.join(',')}`] : []), `-ldflags=${ldflags}`];
  // A changed dependency or flag must not reuse the old program.
  const digest = createHash('sha256')
    .update(JSON.stringify(args))
    .update(readFileSync(join(folder, 'go.sum')))
    .update(
      ownFiles(folder)
        .map((file) => readFileSync(join(folder, file), 'utf8'))
        .join(''),
    )
    .digest('hex')
    .slice(0, 8);
  const key = [version, goVersion, ...platform.split('\n'), digest].join('-');
  return { name, folder, version, args, binary: join(cacheFolder(), 'tools', name, key, name) };
}

/** The folder to build in, with further arguments: the wrapper's, or a copy with vendored modules, which can be added to. */
async function buildFolder(
  { name, folder }: Recipe,
  copy: string,
): Promise<readonly [folder: string, ...args: string[]]> {
  const { files, mainPackage, source } = toolOf(name);
  if (files === undefined) return [folder];
  mkdirSync(copy, { recursive: true });
  const own = mainPackage === '.' && source !== undefined ? [source] : [];
  for (const file of ['go.mod', 'go.sum', ...own]) copyFileSync(join(folder, file), join(copy, file));
  // -e: a missing embedded file is an error here, too.
  await go(copy, 'mod', 'vendor', '-e');
  for (const [path, text] of Object.entries(files)) {
    const file = join(copy, 'vendor', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return [copy, '-mod=vendor'];
}

async function build(wanted: Recipe, log: (line: string) => void): Promise<void> {
  const { name, version, args, binary } = wanted;
  // Another run may have built it while this one waited for the lock.
  if (existsSync(binary)) return;
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  const unfinished = `${binary}.unfinished`;
  const copy = `${binary}.source`;
  log(`build ${name} ${version}`);
  let end: () => void = () => undefined;
  const heartbeat = setInterval(() => log(`build ${name} ${version}: still building, ${seconds()}`), HEARTBEAT);
  try {
    const [cwd, ...further] = await buildFolder(wanted, copy);
    await new Promise<void>((done, failed) => {
      const child = spawn('go', ['build', ...args, ...further, '-o', unfinished, toolOf(name).mainPackage], {
        cwd,
        env: goEnvironment(),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      // Tests run meanwhile, and some of them measure time.
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
      end = () => child.kill();
      process.once('exit', end);
      const output: Buffer[] = [];
      child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
      child.on('error', failed);
      child.on('close', (code, signal) => {
        if (code === 0) return done();
        const reason = Buffer.concat(output).toString().trim() || `ended by ${signal ?? `code ${code}`}`;
        failed(new ToolsError(`could not build ${name} ${version}:\n${reason}`));
      });
    });
    renameSync(unfinished, binary);
    log(`build ${name} ${version}: done in ${seconds()}`);
  } finally {
    clearInterval(heartbeat);
    process.removeListener('exit', end);
    rmSync(unfinished, { force: true });
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Path of each program's binary. */
export type Binaries<Name extends ToolName = (typeof CLUSTER_TOOLS)[number]> = Readonly<Record<Name, string>>;

/**
 * Builds the programs that are missing in the cache.
 *
 * @param log receives one progress line at a time
 * @param names the programs; by default the programs of a cluster
 */
export async function buildTools(log: (line: string) => void): Promise<Binaries>;
export async function buildTools<Name extends ToolName>(
  log: (line: string) => void,
  names: readonly Name[],
): Promise<Binaries<Name>>;
export async function buildTools(
  log: (line: string) => void,
  names: readonly ToolName[] = CLUSTER_TOOLS,
): Promise<Binaries<ToolName>> {
  const found = JSON.parse(process.env[FOUND] ?? '{}') as Partial<Record<ToolName, string>>;
  for (const name of names) {
    assertDeclared(name);
    const known = found[name];
    if (known !== undefined && existsSync(known)) continue;
    const wanted = await recipe(name);
    if (!existsSync(wanted.binary)) {
      mkdirSync(dirname(wanted.binary), { recursive: true });
      await withLock(`${wanted.binary}.lock`, log, () => build(wanted, log));
    }
    found[name] = wanted.binary;
  }
  process.env[FOUND] = JSON.stringify(found);
  return Object.fromEntries(names.map((name) => [name, found[name]])) as Record<ToolName, string>;
}

if (require.main === module) {
  const names = process.argv.slice(2) as ToolName[];
  const unknown = names.filter((name) => !Object.hasOwn(TOOLS, name));
  const built = async (): Promise<Readonly<Partial<Record<ToolName, string>>>> => {
    if (unknown.length > 0)
      throw new ToolsError(`unknown program: ${unknown.join(', ')}; allowed: ${Object.keys(TOOLS).join(', ')}`);
    return buildTools((line) => process.stdout.write(`${line}\n`), names.length > 0 ? names : CLUSTER_TOOLS);
  };
  built().then(
    (binaries) => process.stdout.write(`${Object.values(binaries).join('\n')}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof ToolsError ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
