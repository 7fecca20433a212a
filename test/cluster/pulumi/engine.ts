import type { EngineEvent, InlineProgramArgs, PulumiFn, Stack } from '@pulumi/pulumi/automation';
import { LocalWorkspace, PulumiCommand } from '@pulumi/pulumi/automation';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildTools } from '../build-tools';
import type { Cluster } from '../harness';
import { until } from '../wait';

/** The name of the project in stacks/Pulumi.yaml. */
const PROJECT = 'faas-stack';

/** A stack on the real Pulumi engine, with its state in a folder of the cluster. */
export interface EngineStack {
  readonly stack: Stack;
  /** Where the engine keeps the state and the configuration. */
  readonly folder: string;
}

/** The folder of the example platforms. */
export const PLATFORMS = join(__dirname, '../../../../stacks/platforms');

/** Says which example platform a stack is of, and where its cluster is. */
export async function configure({ stack }: EngineStack, cluster: Cluster, profile: string): Promise<void> {
  await stack.setAllConfig({
    platform: { value: join(PLATFORMS, `${profile}.yaml`) },
    kubeconfig: { value: cluster.kubeconfig },
  });
}

/** The real engine, and the test provider in place of the plugin `kubernetes`. */
export class Engine {
  private constructor(
    private readonly cluster: Cluster,
    private readonly command: PulumiCommand,
    private readonly providerPort: string,
  ) {}

  /** Builds the program `pulumi` if it is missing, and starts the test provider. */
  static async start(cluster: Cluster): Promise<Engine> {
    const { pulumi } = await buildTools((line) => process.stderr.write(`${line}\n`), ['pulumi']);
    const root = join(cluster.folder, 'pulumi');
    mkdirSync(join(root, 'bin'), { recursive: true });
    symlinkSync(pulumi, join(root, 'bin', 'pulumi'));
    const log = join(cluster.folder, 'test-provider.log');
    cluster.processes.start('test-provider', process.execPath, [
      join(__dirname, 'test-provider.js'),
      cluster.kubeconfig,
    ]);
    const port = () => {
      cluster.processes.assertRunning();
      return existsSync(log) && /^\d+$/m.exec(readFileSync(log, 'utf8'))?.[0];
    };
    const providerPort = await until(port, { what: 'the test provider listens' });
    const command = await PulumiCommand.get({ root, skipVersionCheck: true });
    return new Engine(cluster, command, providerPort);
  }

  /**
   * Makes a stack of a program that runs in this process.
   *
   * @param checkpoints whether the engine writes its state at each step, as it does by itself: it takes a third of a second with
   * the definitions in the state, and matters only where it is interrupted
   */
  async stack(name: string, program: PulumiFn, { checkpoints = true } = {}): Promise<EngineStack> {
    const folder = mkdtempSync(join(this.cluster.folder, `stack-${name}-`));
    mkdirSync(join(folder, 'state'));
    const args: InlineProgramArgs = { stackName: name, projectName: PROJECT, program };
    const stack = await LocalWorkspace.createOrSelectStack(args, {
      workDir: folder,
      pulumiHome: join(folder, 'home'),
      pulumiCommand: this.command,
      projectSettings: { name: PROJECT, runtime: 'nodejs', main: folder, backend: { url: `file://${folder}/state` } },
      envVars: {
        PULUMI_CONFIG_PASSPHRASE: 'of no importance',
        PULUMI_DEBUG_PROVIDERS: `kubernetes:${this.providerPort}`,
        PULUMI_SKIP_UPDATE_CHECK: 'true',
        ...(checkpoints ? {} : { PULUMI_SKIP_CHECKPOINTS: 'true' }),
      },
    });
    return { stack, folder };
  }
}

/** What happened to the objects of a stack, in that order. */
export class Steps {
  private readonly begun = new Map<string, number>();
  private readonly ended = new Map<string, number>();
  private clock = 0;

  /** Takes events as the engine tells them. */
  readonly listen = (event: EngineEvent): void => {
    this.clock += 1;
    const begins = event.resourcePreEvent?.metadata;
    const ends = event.resOutputsEvent?.metadata;
    if (begins) this.note(this.begun, begins);
    if (ends) this.note(this.ended, ends);
  };

  private note(moments: Map<string, number>, { urn, type, op }: { urn: string; type: string; op: string }): void {
    if (type.startsWith('kubernetes:')) moments.set(`${op} ${nameIn(urn)}`, this.clock);
  }

  /** The names of the objects with a finished step of this kind. */
  names(op: 'create' | 'update' | 'replace' | 'delete' | 'same'): string[] {
    return [...this.ended.keys()].flatMap((key) => (key.startsWith(`${op} `) ? key.slice(op.length + 1) : [])).sort();
  }

  /** Whether one was created, and ready, before the creation of the other began. */
  inOrder(first: string, then: string): boolean {
    return (this.ended.get(`create ${first}`) ?? Infinity) < (this.begun.get(`create ${then}`) ?? -1);
  }
}

/** The last part of a URN, without the name of the platform. */
function nameIn(urn: string): string {
  const name = urn.split('::').at(-1) ?? '';
  return name.slice(name.indexOf('/') + 1);
}
