import { join } from 'node:path';
import type { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { freePorts } from '../ports';
import { commandOf, execute, readinessCommand, withParts } from './container';
import { classPath } from './installations';
import type { Names } from './names';
import { requireProgram, SYSTEM_PATH } from './programs';
import type { Secured } from './secured';
import type { Workshop } from './workshop';

/** What the names of the members end with. */
const HOST = 'owdev-zookeeper.openwhisk.svc.cluster.local';

/** Name of a member, by its ordinal. */
export function memberName(ordinal: number): string {
  return `owdev-zookeeper-${ordinal}.${HOST}`;
}

/** The pods of the StatefulSet, each a real ZooKeeper with the configuration and the command of the manifests. */
export class ZookeeperServers {
  private constructor(
    private readonly shop: Workshop,
    private readonly manifests: Manifests,
    private readonly names: Names,
    private readonly jars: string,
    /** Ports of each member: client, server, election, client with TLS. */
    private readonly ports: readonly (readonly number[])[],
    private readonly secured: Secured | undefined,
  ) {}

  /** @param secured certificates and passwords. @default - none: every client is admitted */
  static async of(shop: Workshop, manifests: Manifests, names: Names, secured?: Secured): Promise<ZookeeperServers> {
    const replicas = manifests.workload('zookeeper').spec.replicas ?? 1;
    const ports = await freePorts(4 * replicas);
    const members = Array.from({ length: replicas }, (_, ordinal) => ports.slice(4 * ordinal, 4 * ordinal + 4));
    return new ZookeeperServers(shop, manifests, names, await classPath('zookeeper'), members, secured);
  }

  electionPort(ordinal: number): number {
    return this.ports[ordinal]?.[2] ?? 0;
  }

  /** A connect string of the manifests, with the ports of this machine. */
  connectString(hosts: string): string {
    return this.ports.reduce(
      (text, [client = 0, , , secure = 0], ordinal) =>
        text
          .replace(`${memberName(ordinal)}:2181`, `${memberName(ordinal)}:${client}`)
          .replace(`${memberName(ordinal)}:2182`, `${memberName(ordinal)}:${secure}`),
      hosts,
    );
  }

  clientPort(ordinal: number): number {
    return this.ports[ordinal]?.[0] ?? 0;
  }

  /** Starts a member. */
  start(ordinal: number): void {
    const name = `owdev-zookeeper-${ordinal}`;
    const folder = join(this.shop.folder, name);
    const entryPoint = this.shop.file(
      `${name}.sh`,
      [
        '#!/bin/sh -e',
        "# In the place of the image's entry point and its zkServer.sh: the member's number, then the server.",
        `mkdir -p ${folder}/data`,
        `echo "$ZOO_MY_ID" > ${folder}/data/myid`,
        `exec ${requireProgram('java')} "-Xmx\${ZK_SERVER_HEAP}m" $SERVER_JVMFLAGS ${this.names.option} -cp '${this.jars}' \\`,
        `  org.apache.zookeeper.server.quorum.QuorumPeerMain ${this.config(name, folder, ordinal)}`,
      ].join('\n'),
      0o755,
    );
    const { secrets } = this.secured ?? {};
    const { argv, env } = commandOf(this.manifests, this.manifests.container('zookeeper'), { secrets });
    const script = withParts(argv.at(-1) ?? '', { '/docker-entrypoint.sh': entryPoint });
    const variables = Object.entries(env).map(([key, value]) => [key, this.inPod(name, value)]);
    this.shop.start(name, {
      argv: [...argv.slice(0, -1), this.inPod(name, script)],
      env: { PATH: SYSTEM_PATH, HOSTNAME: name, ...(Object.fromEntries(variables) as Record<string, string>) },
    });
  }

  /** Asks the readiness probe of a member. */
  async ready(ordinal: number): Promise<ScriptResult> {
    const argv = readinessCommand(this.manifests, 'zookeeper', { '/2181;': `/${this.clientPort(ordinal)};` });
    return execute({ argv, env: {} }, SYSTEM_PATH);
  }

  private inPod(name: string, text: string): string {
    return this.secured?.inPod('zookeeper', name, text) ?? text;
  }

  private config(name: string, folder: string, ordinal: number): string {
    const members = this.ports.map(([, server, election], index): [string, string] => [
      `=${memberName(index)}:2888:3888`,
      `=${memberName(index)}:${server}:${election}`,
    ]);
    const zooCfg = withParts(this.manifests.config('zookeeper')['zoo.cfg'] ?? '', {
      'clientPort=2181': `clientPort=${this.clientPort(ordinal)}`,
      'dataDir=/data\n': `dataDir=${folder}/data\n`,
      'dataLogDir=/datalog\n': `dataLogDir=${folder}/datalog\n`,
      ...(members.length > 1 ? Object.fromEntries(members) : {}),
      ...(this.secured ? { 'secureClientPort=2182': `secureClientPort=${this.ports[ordinal]?.[3]}` } : {}),
    });
    return this.shop.file(`${name}.cfg`, this.inPod(name, zooCfg));
  }
}
