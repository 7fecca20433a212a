import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { SOURCES } from './sources';
import { CLUSTER_TOOLS, TOOLS, type ToolName, toolOf } from './tools';

const run = promisify(execFile);

/** How often a build that is still going says so, in milliseconds. */
const HEARTBEAT = 30_000;

const GO_MISSING = [
  'The cluster test builds the Kubernetes control plane from source and needs the Go toolchain (1.21 or newer; it',
  'fetches the exact version by itself). `go` is not in the PATH.',
  '  Debian, Ubuntu: apt-get install golang-go (or golang-1.24-go from backports)',
  '  macOS:          brew install go',
  '  any system:     the archive of the Go project, unpacked, with its bin folder in the PATH',
].join('\n');

/** A mistake of the surroundings, to be shown without a stack trace. */
export class ToolsError extends Error {}

/** Where built programs are kept: outside the checkout, so that a fresh clone finds them. */
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

/** One build: what goes in and where the result belongs. */
interface Recipe {
  readonly name: ToolName;
  readonly folder: string;
  readonly version: string;
  readonly args: readonly string[];
  readonly binary: string;
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
  // The digest makes a changed pin of a dependency, or changed flags, a different program.
  const digest = createHash('sha256')
    .update(JSON.stringify(args))
    .update(readFileSync(join(folder, 'go.sum')))
    .digest('hex')
    .slice(0, 8);
  const key = [version, goVersion, ...platform.split('\n'), digest].join('-');
  return { name, folder, version, args, binary: join(cacheFolder(), 'tools', name, key, name) };
}

async function build({ name, folder, version, args, binary }: Recipe, log: (line: string) => void): Promise<void> {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  // Another run may build the same program: each builds under its own name and the last rename wins.
  const unfinished = `${binary}.${process.pid}`;
  mkdirSync(resolve(binary, '..'), { recursive: true });
  log(`build ${name} ${version}`);
  const heartbeat = setInterval(() => log(`build ${name} ${version}: still building, ${seconds()}`), HEARTBEAT);
  try {
    await new Promise<void>((done, failed) => {
      const child = spawn('go', ['build', ...args, '-o', unfinished, toolOf(name).mainPackage], {
        cwd: folder,
        env: goEnvironment(),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
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
    rmSync(unfinished, { force: true });
  }
}

/** Path of each program's binary. */
export type Binaries<Name extends ToolName = (typeof CLUSTER_TOOLS)[number]> = Readonly<Record<Name, string>>;

/**
 * Makes sure that programs are in the cache, building what is missing.
 *
 * @param log receives one progress line at a time
 * @param names those of a cluster, if not given
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
  const recipes: Recipe[] = [];
  for (const name of names) recipes.push(await recipe(name));
  for (const wanted of recipes) if (!existsSync(wanted.binary)) await build(wanted, log);
  return Object.fromEntries(recipes.map(({ name, binary }) => [name, binary])) as Record<ToolName, string>;
}

if (require.main === module) {
  const names = process.argv.slice(2) as ToolName[];
  const unknown = names.filter((name) => !Object.hasOwn(TOOLS, name));
  const built = async (): Promise<Readonly<Partial<Record<ToolName, string>>>> => {
    if (unknown.length > 0)
      throw new ToolsError(`no such program: ${unknown.join(', ')}; known: ${Object.keys(TOOLS).join(', ')}`);
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
