import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { buildTools } from '../build-tools';

const MAIN = join(__dirname, '..', '..', '..', 'lib', 'cli', 'main.js');

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the output contains a text. */
  printed(text: string): Promise<void>;
}

/** Runs faas-stack as users do, with their kubectl and kubeconfig file. */
export class FaasStack {
  private readonly folder = mkdtempSync(join(tmpdir(), 'faas-stack-apply-'));
  private files = 0;

  private constructor(
    private readonly kubectl: string,
    private readonly kubeconfig: string,
  ) {}

  static async with(kubeconfig: string): Promise<FaasStack> {
    const { kubectl } = await buildTools(() => undefined);
    return new FaasStack(kubectl, kubeconfig);
  }

  /** Writes a platform file of its own. */
  platform(text: string): string {
    const file = join(this.folder, `platform-${++this.files}.yaml`);
    writeFileSync(file, text);
    return file;
  }

  run(...args: string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  start(...args: string[]): Running {
    const path = [dirname(this.kubectl), process.env['PATH']].join(delimiter);
    const env = { ...process.env, KUBECONFIG: this.kubeconfig, PATH: path };
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    const listeners = new Set<() => void>();
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
      for (const listener of listeners) listener();
    });
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, out, err })));
    const printed = (text: string) =>
      new Promise<void>((done, failed) => {
        const look = () => out.includes(text) && done();
        listeners.add(look);
        look();
        void ended.then(() => failed(new Error(`ended without '${text}': ${out}${err}`)));
      });
    return { child, ended, printed };
  }

  /** Removes the platform files. */
  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
