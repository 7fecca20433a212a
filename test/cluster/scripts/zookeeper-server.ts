import { join } from 'node:path';
import type { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { freePorts } from '../ports';
import { commandOf, execute, readinessCommand, withParts } from './container';
import { classPath } from './installations';
import type { Names } from './names';
import { requireProgram, SYSTEM_PATH } from './programs';
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
    /** Ports of each member: client, server, election. */
    private readonly ports: readonly (readonly number[])[],
  ) {}

  static async of(shop: Workshop, manifests: Manifests, names: Names): Promise<ZookeeperServers> {
    const replicas = manifests.workload('zookeeper').spec.replicas ?? 1;
    const ports = await freePorts(3 * replicas);
    const members = Array.from({ length: replicas }, (_, ordinal) => ports.slice(3 * ordinal, 3 * ordinal + 3));
    return new ZookeeperServers(shop, manifests, names, await classPath('zookeeper'), members);
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
        `exec ${requireProgram('java')} "-Xmx\${ZK_SERVER_HEAP}m" ${this.names.option} -cp '${this.jars}' \\`,
        `  org.apache.zookeeper.server.quorum.QuorumPeerMain ${this.config(name, folder, ordinal)}`,
      ].join('\n'),
      0o755,
    );
    const { argv, env } = commandOf(this.manifests, this.manifests.container('zookeeper'));
    const script = withParts(argv.at(-1) ?? '', { '/docker-entrypoint.sh': entryPoint });
    this.shop.start(name, {
      argv: [...argv.slice(0, -1), script],
      env: { PATH: SYSTEM_PATH, HOSTNAME: name, ...env },
    });
  }

  /** Asks the readiness probe of a member. */
  async ready(ordinal: number): Promise<ScriptResult> {
    const argv = readinessCommand(this.manifests, 'zookeeper', { '/2181;': `/${this.clientPort(ordinal)};` });
    return execute({ argv, env: {} }, SYSTEM_PATH);
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
    });
    return this.shop.file(`${name}.cfg`, zooCfg);
  }
}
