import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import { Exporter } from '../kube/exporter';
import type { Milestone } from '../kube/milestone';
import { openwhiskComponent } from './component';

/** Properties of {@link KafkaExporter}. */
export interface KafkaExporterProps {
  /** Connect string: `host:port` of every broker, separated by commas. */
  readonly hosts: string;
  /** Bootstrap address of the brokers. */
  readonly endpoint: Endpoint;
  /** A broker answers: the exporter exits if no broker does. */
  readonly ready: Milestone;
}

const PORT = 9308;

/** The Kafka exporter: brokers, replicas of partitions, and the lag of each consumer group. */
export class KafkaExporter extends Construct {
  constructor(scope: Construct, id: string, { hosts, endpoint, ready }: KafkaExporterProps) {
    super(scope, id);
    new Exporter(this, 'Exporter', {
      component: openwhiskComponent('kafka-exporter'),
      name: 'kafka-exporter',
      port: PORT,
      uid: 65534,
      args: [`--web.listen-address=:${PORT}`, ...hosts.split(',').map((host) => `--kafka.server=${host}`)],
      healthPath: '/healthz',
      target: endpoint,
      waitsFor: [ready],
    });
  }
}
