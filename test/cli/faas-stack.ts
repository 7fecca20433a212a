import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What a run of the program left behind. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Lets a plain Node read the sources themselves, so that no test depends on a build that may be old. */
const READ_TYPESCRIPT = `
  const { transformFileSync } = require('@swc/core');
  require.extensions['.ts'] = (module, file) => {
    const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' };
    module._compile(transformFileSync(file, { jsc, module: { type: 'commonjs' }, swcrc: false }).code, file);
  };
`;

/** Runs the program as a user does, in a process of its own. */
export function faasStack(...args: string[]): Run {
  return runSource('lib/cli/main.ts', args);
}

/** Runs a source file of the project in a process of its own. */
export function runSource(source: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const root = join(__dirname, '../..');
  const code = `${READ_TYPESCRIPT}require(${JSON.stringify(join(root, source))});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code, '--', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: status, stdout, stderr };
}
