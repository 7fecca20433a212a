import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Manifests } from '../../support/platform';
import { listen, silentServer } from '../../support/servers';
import type { ScriptResult } from '../../support/shell';
import { Processes } from '../processes';
import { execute, initContainer, type Command, type Given } from './container';
import { busyboxFolder } from './programs';

/** The manifests whose scripts are run; the scheduler brings etcd. */
export const STANDARD = Manifests.of('profile: standard\nopenwhisk:\n  scheduler:\n    enabled: true\n');

/** Options of one wait. */
export interface WaitOptions extends Given {
  /** The port on this machine that takes the place of the Service. */
  readonly port: number;
  /** @default 60 */
  readonly deadlineSeconds?: number;
  /** Folder with the programs of the image. @default - busybox */
  readonly programs?: string;
}

/** A folder for one test file, the servers that run in it, and the scripts' programs. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'faas-stack-scripts-'));
  readonly processes = new Processes(this.folder);
  /** PATH of the init containers: busybox and nothing else. */
  readonly busybox = busyboxFolder(join(this.folder, 'busybox'));

  /** Writes a file and returns its path. */
  file(name: string, content: string, mode = 0o644): string {
    const path = join(this.folder, name);
    writeFileSync(path, content, { mode });
    return path;
  }

  /** Starts a server with only the given environment variables; its output is in the log of that name. */
  start(name: string, { argv, env }: Command): void {
    const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
    this.processes.start(name, 'env', ['-i', ...variables, ...argv]);
  }

  /** Runs the init container `wait-for-<name>` of a workload, with the programs of busybox or of another folder. */
  async wait(
    manifests: Manifests,
    workload: string,
    name: string,
    { port, deadlineSeconds = 60, programs = this.busybox, ...given }: WaitOptions,
  ): Promise<ScriptResult> {
    return execute(initContainer(manifests, workload, `wait-for-${name}`, given), programs, {
      HOST: '127.0.0.1',
      PORT: String(port),
      DEADLINE_SECONDS: String(deadlineSeconds),
      INTERVAL_SECONDS: '0.2',
      TRY_TIMEOUT_SECONDS: '2',
    });
  }

  /** Ends all servers and, unless FAAS_STACK_KEEP is set, removes the folder. */
  stop(): void {
    const keepFolder = Boolean(process.env['FAAS_STACK_KEEP']);
    this.processes.stop({ keepFolder });
    if (keepFolder) process.stderr.write(`the logs are in ${this.folder}\n`);
  }
}

/** Runs a function while a server accepts connections and never answers. */
export async function withSilentServer<T>(use: (port: number) => Promise<T>): Promise<T> {
  const { port, close } = await listen(silentServer());
  try {
    return await use(port);
  } finally {
    await close();
  }
}
