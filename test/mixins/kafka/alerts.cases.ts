import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const kafka = seriesOfJob('kafka-exporter');
const lag = (consumergroup: string): string =>
  kafka('kafka_consumergroup_lag', { consumergroup, topic: consumergroup, partition: '0' });
const members = (consumergroup: string): string => kafka('kafka_consumergroup_members', { consumergroup });

/** Cases of the alerts about Kafka. */
export const cases: AlertCases = {
  KafkaBrokerLost: {
    fires: { series: { [kafka('kafka_brokers')]: '3x10 2x30' }, at: '20m', expect: { critical: 1 } },
    silent: { series: { [kafka('kafka_brokers')]: '1x10 3x30' }, at: '30m' },
  },
  KafkaPartitionsUnderReplicated: {
    fires: {
      series: {
        [kafka('kafka_topic_partition_under_replicated_partition', { topic: 'invoker0', partition: '0' })]: '1x30',
      },
      at: '15m',
      expect: { warning: 1 },
      labels: { topic: 'invoker0' },
    },
    silent: {
      series: {
        [kafka('kafka_topic_partition_under_replicated_partition', { topic: 'invoker0', partition: '0' })]: '1x9 0x30',
      },
      at: '20m',
    },
  },
  KafkaConsumerGroupLagging: {
    fires: {
      series: {
        [lag('p-completed0')]: '101x30',
        [members('p-completed0')]: '1x30',
        [lag('kamon')]: '101x30',
        [members('kamon')]: '1x30',
      },
      at: '20m',
      expect: { warning: 2 },
      labels: { consumergroup: 'p-completed0', topic: 'p-completed0' },
    },
    // An invoker that is gone has left messages behind, and nobody reads them.
    silent: {
      series: {
        [lag('invoker7')]: '5000x30',
        [members('invoker7')]: '0x30',
        [lag('invoker0')]: '100x30',
        [members('invoker0')]: '1x30',
      },
      at: '30m',
    },
  },
};
