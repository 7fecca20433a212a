import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ScriptResult } from '../../support/shell';
import { freePorts } from '../ports';
import { commandOf, execute, readinessCommand, withParts } from './container';
import { classPath } from './installations';
import type { Names } from './names';
import { requireProgram, SYSTEM_PATH } from './programs';
import { STANDARD, type Workshop } from './workshop';

const run = promisify(execFile);

const POD = 'owdev-kafka-0';
/** The broker's own name, which it tells its clients. */
export const BROKER_NAME = `${POD}.owdev-kafka.openwhisk.svc.cluster.local`;

/** The pod of the StatefulSet: a real Kafka with the configuration and the command of the manifests. */
export class KafkaServer {
  /** What the container may write besides its data: there is a limit to it. */
  readonly scratch: string;

  private constructor(
    private readonly shop: Workshop,
    private readonly names: Names,
    private readonly jars: string,
    readonly port: number,
  ) {
    this.scratch = join(shop.folder, 'kafka-tmp');
    mkdirSync(this.scratch);
  }

  static async of(shop: Workshop, names: Names): Promise<KafkaServer> {
    const [port = 0] = await freePorts(1);
    return new KafkaServer(shop, names, await classPath('kafka'), port);
  }

  /** Starts the broker; its output is in the log `kafka`. */
  start(zookeeperPort: number): void {
    const config = join(this.shop.folder, 'kafka-config');
    mkdirSync(config);
    for (const [file, text] of Object.entries(this.config(zookeeperPort))) this.shop.file(`kafka-config/${file}`, text);
    const start = this.shop.file(
      'kafka-server-start.sh',
      [
        '#!/bin/sh',
        "# In the place of the image's script, which logs into files in LOG_DIR, also of garbage collection, unless it is",
        '# told otherwise by these variables.',
        'case "${EXTRA_ARGS--loggc}" in *-loggc*) gc="-Xlog:gc:file=$LOG_DIR/gc.log" ;; *) gc= ;; esac',
        'mkdir -p "$LOG_DIR"',
        `exec ${requireProgram('java')} $KAFKA_HEAP_OPTS $gc $KAFKA_LOG4J_OPTS ${this.names.option} -cp '${this.jars}' \\`,
        '  kafka.Kafka "$@"',
      ].join('\n'),
      0o755,
    );
    const { argv, env } = commandOf(STANDARD, STANDARD.container('kafka'));
    const script = withParts(argv.at(-1) ?? '', {
      '/opt/kafka/bin/kafka-server-start.sh': start,
      '/etc/kafka-config': config,
      ':9092': `:${this.port}`,
    });
    const { KAFKA_LOG4J_OPTS = '', LOG_DIR = '', ...others } = env;
    this.shop.start('kafka', {
      argv: [...argv.slice(0, -1), script],
      env: {
        PATH: SYSTEM_PATH,
        HOSTNAME: POD,
        KAFKA_LOG4J_OPTS: withParts(KAFKA_LOG4J_OPTS, { '/etc/kafka-config': config }),
        LOG_DIR: withParts(LOG_DIR, { '/tmp/kafka': this.scratch }),
        ...others,
      },
    });
  }

  /** Asks the readiness probe, as if its pod listened on a port. The image has bash, and besides busybox' programs. */
  async ready(port = this.port): Promise<ScriptResult> {
    const argv = readinessCommand(STANDARD, 'kafka', { '/9092;': `/${port};` });
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
    const folder = join(this.shop.folder, 'kafka-data', 'logs', `${topic}-0`);
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

  private config(zookeeperPort: number): Record<string, string> {
    const { 'server.properties': properties = '', ...others } = STANDARD.config('kafka');
    const here = withParts(properties, {
      ':2181': `:${zookeeperPort}`,
      ':9092': `:${this.port}`,
      '/var/lib/kafka': join(this.shop.folder, 'kafka-data'),
    });
    return { 'server.properties': here, ...others };
  }
}
