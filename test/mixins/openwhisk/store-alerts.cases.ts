import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from './series';

const kafka = seriesOfJob('kafka-exporter');
const redis = seriesOfJob('redis-exporter', { namespace: 'ow' });
const couchdb = seriesOfJob('couchdb', { namespace: 'ow', pod: 'couchdb-0' });
const nginx = seriesOfJob('nginx-exporter');
const etcd = seriesOfJob('openwhisk-etcd', { namespace: 'ow', pod: 'etcd-0' });
const lag = (consumergroup: string): string =>
  kafka('kafka_consumergroup_lag', { consumergroup, topic: consumergroup, partition: '0' });
const members = (consumergroup: string): string => kafka('kafka_consumergroup_members', { consumergroup });
const redisLimit =
  'kube_pod_container_resource_limits{job="kube-state-metrics",namespace="ow",pod="redis-0",container="redis",resource="memory",unit="byte"}';

/** Cases of the group `openwhisk-stores`. */
export const openwhiskStoresCases: AlertCases = {
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
  RedisDown: {
    fires: { series: { [redis('redis_up')]: '0x30' }, at: '10m', expect: { critical: 1 }, labels: { namespace: 'ow' } },
    silent: { series: { [redis('redis_up')]: '0x4 1x30' }, at: '20m' },
  },
  RedisMemoryHigh: {
    fires: {
      series: { [redis('redis_memory_used_rss_bytes')]: '250e6x30', [redisLimit]: '268435456x30' },
      at: '15m',
      expect: { warning: 1 },
      labels: { namespace: 'ow' },
    },
    silent: { series: { [redis('redis_memory_used_rss_bytes')]: '240e6x30', [redisLimit]: '268435456x30' }, at: '30m' },
  },
  RedisAppendFailing: {
    fires: { series: { [redis('redis_aof_last_write_status')]: '0x30' }, at: '10m', expect: { critical: 1 } },
    silent: { series: { [redis('redis_aof_last_write_status')]: '0x4 1x30' }, at: '20m' },
  },
  CouchdbDown: {
    fires: { series: { [couchdb('up')]: '0x30' }, at: '10m', expect: { critical: 1 } },
    silent: { series: { [couchdb('up')]: '0x4 1x30' }, at: '20m' },
  },
  CouchdbErrorsHigh: {
    fires: {
      series: {
        [couchdb('couchdb_httpd_status_codes', { code: '500' })]: '0+1x60',
        [couchdb('couchdb_httpd_status_codes', { code: '503' })]: '0+1x60',
        [couchdb('couchdb_httpd_status_codes', { code: '200' })]: '0+98x60',
      },
      at: '20m',
      expect: { warning: 1 },
    },
    silent: {
      series: {
        [couchdb('couchdb_httpd_status_codes', { code: '500' })]: '0+0.9x60',
        [couchdb('couchdb_httpd_status_codes', { code: '404' })]: '0+50x60',
        [couchdb('couchdb_httpd_status_codes', { code: '200' })]: '0+50x60',
      },
      at: '30m',
    },
  },
  CouchdbOverloaded: {
    fires: {
      series: { [couchdb('couchdb_erlang_message_queues')]: '1001x30' },
      at: '15m',
      expect: { warning: 1 },
      labels: { pod: 'couchdb-0' },
    },
    silent: { series: { [couchdb('couchdb_erlang_message_queues')]: '1000x30' }, at: '30m' },
  },
  NginxDown: {
    fires: { series: { [nginx('nginx_up')]: '0x30' }, at: '10m', expect: { critical: 1 } },
    silent: { series: { [nginx('nginx_up')]: '0x4 1x30' }, at: '20m' },
  },
  NginxConnectionsDropped: {
    fires: {
      series: { [nginx('nginx_connections_accepted')]: '0+100x60', [nginx('nginx_connections_handled')]: '0+99x60' },
      at: '20m',
      expect: { warning: 1 },
    },
    silent: {
      series: { [nginx('nginx_connections_accepted')]: '0+100x60', [nginx('nginx_connections_handled')]: '0+100x60' },
      at: '30m',
    },
  },
  OpenWhiskEtcdNoLeader: {
    fires: {
      series: { [etcd('etcd_server_has_leader')]: '0x30' },
      at: '5m',
      expect: { critical: 1 },
      labels: { pod: 'etcd-0' },
    },
    silent: { series: { [etcd('etcd_server_has_leader')]: '0 1x30' }, at: '5m' },
  },
  OpenWhiskEtcdQuotaLow: {
    fires: {
      series: {
        [etcd('etcd_mvcc_db_total_size_in_bytes')]: '2e9x30',
        [etcd('etcd_server_quota_backend_bytes')]: '2147483648x30',
      },
      at: '15m',
      expect: { critical: 1 },
      labels: { pod: 'etcd-0' },
    },
    silent: {
      series: {
        [etcd('etcd_mvcc_db_total_size_in_bytes')]: '1.9e9x30',
        [etcd('etcd_server_quota_backend_bytes')]: '2147483648x30',
      },
      at: '30m',
    },
  },
};
