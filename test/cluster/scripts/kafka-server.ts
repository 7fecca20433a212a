import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { freePorts } from '../ports';
import { commandOf, execute, readinessCommand, withParts } from './container';
import { classPath } from './installations';
import type { Names } from './names';
import { requireProgram, SYSTEM_PATH } from './programs';
import type { Secured } from './secured';
import { STANDARD, type Workshop } from './workshop';
import type { ZookeeperServers } from './zookeeper-server';

const run = promisify(execFile);

/** The name of a broker that it tells its clients. */
export function brokerName(ordinal: number): string {
  return `owdev-kafka-${ordinal}.owdev-kafka.openwhisk.svc.cluster.local`;
}

export const BROKER_NAME = brokerName(0);

/** Options of {@link KafkaServer.of}. */
export interface KafkaServerOptions {
  /** @default - of the standard platform */
  readonly manifests?: Manifests;
  /** @default 0 */
  readonly ordinal?: number;
  /** Certificates and passwords. @default - none: every client is admitted */
  readonly secured?: Secured;
}

/** The pod of the StatefulSet: a real Kafka with the configuration and the command of the manifests. */
export class KafkaServer {
  /** What the container may write besides its data: there is a limit to it. */
  readonly scratch: string;
  private readonly manifests: Manifests;
  private readonly pod: string;
  /** Name of the log, and beginning of the names of files. */
  private readonly log: string;

  private constructor(
    private readonly shop: Workshop,
    private readonly names: Names,
    private readonly jars: string,
    readonly port: number,
    private readonly probePort: number,
    private readonly options: KafkaServerOptions,
  ) {
    this.manifests = options.manifests ?? STANDARD;
    this.pod = `owdev-kafka-${options.ordinal ?? 0}`;
    this.log = this.pod.replace(/^owdev-|-0$/g, '');
    this.scratch = join(shop.folder, `${this.log}-tmp`);
    mkdirSync(this.scratch);
  }

  static async of(shop: Workshop, names: Names, options: KafkaServerOptions = {}): Promise<KafkaServer> {
    const [port = 0, probePort = 0] = await freePorts(2);
    return new KafkaServer(shop, names, await classPath('kafka'), port, probePort, options);
  }

  /** Starts the broker; its output is in the log `kafka`, or `kafka-<ordinal>`. */
  start(zookeeper: number | ZookeeperServers): void {
    const config = join(this.shop.folder, `${this.log}-config`);
    mkdirSync(config);
    for (const [file, text] of Object.entries(this.config(zookeeper))) {
      this.shop.file(`${this.log}-config/${file}`, text);
    }
    const start = this.shop.file(
      `${this.log}-server-start.sh`,
      [
        '#!/bin/sh',
        "# In the place of the image's script, which logs into files in LOG_DIR, also of garbage collection, unless it is",
        '# told otherwise by these variables.',
        'case "${EXTRA_ARGS--loggc}" in *-loggc*) gc="-Xlog:gc:file=$LOG_DIR/gc.log" ;; *) gc= ;; esac',
        'mkdir -p "$LOG_DIR"',
        `exec ${requireProgram('java')} $KAFKA_HEAP_OPTS $gc $KAFKA_LOG4J_OPTS $KAFKA_OPTS ${this.names.option} -cp '${this.jars}' \\`,
        '  kafka.Kafka "$@"',
      ].join('\n'),
      0o755,
    );
    const { secrets } = this.options.secured ?? {};
    const { argv, env } = commandOf(this.manifests, this.manifests.container('kafka'), { secrets });
    const script = withParts(argv.at(-1) ?? '', {
      '/opt/kafka/bin/kafka-server-start.sh': start,
      '/etc/kafka-config': config,
      ':9092': `:${this.port}`,
    });
    const { KAFKA_LOG4J_OPTS = '', LOG_DIR = '', KAFKA_OPTS = '', ...others } = env;
    this.shop.start(this.log, {
      argv: [...argv.slice(0, -1), this.inPod(script)],
      env: {
        PATH: SYSTEM_PATH,
        HOSTNAME: this.pod,
        KAFKA_OPTS: this.inPod(KAFKA_OPTS),
        KAFKA_LOG4J_OPTS: withParts(KAFKA_LOG4J_OPTS, { '/etc/kafka-config': config }),
        LOG_DIR: withParts(LOG_DIR, { '/tmp/kafka': this.scratch }),
        ...others,
      },
    });
  }

