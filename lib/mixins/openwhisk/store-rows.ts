import { promql, series, share, type Expression } from '../expressions/expression';
import { rate, sumRate, totalRate } from '../panels/rates';
import { row, stat, table, timeseries, type Row } from '../panels/panels';

const kafka = (name: string): Expression => series('kafka-exporter', `kafka_${name}`);
const redis = (name: string): Expression => series('redis-exporter', `redis_${name}`);
const couchdb = (name: string, ...matchers: readonly string[]): Expression =>
  series('couchdb', `couchdb_${name}`, ...matchers);
const nginx = (name: string): Expression => series('nginx-exporter', `nginx_${name}`);

/** What the stores and the entry say about themselves. */
export const storeRows: readonly Row[] = [
  row(
    'Kafka',
    stat({
      title: 'Brokers',
      description: 'Brokers that answer.',
      unit: 'count',
      query: promql`max(${kafka('brokers')})`,
    }),
    stat({
      title: 'Under-replicated partitions',
      description: 'Partitions with a replica that is missing or behind.',
      unit: 'count',
      limits: { warning: 1 },
      query: promql`sum(${kafka('topic_partition_under_replicated_partition')})`,
    }),
    timeseries({
      title: 'Lag by group',
      description: 'Messages that a group of readers has not read yet.',
      unit: 'count',
      queries: {
        '{{consumergroup}}: {{topic}}': promql`sum by (consumergroup, topic) (${kafka('consumergroup_lag')})`,
      },
    }),
    timeseries({
      title: 'Messages by topic',
      description: 'Messages a second that are written.',
      unit: 'perSecond',
      queries: { '{{topic}}': sumRate('topic', kafka('topic_partition_current_offset')) },
    }),
    table({
      title: 'Topics',
      description: 'What each topic holds, and how far its slowest readers are behind.',
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
  ),
  row(
    'CouchDB',
    timeseries({
      title: 'Requests by method',
      description: 'Requests a second.',
      unit: 'requestsPerSecond',
      stacked: true,
      queries: { '{{method}}': sumRate('method', couchdb('httpd_request_methods')) },
    }),
    timeseries({
      title: 'Failed requests',
      description: 'Answers a second with a status of 400 and above; 404 and 409 are usual.',
      unit: 'requestsPerSecond',
      queries: { '{{code}}': sumRate('code', couchdb('httpd_status_codes', 'code=~"[45].."')) },
    }),
    timeseries({
      title: 'Reads and writes',
      description: 'Documents and views a second.',
      unit: 'operationsPerSecond',
      queries: {
        Read: totalRate(couchdb('database_reads_total')),
        Written: totalRate(couchdb('database_writes_total')),
        'View reads': totalRate(couchdb('httpd_view_reads_total')),
      },
    }),
    timeseries({
      title: 'Waiting messages',
      description: 'Messages between the processes of CouchDB that wait; when they grow, it cannot keep up.',
      unit: 'count',
      queries: { '{{pod}}': promql`max by (pod) (${couchdb('erlang_message_queues')})` },
    }),
    timeseries({
      title: 'Open databases and files',
      description: 'What CouchDB has open.',
      unit: 'count',
      queries: {
        Databases: promql`sum(${couchdb('open_databases')})`,
        Files: promql`sum(${couchdb('open_os_files')})`,
      },
    }),
    timeseries({
      title: 'Memory by kind',
      description: 'Memory that the Erlang machine has.',
      unit: 'bytes',
      queries: {
        '{{memory_type}}': promql`sum by (memory_type) (${couchdb('erlang_memory_bytes', 'memory_type!="total"')})`,
      },
    }),
  ),
  row(
    'Redis',
    timeseries({
      title: 'Commands',
      description: 'Commands a second.',
      unit: 'operationsPerSecond',
      queries: { '{{cmd}}': sumRate('cmd', redis('commands_total')) },
    }),
    timeseries({
      title: 'Memory',
      description: 'Memory that Redis has in RAM, and that its data takes.',
      unit: 'bytes',
      queries: {
        'In RAM': promql`sum(${redis('memory_used_rss_bytes')})`,
        Data: promql`sum(${redis('memory_used_dataset_bytes')})`,
      },
    }),
    timeseries({
      title: 'Lookups',
      description: 'Keys a second that were there, and that were not.',
      unit: 'operationsPerSecond',
      queries: {
        Hits: promql`sum(${rate(redis('keyspace_hits_total'))})`,
        Misses: promql`sum(${rate(redis('keyspace_misses_total'))})`,
      },
    }),
    timeseries({
      title: 'Clients',
      description: 'Connections, and those that wait in a command.',
      unit: 'count',
      queries: {
        Connected: promql`sum(${redis('connected_clients')})`,
        Blocked: promql`sum(${redis('blocked_clients')})`,
      },
    }),
  ),
  row(
    'nginx',
    timeseries({
      title: 'Requests',
      description: 'Requests a second at the entry.',
      unit: 'requestsPerSecond',
      queries: { '{{pod}}': sumRate('pod', nginx('http_requests_total')) },
    }),
    timeseries({
      title: 'Connections',
      description: 'Connections by what nginx does with them.',
      unit: 'count',
      stacked: true,
      queries: {
        Reading: promql`sum(${nginx('connections_reading')})`,
        Writing: promql`sum(${nginx('connections_writing')})`,
        Waiting: promql`sum(${nginx('connections_waiting')})`,
      },
    }),
    timeseries({
      title: 'Dropped connections',
      description: 'Share of the connections that nginx accepted and had no worker for.',
      unit: 'ratio',
      limits: { critical: 0.01 },
      queries: {
        Dropped: promql`1 - ${share(totalRate(nginx('connections_handled')), totalRate(nginx('connections_accepted')))}`,
      },
    }),
  ),
];
