import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { promql, series } from '../expressions/expression';

/** Consumers whose delay OpenWhisk feels; `kamon` is the user-events service's. Groups of pods that are gone have no members. */
const GROUPS = '(completed|invoker|scheduler|creationAck|kamon|.*-(completed|invoker|scheduler|creationAck)).*';

/** Alerts about Kafka, as its exporter sees it. */
export const kafka = group('kafka', {
  alerts: {
    // A broker that has been there within the last day.
    KafkaBrokerLost: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'A Kafka broker is missing',
      description: 'Kafka has had {{ $value }} brokers for {for}, fewer than earlier in the last 24 hours.',
      expr: promql`
        max(${series('kafka-exporter', 'kafka_brokers')}) < max(max_over_time(${series('kafka-exporter', 'kafka_brokers')}[1d]))`,
    }),

    KafkaPartitionsUnderReplicated: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Kafka partitions are under-replicated',
      description: '{{ $value }} partitions of topic {{ $labels.topic }} have been under-replicated for {for}.',
      expr: ({ threshold }) => promql`
        sum by (topic) (${series('kafka-exporter', 'kafka_topic_partition_under_replicated_partition')}) > ${threshold}`,
    }),

    KafkaConsumerGroupLagging: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 100 }],
      summary: 'A Kafka consumer group of OpenWhisk lags behind',
      description:
        'Consumer group {{ $labels.consumergroup }} has been {{ $value }} messages behind on topic {{ $labels.topic }}, more than {threshold}, for {for}.',
      expr: ({ threshold }) => promql`
        sum by (consumergroup, topic) (${series('kafka-exporter', 'kafka_consumergroup_lag', `consumergroup=~"${GROUPS}"`)}) > ${threshold}
        and on (consumergroup) ${series('kafka-exporter', 'kafka_consumergroup_members')} > 0`,
    }),
  },
});
