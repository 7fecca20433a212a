import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The user that scripts run as, as in their containers: not root, who may write everywhere. */
const USER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** How a script ended. */
interface Outcome {
  /** Exit code, or null when a signal ended it. */
  readonly status: number | null;
  /** Standard output and error, as they came. */
  readonly output: string;
  /** The last line of the output. */
  readonly verdict: string;
}

/** Runs a bash script for real, in a directory of its own, against programs that only record how they are called. */
export class Sandbox {
  public readonly directory = mkdtempSync(join(tmpdir(), 'faas-stack-script-'));

  /**
   * Makes a program that comes first on the path.
   *
   * @param body what it does, in bash, after its call was recorded
   */
  public program(name: string, body = ''): void {
    this.script(`bin/${name}`, body);
  }

  /** Makes a program of the given path in the sandbox, which is recorded under its file's name. */
  public script(path: string, body: string): string {
    const file = this.path(path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/usr/bin/env bash\n${RECORD}${body}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  public path(...parts: string[]): string {
    return join(this.directory, ...parts);
  }

  public async run(text: string, env: Record<string, string>): Promise<Outcome> {
    mkdirSync(this.path('tmp'), { recursive: true });
    if (USER.uid !== undefined) {
      for (const path of [this.directory, this.path('tmp')]) chownSync(path, USER.uid, USER.gid);
    }
    const child = spawn('bash', [this.write('script.sh', text)], {
      cwd: this.directory,
      ...USER,
      env: {
        PATH: `${this.path('bin')}:${process.env['PATH'] ?? ''}`,
        TMPDIR: this.path('tmp'),
        SANDBOX: this.directory,
        RETRY_PAUSE_SECONDS: '0',
        ...env,
      },
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { status, output, verdict: output.trimEnd().split('\n').at(-1) ?? '' };
  }

  /** All calls of the fake programs in order, each as its name and arguments. */
  public calls(): string[][] {
    if (!existsSync(this.path('calls'))) return [];
    const records = readFileSync(this.path('calls'), 'utf8').split('\0\n');
    return records.slice(0, -1).map((record) => record.split('\0'));
  }

  public write(path: string, text: string): string {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
    return this.path(path);
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/**
 * What every fake program begins with. A call is recorded in one write: several run at once.
 * `fails NAME TIMES` succeeds for the first calls only.
 */
const RECORD = `printf "%s$(printf '\\\\0%%s%.0s' "$@")\\0\\n" "\${0##*/}" "$@" >>"$SANDBOX/calls"
fails() {
  local count=0
  if [[ -e $SANDBOX/count-$1 ]]; then count=$(<"$SANDBOX/count-$1"); fi
  echo $((count + 1)) >"$SANDBOX/count-$1"
  ((count < $2))
}
`;
