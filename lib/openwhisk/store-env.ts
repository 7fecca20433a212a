import type { Env } from '../kube/env';
import type { OpenWhisk } from '../platform/model';
import { DB_PASSWORD, DB_USERNAME, type CouchdbFacts } from './couchdb';
import type { KafkaFacts } from './kafka';
import { commonKafkaEnv } from './kafka-client';
import { topicSettings } from './kafka-disk';
import { replicationFactor } from './kafka-replication';
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

/** A topic whose name the image would change in a variable (OpenWhisk, common/scala/transformEnvironment.sh). */
const CREATION_ACK = 'creationAck';

/** Environment of a client of the message bus, with the settings of the topics. */
export function kafkaEnv(openwhisk: OpenWhisk, kafka: KafkaFacts): Env {
  const { prefix } = openwhisk.kafka.topics;
  const values = Object.entries(topicSettings(openwhisk))
    .filter(([topic]) => topic !== CREATION_ACK)
    .flatMap(([topic, settings]) =>
      Object.entries(settings).map(([name, value]) => [`CONFIG_whisk_kafka_topics_${topic}_${name}`, String(value)]),
    );
  return {
    KAFKA_HOSTS: kafka.hosts,
    CONFIG_whisk_kafka_replicationFactor: String(replicationFactor(openwhisk.kafka)),
    ...producerEnv(openwhisk),
    ...(prefix ? { CONFIG_whisk_kafka_topics_prefix: prefix } : {}),
    ...(Object.fromEntries(values) as Env),
    ...(kafka.client ? commonKafkaEnv(kafka.client) : {}),
  };
}

/** JVM options of the scheduler with the settings of its topics creationAck, whose key is in camel case. */
export function creationAckOptions(openwhisk: OpenWhisk): string {
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.entries(topicSettings(openwhisk)[CREATION_ACK])
    .map(([name, value]) => `-Dwhisk.kafka.topics.${CREATION_ACK}.${kebab(name)}=${value}`)
    .join(' ');
}

/** Environment of a client of etcd, the scheduler's store. */
export function etcdEnv({ etcd: spec, clusterName }: OpenWhisk, etcd: StoreFacts): Env {
  return {
    CONFIG_whisk_cluster_name: clusterName,
    CONFIG_whisk_etcd_hosts: etcd.hosts,
    ...etcdCredentials(spec.external?.existingSecret),
    CONFIG_whisk_etcd_lease_timeout: `${spec.leaseTimeoutSeconds}`,
    CONFIG_whisk_etcd_pool_threads: String(spec.poolThreads),
  };
}

/** User of an external etcd, whose client has no other means of authentication (OpenWhisk, EtcdClient.scala). */
function etcdCredentials(name: string | undefined): Env {
  if (name === undefined) return {};
  return {
    CONFIG_whisk_etcd_username: { secret: { name }, key: 'username' },
    CONFIG_whisk_etcd_password: { secret: { name }, key: 'password' },
  };
}
