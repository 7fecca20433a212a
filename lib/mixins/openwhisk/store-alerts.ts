import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent, promql, series } from '../expressions/expression';

/** Consumers whose delay OpenWhisk feels; `kamon` is the user-events service's. Groups of pods that are gone have no members. */
const GROUPS = '(completed|invoker|scheduler|creationAck|kamon|.*-(completed|invoker|scheduler|creationAck)).*';

/** Alerts about the stores behind OpenWhisk, as their exporters see them, or they themselves. */
export const openwhiskStores = group('openwhisk-stores', {
  alerts: {
    // A broker that has been there within the last day.
    KafkaBrokerLost: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'A Kafka broker is gone',
      description: 'Kafka has had {{ $value }} brokers for {for}, fewer than at another time of the last day.',
      expr: promql`
        max(${series('kafka-exporter', 'kafka_brokers')}) < max(max_over_time(${series('kafka-exporter', 'kafka_brokers')}[1d]))`,
    }),

    KafkaPartitionsUnderReplicated: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'Partitions of Kafka lack copies',
      description:
        '{{ $value }} partitions of topic {{ $labels.topic }} have had fewer copies than they should for {for}.',
      expr: ({ threshold }) => promql`
        sum by (topic) (${series('kafka-exporter', 'kafka_topic_partition_under_replicated_partition')}) > ${threshold}`,
    }),

    KafkaConsumerGroupLagging: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 100 }],
      summary: 'A part of OpenWhisk does not keep up with its messages',
      description:
        '{{ $value }} messages of topic {{ $labels.topic }}, more than {threshold}, have waited for consumer group {{ $labels.consumergroup }} for {for}.',
      expr: ({ threshold }) => promql`
        sum by (consumergroup, topic) (${series('kafka-exporter', 'kafka_consumergroup_lag', `consumergroup=~"${GROUPS}"`)}) > ${threshold}
        and on (consumergroup) ${series('kafka-exporter', 'kafka_consumergroup_members')} > 0`,
    }),

    RedisDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      namespaced: true,
      summary: 'Redis does not answer',
      description: 'The Redis of {{ $labels.namespace }} has not answered its exporter for {for}: managed APIs fail.',
      expr: promql`${series('redis-exporter', 'redis_up')} == 0`,
    }),

    // The platform's Redis has no maximum of its own: its container's limit ends it.
    RedisMemoryHigh: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 90 }],
      namespaced: true,
      summary: 'Redis needs almost all memory of its container',
      description:
        'The Redis of {{ $labels.namespace }} has used {{ $value | humanize }} % of the memory it may use for {for}.',
      expr: ({ threshold }) => promql`
        100 * max by (namespace) (${series('redis-exporter', 'redis_memory_used_rss_bytes')})
        / on (namespace)
          max by (namespace) (${series('kube-state-metrics', 'kube_pod_container_resource_limits', 'container="redis"', 'resource="memory"')})
        > ${threshold}`,
    }),

    RedisAppendFailing: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      namespaced: true,
      summary: 'Redis cannot write its data',
      description:
        'The Redis of {{ $labels.namespace }} has failed to write its log of changes for {for}; it refuses all writes.',
      expr: promql`${series('redis-exporter', 'redis_aof_last_write_status')} == 0`,
    }),

    CouchdbDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'CouchDB does not answer',
      description: 'CouchDB has not been scraped for {for}: actions cannot be read, results not be kept.',
      expr: promql`absent(${series('couchdb', 'up')} == 1)`,
    }),

    CouchdbErrorsHigh: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 1 }],
      summary: 'CouchDB answers with errors',
      description: '{{ $value | humanize }} % of the answers of CouchDB have been errors of its own for {for}.',
      expr: ({ threshold }) => promql`
        ${percent(
          promql`sum(rate(${series('couchdb', 'couchdb_httpd_status_codes', 'code=~"5.."')}[5m]))`,
          promql`sum(rate(${series('couchdb', 'couchdb_httpd_status_codes')}[5m]))`,
        )} > ${threshold}`,
    }),

    // Erlang processes that do not get to their messages: a slow disk, mostly.
    CouchdbOverloaded: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 1000 }],
      namespaced: true,
      summary: 'CouchDB does not keep up with its requests',
      description:
        '{{ $value }} messages, more than {threshold}, have waited inside CouchDB {{ $labels.namespace }}/{{ $labels.pod }} for {for}.',
      expr: ({ threshold }) => promql`${series('couchdb', 'couchdb_erlang_message_queues')} > ${threshold}`,
    }),

    NginxDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'The front door does not answer',
      description: 'nginx has not answered its exporter for {for}: the API is not to be reached.',
      expr: promql`max(${series('nginx-exporter', 'nginx_up')}) == 0`,
    }),

    // nginx accepts a connection before it knows whether a worker has a place for it.
    NginxConnectionsDropped: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'The front door drops connections',
      description: 'nginx has dropped {{ $value | humanize }} connections a second for {for}.',
      expr: ({ threshold }) => promql`
        sum(rate(${series('nginx-exporter', 'nginx_connections_accepted')}[5m]) - rate(${series('nginx-exporter', 'nginx_connections_handled')}[5m]))
        > ${threshold}`,
    }),

    OpenWhiskEtcdNoLeader: alert({
      levels: [{ severity: 'critical', for: '1m' }],
      namespaced: true,
      summary: "The scheduler's etcd has no leader",
      description:
        'Member {{ $labels.namespace }}/{{ $labels.pod }} has known no leader for {for}: nothing can be scheduled.',
      expr: promql`${series('openwhisk-etcd', 'etcd_server_has_leader')} == 0`,
    }),

    OpenWhiskEtcdQuotaLow: alert({
      levels: [{ severity: 'critical', for: '10m', threshold: 90 }],
      namespaced: true,
      summary: "The scheduler's etcd is almost full",
      description:
        'Member {{ $labels.namespace }}/{{ $labels.pod }} has used {{ $value | humanize }} % of its quota for {for}; at 100 % it takes no writes.',
      expr: ({ threshold }) => promql`
        100 * ${series('openwhisk-etcd', 'etcd_mvcc_db_total_size_in_bytes')}
        / ${series('openwhisk-etcd', 'etcd_server_quota_backend_bytes')}
        > ${threshold}`,
    }),
  },
});
