import { promql, series, type Expression } from '../expressions/expression';
import { row, timeseries, type Row } from '../panels/panels';
import { rate, sumRate } from '../panels/rates';

const redis = (name: string): Expression => series('redis-exporter', `redis_${name}`);

/** Redis on the board of the stores. */
export const redisRow: Row = row(
  'Redis',
  timeseries({
    title: 'Commands',
    description: 'Commands per second.',
    unit: 'operationsPerSecond',
    queries: { '{{cmd}}': sumRate('cmd', redis('commands_total')) },
  }),
  timeseries({
    title: 'Memory',
    description: 'Resident memory of Redis, and the memory of its data.',
    unit: 'bytes',
    queries: {
      'In RAM': promql`sum(${redis('memory_used_rss_bytes')})`,
      Data: promql`sum(${redis('memory_used_dataset_bytes')})`,
    },
  }),
  timeseries({
    title: 'Lookups',
    description: 'Keyspace hits and misses per second.',
    unit: 'operationsPerSecond',
    queries: {
      Hits: promql`sum(${rate(redis('keyspace_hits_total'))})`,
      Misses: promql`sum(${rate(redis('keyspace_misses_total'))})`,
    },
  }),
  timeseries({
    title: 'Clients',
    description: 'Connected clients, and clients blocked in a command.',
    unit: 'count',
    queries: {
      Connected: promql`sum(${redis('connected_clients')})`,
      Blocked: promql`sum(${redis('blocked_clients')})`,
    },
  }),
);
