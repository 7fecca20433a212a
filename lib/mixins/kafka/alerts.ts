import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest, state } from '../alerts/state';
import { promql } from '../expressions/expression';

/** Consumers whose delay OpenWhisk feels; `kamon` is the user-events service's. Groups of pods that are gone have no members. */
const GROUPS = '(completed|invoker|scheduler|creationAck|kamon|.*-(completed|invoker|scheduler|creationAck)).*';

/** Alerts about Kafka, as its exporter sees it. */
export const kafka = group('kafka', {
  alerts: {
    // Brokers that the exporter finds, and those that the StatefulSet should have; without any, the exporter has no series.
    KafkaBrokerLost: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'A Kafka broker is missing',
      description: 'Kafka has had fewer brokers than its StatefulSet has replicas, or none at all, for {for}.',
      expr: promql`
        max by (namespace) (${latest('kafka-exporter', 'kafka_brokers')})
          < on (namespace) ${state('namespace', 'kube_statefulset_replicas', 'statefulset=~"(.+-)?kafka"')}
        or absent(${latest('kafka-exporter', 'kafka_brokers')} > 0)`,
    }),

    KafkaPartitionsUnderReplicated: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Kafka partitions are under-replicated',
      description: '{{ $value }} partitions of topic {{ $labels.topic }} have been under-replicated for {for}.',
      expr: ({ threshold }) => promql`
        sum by (topic) (
          max by (topic, partition) (${latest('kafka-exporter', 'kafka_topic_partition_under_replicated_partition')})
        ) > ${threshold}`,
    }),

    KafkaConsumerGroupLagging: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 100 }],
      summary: 'A Kafka consumer group of OpenWhisk lags behind',
      description:
        'Consumer group {{ $labels.consumergroup }} has been {{ $value }} messages behind on topic {{ $labels.topic }}, more than {threshold}, for {for}.',
      expr: ({ threshold }) => promql`
        sum by (consumergroup, topic) (
          max by (consumergroup, topic, partition) (
            ${latest('kafka-exporter', 'kafka_consumergroup_lag', `consumergroup=~"${GROUPS}"`)}
          )
        ) > ${threshold}
        and on (consumergroup) ${latest('kafka-exporter', 'kafka_consumergroup_members')} > 0`,
    }),
  },
});
