import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import type { Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { replicaVolume, TMP } from '../kube/storage';
import { StatefulWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { parseSize } from '../text/quantity';
import { KAFKA } from './component';
import { CA_FILE, externalSecurity, kafkaClient, type KafkaClient } from './kafka-client';
import { offsetsSegmentBytes } from './kafka-disk';
import { MAX_DEFAULT_REPLICATION } from './kafka-replication';
import {
  KAFKA_API_VERSIONS_ANSWER,
  KAFKA_API_VERSIONS_REQUEST,
  kafkaAnswers,
  kafkaAnswersSecurely,
} from './kafka-waits';
import { clientSecurity, PROBE_PORT, securedBroker, securedProperties, type BrokerSecurity } from './kafka-security';
import { connectString, externalStore, memberHosts, type StoreFacts } from './store';
import type { ZookeeperFacts } from './zookeeper';

/** Connection facts of Kafka. */
export interface KafkaFacts extends StoreFacts {
  /** Client set-up. @default - plain text, without authentication */
  readonly client?: KafkaClient;
}

/** An external broker. */
export function externalKafka(external: NonNullable<OpenWhisk['kafka']['external']>): KafkaFacts {
  const { tls } = external;
  const authorities = tls?.caSecret ? { secret: { name: tls.caSecret }, key: CA_FILE } : undefined;
  const wait = tls ? (endpoint: Endpoint) => kafkaAnswersSecurely(endpoint, authorities) : kafkaAnswers;
  return { ...externalStore('kafka', external, wait), client: kafkaClient(externalSecurity(external)) };
}

/** Properties of {@link Kafka}. */
export interface KafkaProps {
  readonly spec: OpenWhisk['kafka'];
  readonly zookeeper: ZookeeperFacts;
  /** @default - plain text, for every client */
  readonly security?: BrokerSecurity;
}

const PORT = 9092;
const DATA_DIR = '/var/lib/kafka';
const CONFIG_DIR = '/etc/kafka-config';

/** Apache Kafka: the message bus between controllers and invokers. */
export class Kafka extends Construct implements KafkaFacts {
  public readonly hosts: string;
  public readonly endpoints: readonly Endpoint[];
  public readonly ready: Milestone;
  public readonly client?: KafkaClient;

  constructor(scope: Construct, id: string, { spec, zookeeper, security }: KafkaProps) {
    super(scope, id);
    const host = PlatformChart.of(this).host(KAFKA);
    const service = new ComponentService(this, 'Service', {
      component: KAFKA,
      headless: true,
      // The brokers find each other, and each itself, before they are ready.
      publishNotReadyAddresses: true,
      ports: { broker: { port: PORT } },
    });
    const endpoint = service.endpoint('broker');
    this.endpoints = [endpoint];
    this.hosts = connectString(memberHosts(this, KAFKA, spec.replicas), PORT);
    this.client = security && kafkaClient(clientSecurity(security));
    const secured = security && securedBroker(security);
    const probed = security ? PROBE_PORT : PORT;
    const config = new ConfigFiles(this, 'Config', {
      component: KAFKA,
      data: { 'server.properties': serverProperties(spec, zookeeper, security), 'log4j.properties': LOG4J_PROPERTIES },
    });

    const workload = new StatefulWorkload(this, 'Workload', {
      component: KAFKA,
      replicas: spec.replicas,
      serviceName: service.name,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: KAFKA }),
      security: { uid: 1000 },
      waitsFor: [zookeeper.ready],
      connectsTo: [endpoint, ...(zookeeper.secure ? [zookeeper.secure.endpoint] : [])],
      // A broker hands over its partitions before it stops.
      terminationGracePeriodSeconds: 120,
      containers: [
        {
          name: 'kafka',
          image: 'kafka',
          command: [
            '/bin/bash',
            '-ec',
            [
              `${secured?.setUp ?? ''}exec /opt/kafka/bin/kafka-server-start.sh ${CONFIG_DIR}/server.properties`,
              '--override broker.id=${HOSTNAME##*-}',
              `--override advertised.listeners=${security ? 'SASL_SSL' : 'PLAINTEXT'}://\${HOSTNAME}.${host}:${PORT}`,
            ].join(' '),
          ],
          env: {
            KAFKA_HEAP_OPTS: `-Xmx${spec.heapMiB}m -Xms${spec.heapMiB}m`,
            // By default, the start script fills LOG_DIR with log files that are never deleted, and with garbage
            // collection logs; a full scratch volume evicts the pod.
            KAFKA_LOG4J_OPTS: `-Dlog4j.configuration=file:${CONFIG_DIR}/log4j.properties`,
            EXTRA_ARGS: '-name kafkaServer',
            LOG_DIR: '/tmp/kafka',
            ...secured?.env,
          },
          ports: { broker: PORT },
          mounts: [
            { volume: { name: 'config', config }, path: CONFIG_DIR },
            { volume: replicaVolume(this, 'data', spec.size), path: DATA_DIR },
            TMP,
            ...(secured?.mounts ?? []),
          ],
          resources: spec.resources,
          probes: {
            readiness: { exec: ['/bin/bash', '-c', apiVersions(probed)] },
            liveness: security ? { exec: ['/bin/bash', '-c', connect(probed)] } : { tcp: 'broker' },
          },
          probeOverrides: spec.probes,
        },
      ],
    });
    const wait = security ? kafkaAnswersSecurely(endpoint, security.identity.authority) : kafkaAnswers(endpoint);
    this.ready = { name: 'kafka', wait, provider: workload };
  }
}

function connect(port: number): string {
  return `exec 3<>/dev/tcp/127.0.0.1/${port}`;
}

/** The question of the wait, without a JVM each ten seconds. */
function apiVersions(port: number): string {
  return [
    connect(port),
    `printf '${KAFKA_API_VERSIONS_REQUEST}' >&3`,
    `answer=$(timeout 2 head -c 10 <&3 | od -An -tx1 | tr -d ' \\n')`,
    `case "$answer" in ${KAFKA_API_VERSIONS_ANSWER}) ;; *) exit 1 ;; esac`,
  ].join('; ');
}

/** Logs go to the container's output. */
const LOG4J_PROPERTIES = `log4j.rootLogger=INFO, stdout
log4j.appender.stdout=org.apache.log4j.ConsoleAppender
log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
log4j.appender.stdout.layout.ConversionPattern=[%d] %p %m (%c)%n
`;

/** Configuration that all brokers share (Kafka documentation, "Broker Configs"). */
function serverProperties(spec: OpenWhisk['kafka'], zookeeper: StoreFacts, security?: BrokerSecurity): string {
  const copies = Math.min(MAX_DEFAULT_REPLICATION, spec.replicas);
  const settings: Record<string, string | number | boolean> = {
    'zookeeper.connect': zookeeper.hosts,
    listeners: `PLAINTEXT://:${PORT}`,
    // A volume's own lost+found would be taken for a partition.
    'log.dirs': `${DATA_DIR}/logs`,
    // OpenWhisk's programs create their topics themselves, with the settings of the platform file.
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'offsets.topic.replication.factor': copies,
    'offsets.topic.segment.bytes': offsetsSegmentBytes(parseSize(spec.size).bytes),
    'transaction.state.log.replication.factor': copies,
    'min.insync.replicas': Math.max(1, copies - 1),
    'controlled.shutdown.enable': true,
    // Until the next deletion, topics exceed their retention.
    'log.retention.check.interval.ms': 30_000,
    'log.segment.delete.delay.ms': 10_000,
    ...(security ? securedProperties(PORT, security) : {}),
  };
  return `${Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')}\n`;
}
