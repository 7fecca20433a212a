import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import { StoreExporter } from '../kube/exporter';

/** Properties of {@link KafkaExporter}. */
export interface KafkaExporterProps {
  /** Connect string: `host:port` of every broker, separated by commas. */
  readonly hosts: string;
  /** Where any broker answers. */
  readonly endpoint: Endpoint;
  /** A broker answers: the exporter ends where none does. */
  readonly ready: Milestone;
}

const PORT = 9308;

/** The Kafka exporter: brokers, copies of partitions, and how far behind each consumer is. */
export class KafkaExporter extends Construct {
  constructor(scope: Construct, id: string, { hosts, endpoint, ready }: KafkaExporterProps) {
    super(scope, id);
    new StoreExporter(this, 'Exporter', {
      name: 'kafka-exporter',
      port: PORT,
      uid: 65534,
      args: [`--web.listen-address=:${PORT}`, ...hosts.split(',').map((host) => `--kafka.server=${host}`)],
      probes: { readiness: { http: '/healthz', port: 'metrics' }, liveness: { http: '/healthz', port: 'metrics' } },
      store: endpoint,
      waitsFor: [ready],
    });
  }
}
