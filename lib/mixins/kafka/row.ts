import { promql, series, type Expression } from '../expressions/expression';
import { row, stat, table, timeseries, type Row } from '../panels/panels';
import { sumRate } from '../panels/rates';

const kafka = (name: string): Expression => series('kafka-exporter', `kafka_${name}`);

/** Kafka on the board of the stores. */
export const kafkaRow: Row = row(
  'Kafka',
  stat({
    title: 'Brokers',
    description: 'Brokers that respond.',
    unit: 'count',
    query: promql`max(${kafka('brokers')})`,
  }),
  stat({
    title: 'Under-replicated partitions',
    description: 'Partitions with a missing or lagging replica.',
    unit: 'count',
    limits: { warning: 1 },
    query: promql`sum(${kafka('topic_partition_under_replicated_partition')})`,
  }),
  timeseries({
    title: 'Lag by group',
    description: 'Messages that a consumer group has not read yet.',
    unit: 'count',
    queries: {
      '{{consumergroup}}: {{topic}}': promql`sum by (consumergroup, topic) (${kafka('consumergroup_lag')})`,
    },
  }),
  timeseries({
    title: 'Messages by topic',
    description: 'Messages written per second.',
    unit: 'perSecond',
    queries: { '{{topic}}': sumRate('topic', kafka('topic_partition_current_offset')) },
  }),
  table({
    title: 'Topics',
    description: 'Size of each topic, and the lag of its slowest consumers.',
    labels: { topic: 'Topic' },
    columns: {
      Partitions: { unit: 'count', query: promql`max by (topic) (${kafka('topic_partitions')})` },
      Messages: {
        unit: 'count',
        query: promql`
              sum by (topic) (${kafka('topic_partition_current_offset')} - ${kafka('topic_partition_oldest_offset')})`,
      },
      'Under-replicated': {
        unit: 'count',
        limits: { warning: 1 },
        query: promql`sum by (topic) (${kafka('topic_partition_under_replicated_partition')})`,
      },
      'Largest lag': {
        unit: 'count',
        query: promql`max by (topic) (sum by (consumergroup, topic) (${kafka('consumergroup_lag')}))`,
      },
    },
  }),
);
