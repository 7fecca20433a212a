import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/** How a script ended. */
export interface ScriptResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as they came. */
  readonly output: string;
}

const STAND_INS = join(__dirname, 'bin');

/**
 * Where scripts find their programs: stand-ins for wget, nc, curl and openssl, then the system's own. `SCRIPT_PATH` in the
 * environment replaces it, for instance by a folder of links to a real busybox.
 */
export const SCRIPT_PATH = process.env['SCRIPT_PATH'] ?? `${STAND_INS}${delimiter}${process.env['PATH'] ?? ''}`;

/** A folder that holds only these programs; a script that has nothing else on its PATH calls nothing else. */
export class Toolbox {
  public readonly path = mkdtempSync(join(tmpdir(), 'toolbox-'));

  constructor(programs: readonly string[]) {
    // The stand-ins run in it.
    symlinkSync(process.execPath, join(this.path, 'node'));
    for (const program of programs) symlinkSync(which(program), join(this.path, program));
  }

  public remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

function which(program: string): string {
  const found = SCRIPT_PATH.split(delimiter).find((folder) => existsSync(join(folder, program)));
  if (found === undefined) throw new Error(`There is no program ${program} in ${SCRIPT_PATH}`);
  return resolve(found, program);
}

/** Options of {@link runScript}. */
export interface ScriptOptions {
  /** @default sh */
  readonly shell?: 'sh' | 'bash';
  /** Time after which the script is killed and the test fails. @default 20000 */
  readonly timeoutMs?: number;
}

/** Runs a script for real, in nothing but the given environment and {@link SCRIPT_PATH}. */
export async function runScript(
  script: string,
  env: Readonly<Record<string, string>>,
  { shell = 'sh', timeoutMs = 20_000 }: ScriptOptions = {},
): Promise<ScriptResult> {
  const child = spawn(shell, ['-c', script], {
    env: { PATH: SCRIPT_PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: the end of the shell alone would not end what it has started.
    detached: true,
  });
  const result = { stdout: '', stderr: '', output: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      result[stream] += text;
      result.output += text;
    });
  }
  return new Promise((fulfil, reject) => {
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      reject(new Error(`The script did not end within ${timeoutMs} ms; it said:\n${result.output}`));
    }, timeoutMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      fulfil({ code, ...result });
    });
  });
}
