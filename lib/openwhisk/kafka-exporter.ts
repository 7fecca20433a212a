import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import { Exporter } from '../kube/exporter';
import type { Milestone } from '../kube/milestone';
import type { Mount } from '../kube/storage';
import { openwhiskComponent } from './component';
import { CA_FILE } from './kafka-client';
import { KAFKA_PASSWORD, KAFKA_USER, type BrokerSecurity } from './kafka-security';

/** Properties of {@link KafkaExporter}. */
export interface KafkaExporterProps {
  /** Connect string: `host:port` of every broker, separated by commas. */
  readonly hosts: string;
  /** Bootstrap address of the brokers. */
  readonly endpoint: Endpoint;
  /** A broker answers: the exporter exits if no broker does. */
  readonly ready: Milestone;
  /** @default - plain text, without authentication */
  readonly security?: BrokerSecurity;
}

const PORT = 9308;
const CA_DIR = '/etc/kafka-ca';

const SECURE_ARGS = [
  '--tls.enabled',
  `--tls.ca-file=${CA_DIR}/${CA_FILE}`,
  '--sasl.enabled',
  '--sasl.mechanism=plain',
  `--sasl.username=${KAFKA_USER}`,
];

function caMount({ identity }: BrokerSecurity): Mount {
  const { secret } = identity.authority;
  return { volume: { name: 'kafka-ca', secret, items: { [CA_FILE]: CA_FILE } }, path: CA_DIR };
}

/** The Kafka exporter: brokers, replicas of partitions, and the lag of each consumer group. */
export class KafkaExporter extends Construct {
  constructor(scope: Construct, id: string, { hosts, endpoint, ready, security }: KafkaExporterProps) {
    super(scope, id);
    new Exporter(this, 'Exporter', {
      component: openwhiskComponent('kafka-exporter'),
      name: 'kafka-exporter',
      port: PORT,
      uid: 65534,
      args: [
        `--web.listen-address=:${PORT}`,
        ...hosts.split(',').map((host) => `--kafka.server=${host}`),
        ...(security ? SECURE_ARGS : []),
      ],
      // Variable of the password (kafka_exporter 1.9.0, kafka_exporter.go).
      env: security && { SASL_USER_PASSWORD: { secret: security.users, key: KAFKA_PASSWORD } },
      mounts: security && [caMount(security)],
      healthPath: '/healthz',
      target: endpoint,
      waitsFor: [ready],
    });
  }
}
