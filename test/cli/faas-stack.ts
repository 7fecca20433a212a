import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What a run of the program left behind. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const ROOT = join(__dirname, '../..');

/** Lets a plain Node read the sources themselves, so that no test depends on a build that may be old. */
const READ_TYPESCRIPT = `
  const { transformFileSync } = require('@swc/core');
  require.extensions['.ts'] = (module, file) => {
    const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' };
    module._compile(transformFileSync(file, { jsc, module: { type: 'commonjs' }, swcrc: false }).code, file);
  };
`;

/** A program for `node -e` that may require sources of the project. */
export function readsTypescript(program: string): string {
  return READ_TYPESCRIPT + program;
}

/** Runs the program as a user does, in a process of its own. */
export function faasStack(...args: string[]): Run {
  return runSource('lib/cli/main.ts', args);
}

/** Runs a source file of the project in a process of its own. */
export function runSource(source: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, input = ''): Run {
  const code = readsTypescript(`require(${JSON.stringify(join(ROOT, source))});`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code, '--', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    input,
    env: { ...process.env, ...env },
  });
  return { code: status, stdout, stderr };
}
