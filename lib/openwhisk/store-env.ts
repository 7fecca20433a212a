import type { Env } from '../kube/env';
import type { OpenWhisk } from '../platform/model';
import { DB_PASSWORD, DB_USERNAME, type CouchdbFacts } from './couchdb';
import { replicationFactor, type KafkaFacts } from './kafka';
import { commonKafkaEnv } from './kafka-client';
import { producerEnv } from './payload';
import type { StoreFacts } from './store';
import type { WhiskConfig } from './whisk-config';

/** Environment of a client of CouchDB, for entities and subjects. */
export function couchdbEnv(config: WhiskConfig, couchdb: CouchdbFacts): Env {
  const { db } = config;
  return {
    CONFIG_whisk_couchdb_username: { secret: couchdb.auth, key: DB_USERNAME },
    CONFIG_whisk_couchdb_password: { secret: couchdb.auth, key: DB_PASSWORD },
    CONFIG_whisk_couchdb_protocol: { config: db, key: 'db_protocol' },
    CONFIG_whisk_couchdb_host: { config: db, key: 'db_host' },
    CONFIG_whisk_couchdb_port: { config: db, key: 'db_port' },
    CONFIG_whisk_couchdb_provider: { config: db, key: 'db_provider' },
    CONFIG_whisk_couchdb_databases_WhiskActivation: { config: db, key: 'db_whisk_activations' },
    CONFIG_whisk_couchdb_databases_WhiskEntity: { config: db, key: 'db_whisk_actions' },
    CONFIG_whisk_couchdb_databases_WhiskAuth: { config: db, key: 'db_whisk_auths' },
  };
}

/** Environment of a client of the message bus. A topic has only the settings that the platform file gives. */
export function kafkaEnv(openwhisk: OpenWhisk, kafka: KafkaFacts): Env {
  const { kafka: spec } = openwhisk;
  const { prefix, ...topics } = spec.topics;
  const values = Object.entries(topics).flatMap(([topic, settings]) =>
    Object.entries(settings).map(([name, value]) => [`CONFIG_whisk_kafka_topics_${topic}_${name}`, String(value)]),
  );
  return {
    KAFKA_HOSTS: kafka.hosts,
    CONFIG_whisk_kafka_replicationFactor: String(replicationFactor(spec)),
    ...producerEnv(openwhisk),
    ...(prefix ? { CONFIG_whisk_kafka_topics_prefix: prefix } : {}),
    ...(Object.fromEntries(values) as Env),
    ...(kafka.client ? commonKafkaEnv(kafka.client) : {}),
  };
}

/** Environment of a client of etcd, the scheduler's store. */
export function etcdEnv({ etcd: spec, clusterName }: OpenWhisk, etcd: StoreFacts): Env {
  return {
    CONFIG_whisk_cluster_name: clusterName,
    CONFIG_whisk_etcd_hosts: etcd.hosts,
    CONFIG_whisk_etcd_lease_timeout: `${spec.leaseTimeoutSeconds}`,
    CONFIG_whisk_etcd_pool_threads: String(spec.poolThreads),
  };
}
