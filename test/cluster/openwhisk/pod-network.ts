import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requireProgram } from '../scripts/programs';
import type { Processes } from '../processes';
import { until } from '../wait';

const run = promisify(execFile);

/** The address of the Service `kubernetes`, which is in the certificate of the harness's API server. */
export const SERVICE_ADDRESS = { host: '10.96.0.1', port: 443 };

/** Address of the bridge; kwok gives pods addresses of the same range, never this one. */
const BRIDGE_ADDRESS = '10.244.255.254/16';

/** Where the kubelet mounts the token of a pod's ServiceAccount. */
const TOKEN_DIR = '/run/secrets/kubernetes.io/serviceaccount';

/** The files of a ServiceAccount in a pod. */
export interface TokenFiles {
  readonly token: string;
  readonly 'ca.crt': string;
  readonly namespace: string;
}

/**
 * A network of pods: each has a network namespace with an address of its own and a packet filter, all are on one bridge, and the
 * API server answers at the address of its Service. Namespaces are held by processes of the test, so that nothing outlives it.
 */
export class PodNetwork {
  private readonly relay: Server;
  private sandboxes = 0;

  private constructor(
    private readonly processes: Processes,
    private readonly folder: string,
    private readonly hub: number,
    apiServerPort: number,
  ) {
    this.relay = createServer((client) => {
      const server = connect(apiServerPort, '127.0.0.1');
      for (const end of [client, server]) end.on('error', () => (client.destroy(), server.destroy()));
      client.pipe(server).pipe(client);
    });
    // A test that fails before it can stop the network must end all the same.
    this.relay.unref();
  }

  static async start(processes: Processes, folder: string, apiServerPort: number): Promise<PodNetwork> {
    mkdirSync(folder, { recursive: true });
    const socket = join(folder, 'api-server.sock');
    const { host, port } = SERVICE_ADDRESS;
    const script = [
      'ip link set lo up',
      'ip link add bridge type bridge',
      `ip address add ${BRIDGE_ADDRESS} dev bridge`,
      `ip address add ${host}/32 dev bridge`,
      'ip link set bridge up',
      `exec "${process.execPath}" "${join(__dirname, 'relay.js')}" ${host} ${port} "${socket}"`,
    ].join(' && ');
    for (const program of ['ip', 'nft', 'nsenter', 'unshare'] as const) requireProgram(program);
    processes.start('pod-network', 'unshare', ['--net', 'sh', '-c', script]);
    const hub = processes.pids()['pod-network'] ?? 0;
    const network = new PodNetwork(processes, folder, hub, apiServerPort);
    await new Promise<void>((done) => network.relay.listen(socket, done));
    await until(() => processes.tail('pod-network').includes('listening'), { what: 'the network of pods is there' });
    return network;
  }

  /** Makes the sandbox of a pod: its network, its name and the files of its ServiceAccount. */
  async sandbox(name: string, ip: string, files: TokenFiles): Promise<PodSandbox> {
    const secrets = join(this.folder, name);
    mkdirSync(secrets, { recursive: true });
    for (const [file, content] of Object.entries<string>({ ...files })) writeFileSync(join(secrets, file), content);
    const prepare = [
      'mount -t tmpfs tmpfs /run',
      `mkdir -p ${TOKEN_DIR}`,
      `mount --bind "${secrets}" ${TOKEN_DIR}`,
      `hostname "${name}"`,
      'echo ready',
      'exec sleep infinity',
    ].join(' && ');
    // An address may be given to another pod later.
    const sandbox = `sandbox-${++this.sandboxes}-${ip}`;
    this.processes.start(sandbox, 'unshare', ['--net', '--mount', '--uts', 'sh', '-c', prepare]);
    const pid = this.processes.pids()[sandbox] ?? 0;
    await until(() => this.processes.tail(sandbox).includes('ready'), { what: `the sandbox of ${name} is there` });
    const device = `pod${pid}`;
    await this.inHub('link', 'add', device, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(pid));
    await this.inHub('link', 'set', device, 'master', 'bridge', 'up');
    const pod = new PodSandbox(name, ip, pid);
    for (const command of [
      'link set lo up',
      `address add ${ip}/16 dev eth0`,
      'link set eth0 up',
      `route add default via ${BRIDGE_ADDRESS.split('/')[0]}`,
    ]) {
      await run('nsenter', [...pod.network, 'ip', ...command.split(' ')]);
    }
    return pod;
  }

  /** Ends the way to the API server; the namespaces end with their processes. */
  stop(): void {
    this.relay.close();
  }

  private async inHub(...command: string[]): Promise<void> {
    await run('nsenter', ['--target', String(this.hub), '--net', 'ip', ...command]);
  }
}

/** What the containers of one pod share. */
export class PodSandbox {
  constructor(
    readonly name: string,
    readonly ip: string,
    private readonly pid: number,
  ) {}

  /** Arguments of `nsenter` for a program in the pod's network. */
  get network(): string[] {
    return ['--target', String(this.pid), '--net'];
  }

  /** Arguments of `nsenter` for a program in the pod. */
  get all(): string[] {
    return [...this.network, '--mount', '--uts'];
  }

  /** Replaces the pod's packet filter. */
  filter(rules: string): void {
    execFileSync('nsenter', [...this.network, 'nft', '--file', '-'], { input: rules });
  }

  /** TCP ports on which the pod listens. */
  async listeningPorts(): Promise<number[]> {
    const { stdout } = await run('nsenter', [...this.network, 'cat', '/proc/self/net/tcp', '/proc/self/net/tcp6']);
    const listening = [...stdout.matchAll(/^ *\d+: \w+:(\w{4}) \w+:0000 0A /gm)];
    return listening.map(([, port = '']) => parseInt(port, 16)).sort((one, other) => one - other);
  }
}