  /** Asks the readiness probe, as if its pod listened on a port. The image has bash, and besides busybox' programs. */
  async ready(port = this.options.secured ? this.probePort : this.port): Promise<ScriptResult> {
    const own = this.options.secured ? '/9093;' : '/9092;';
    const argv = readinessCommand(this.manifests, 'kafka', { [own]: `/${port};` });
    return execute({ argv, env: {} }, this.shop.busybox);
  }

  /** Names of all topics. */
  async topics(): Promise<string[]> {
    const listed = await this.tool('org.apache.kafka.tools.TopicCommand', [...this.bootstrap, '--list']);
    return listed.trim().split(/\s+/).filter(Boolean);
  }

  /** Creates a topic with settings under Kafka's names, as OpenWhisk's programs do. */
  async create(topic: string, settings: Readonly<Record<string, number>> = {}): Promise<void> {
    const configs = Object.entries(settings).flatMap(([name, value]) => ['--config', `${name}=${value}`]);
    const args = [...this.bootstrap, '--create', '--topic', topic, '--partitions', '1', ...configs];
    await this.tool('org.apache.kafka.tools.TopicCommand', args);
  }

  /** Sends messages of 10 kB. */
  async fill(topic: string, mebibytes: number): Promise<void> {
    const size = 10_000;
    const records = String(Math.ceil((mebibytes * 2 ** 20) / size));
    const rate = ['--num-records', records, '--record-size', String(size), '--throughput', '-1'];
    const producer = ['--producer-props', `bootstrap.servers=${BROKER_NAME}:${this.port}`];
    await this.tool('org.apache.kafka.tools.ProducerPerformance', ['--topic', topic, ...rate, ...producer]);
  }

  /** Space that a topic takes on the volume, in bytes; its indices are sparse files. */
  diskUsage(topic: string): number {
    const folder = join(this.shop.folder, `${this.log}-data`, 'logs', `${topic}-0`);
    return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).blocks * 512, 0);
  }

  /** Reads a topic that nothing has created; the messages, within some seconds. */
  async read(topic: string): Promise<string> {
    const args = [...this.bootstrap, '--topic', topic, '--group', 'test', '--timeout-ms', '5000'];
    return this.tool('org.apache.kafka.tools.consumer.ConsoleConsumer', args);
  }

  /** Sends one message to a topic, and reads it again as a member of a group. */
  async exchange(topic: string, message: string): Promise<string> {
    const server = [...this.bootstrap, '--topic', topic];
    await this.tool('kafka.tools.ConsoleProducer', server, `${message}\n`);
    const read = ['--group', 'test', '--from-beginning', '--max-messages', '1', '--timeout-ms', '60000'];
    return (await this.tool('org.apache.kafka.tools.consumer.ConsoleConsumer', [...server, ...read])).trim();
  }

  private get bootstrap(): string[] {
    return ['--bootstrap-server', `${BROKER_NAME}:${this.port}`];
  }

  private async tool(main: string, args: readonly string[], input = ''): Promise<string> {
    const java = [this.names.option, '-cp', this.jars, main, ...args];
    const running = run(requireProgram('java'), java, { timeout: 120_000 });
    running.child.stdin?.end(input);
    return (await running).stdout;
  }

  private inPod(text: string): string {
    return this.options.secured?.inPod('kafka', this.pod, text) ?? text;
  }

  private config(zookeeper: number | ZookeeperServers): Record<string, string> {
    const { 'server.properties': properties = '', ...others } = this.manifests.config('kafka');
    const connected =
      typeof zookeeper === 'number'
        ? withParts(properties, { ':2181': `:${zookeeper}` })
        : zookeeper.connectString(properties);
    const here = withParts(connected, {
      ':9092': `:${this.port}`,
      '/var/lib/kafka': join(this.shop.folder, `${this.log}-data`),
      ...(this.options.secured ? { ':9093': `:${this.probePort}` } : {}),
    });
    return { 'server.properties': this.inPod(here), ...others };
  }
}
