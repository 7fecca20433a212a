import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';

/** What the last stage of a Dockerfile leaves. */
export interface BuiltImage {
  /** The folder that stands for `/`. */
  readonly root: string;
  readonly workingDirectory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: number;
  readonly command: readonly string[];
}

interface Stage {
  root: string;
  workingDirectory: string;
  env: Record<string, string>;
}

/**
 * Carries out a Dockerfile without a container: each stage is a folder, and RUN uses the programs of this machine instead of the
 * base image's. Only the instructions of this project's Dockerfile are implemented; any other is an error.
 */
export function buildImage(context: string, folder: string): BuiltImage {
  const stages = new Map<string, Stage>();
  let stage: Stage = { root: '', workingDirectory: '/', env: {} };
  let user = -1;
  let command: readonly string[] = [];
  const place = (path: string, { root, workingDirectory } = stage): string =>
    join(root, posix.resolve(workingDirectory, path));
  const run: Readonly<Record<string, (rest: string) => void>> = {
    ARG: () => undefined,
    EXPOSE: () => undefined,
    FROM(rest) {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? 'last';
      stage = { root: join(folder, name), workingDirectory: '/', env: {} };
      mkdirSync(stage.root);
      stages.set(name, stage);
    },
    ENV(rest) {
      const [name = '', value = ''] = rest.split('=');
      stage.env[name] = value;
    },
    WORKDIR(rest) {
      stage.workingDirectory = rest;
      mkdirSync(place('.'), { recursive: true });
    },
    COPY(rest) {
      const words = rest.split(' ');
      const from = /^--from=(.*)/.exec(words[0] ?? '')?.[1];
      const [target = '', ...sources] = words.slice(from === undefined ? 0 : 1).reverse();
      const origin = from === undefined ? { root: context, workingDirectory: '/' } : stages.get(from);
      for (const source of sources.flatMap((pattern) => filesOf(place(pattern, origin as Stage)))) {
        const isFolder = sources.some((pattern) => pattern.endsWith('/'));
        cpSync(source, isFolder ? place(target) : join(place(target), basename(source)), { recursive: true });
      }
    },
    RUN(rest) {
      execFileSync('sh', ['-c', rest], { cwd: place('.'), stdio: 'pipe', env: { ...process.env, ...stage.env } });
    },
    USER(rest) {
      user = Number(rest.split(':')[0]);
    },
    CMD(rest) {
      command = JSON.parse(rest) as string[];
    },
  };
  for (const line of readFileSync(join(context, 'Dockerfile'), 'utf8').split('\n')) {
    const [, instruction = '', rest = ''] = /^([A-Z]+) (.*)/.exec(line) ?? [];
    if (instruction === '') continue;
    const carryOut = run[instruction];
    if (!carryOut) throw new Error(`instruction ${instruction} is not implemented here`);
    carryOut(rest);
  }
  return { ...stage, user, command };
}

/** The files that a path with one `*` in its last part names. */
function filesOf(path: string): string[] {
  const [start = '', end] = basename(path).split('*');
  if (end === undefined) return [path];
  const parent = join(path, '..');
  return readdirSync(parent)
    .filter((file) => file.startsWith(start) && file.endsWith(end))
    .map((file) => join(parent, file));
}
