import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One running program and the file with its output. */
interface Running {
  readonly name: string;
  readonly child: ChildProcess;
  readonly log: string;
  /** Exit code or signal, once the program has ended. */
  ended?: string;
}

/**
 * However the harness ends, its end of the pipe closes: the guard then kills the remaining programs and removes the
 * folder. An orderly stop ends the guard first.
 */
const GUARD = 'read -r _; while read -r pid; do kill -KILL "$pid" 2>/dev/null; done <"$1/pids"; rm -rf "$1"';

/** The background programs of one cluster: each in its own session, with its output in a file, ended by process id. */
export class Processes {
  private readonly running: Running[] = [];
  private readonly guard: ChildProcess;
  private stopped = false;

  /** @param folder holds the logs and the list of process ids; removed by `stop` */
  constructor(private readonly folder: string) {
    this.writePids();
    this.guard = spawn('sh', ['-c', GUARD, 'guard', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.guard.unref();
    (this.guard.stdin as (NodeJS.WritableStream & { unref?: () => void }) | null)?.unref?.();
  }

  /** Starts a program; its output goes to `<folder>/<name>.log`. */
  start(name: string, binary: string, args: readonly string[]): void {
    const log = join(this.folder, `${name}.log`);
    const output = openSync(log, 'a');
    const child = spawn(binary, args, { cwd: this.folder, detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    const running: Running = { name, child, log };
    child.on('error', (error) => (running.ended = error.message));
    child.on('exit', (code, signal) => {
      running.ended = signal ?? `exit code ${code}`;
      this.writePids();
    });
    child.unref();
    this.running.push(running);
    this.writePids();
  }

  /** Throws if a program has ended by itself; the error shows the end of its output. */
  assertRunning(): void {
    const dead = this.running.find(({ ended }) => ended !== undefined);
    if (dead) throw new Error(`${dead.name} ended (${dead.ended}):\n${this.tail(dead.name)}`);
  }

  /** The last lines of a program's output. */
  tail(name: string, lines = 15): string {
    const log = this.running.find((running) => running.name === name)?.log;
    return log ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
  }

  /** Process ids of the running programs, by name. */
  pids(): Readonly<Record<string, number>> {
    const alive = this.running.filter(({ ended, child }) => ended === undefined && child.pid !== undefined);
    return Object.fromEntries(alive.map(({ name, child }) => [name, child.pid as number]));
  }

  /**
   * Ends every program and, unless `keepFolder`, removes the folder. Synchronous, so that it works while Node exits.
   * Programs are killed outright: none of their data outlives the test.
   */
  stop({ keepFolder = false } = {}): void {
    this.stopped = true;
    const pids = Object.values(this.pids()).reverse();
    if (this.guard.pid !== undefined) pids.unshift(this.guard.pid);
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    if (!keepFolder) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private writePids(): void {
    if (this.stopped) return;
    writeFileSync(join(this.folder, 'pids'), [...Object.values(this.pids()), ''].join('\n'));
  }
}
