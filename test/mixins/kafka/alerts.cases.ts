import type { AlertCases, Scenario } from '../alerts/alert-case';
import { kubeState } from '../kube-state-metrics/series';
import { seriesOfJob } from '../openwhisk/series';

const kafka = seriesOfJob('kafka-exporter', { namespace: 'ow' });
const brokers = (found: string, wanted: string): Scenario['series'] => ({
  [kafka('kafka_brokers')]: found,
  [kubeState('kube_statefulset_replicas', { namespace: 'ow', statefulset: 'owdev-kafka' })]: wanted,
});
const lag = (consumergroup: string): string =>
  kafka('kafka_consumergroup_lag', { consumergroup, topic: consumergroup, partition: '0' });
const members = (consumergroup: string): string => kafka('kafka_consumergroup_members', { consumergroup });

/** Cases of the alerts about Kafka. */
export const cases: AlertCases = {
  KafkaBrokerLost: {
    fires: { series: brokers('3x10 2x30', '3x60'), at: '16m', expect: { critical: 1 } },
    // A broker restarts. The other StatefulSet is in another namespace.
    silent: {
      series: {
        ...brokers('3x10 2x3 3x30', '3x60'),
        [kubeState('kube_statefulset_replicas', { namespace: 'shop', statefulset: 'shop-kafka' })]: '5x60',
      },
      at: '30m',
    },
    ends: '17m',
    gone: '21m',
    decides: ['job', 'statefulset'],
    optional: ['kafka_brokers'],
    also: {
      'a planned scale-down from five to three': { series: brokers('5x10 4 3x60', '5x9 3x60'), at: '40m' },
      'one broker': { series: brokers('1x60', '1x60'), at: '40m' },
      'one broker that does not answer its exporter': {
        series: brokers('1x10 stale', '1x60'),
        at: '40m',
        expect: { critical: 1 },
      },
    },
    exempt: {
      'vanished targets': 'without kube-state-metrics no number of replicas is known; one broker has its own case',
    },
  },
  KafkaPartitionsUnderReplicated: {
    fires: {
      series: {
        [kafka('kafka_topic_partition_under_replicated_partition', { topic: 'invoker0', partition: '0' })]: '1x30',
      },
      at: '10m',
      expect: { warning: 1 },
      labels: { topic: 'invoker0' },
    },
    silent: {
      series: {
        [kafka('kafka_topic_partition_under_replicated_partition', { topic: 'invoker0', partition: '0' })]: '1x9 0x30',
      },
      at: '20m',
    },
    ends: '21m',
    gone: '15m',
  },
  KafkaConsumerGroupLagging: {
    fires: {
      series: {
        [lag('p-completed0')]: '101x30',
        [members('p-completed0')]: '1x30',
        [lag('kamon')]: '101x30',
        [members('kamon')]: '1x30',
      },
      at: '15m',
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
    ends: '20m',
    gone: '20m',
    decides: ['job', 'consumergroup'],
  },
};
