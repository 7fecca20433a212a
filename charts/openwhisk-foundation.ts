import type { Endpoint } from '../lib/kube/endpoint';
import type { Milestone } from '../lib/kube/milestone';
import type { PlatformChart } from '../lib/kube/platform-chart';
import { required } from '../lib/kube/required';
import type { ActivationStoreFacts } from '../lib/openwhisk/activation-store';
import { ETCD, KAFKA, ZOOKEEPER } from '../lib/openwhisk/component';
import { Couchdb, externalCouchdb, type CouchdbFacts } from '../lib/openwhisk/couchdb';
import type { Credentials } from '../lib/openwhisk/credentials';
import { Etcd } from '../lib/openwhisk/etcd';
import { etcdHealthy } from '../lib/openwhisk/etcd-waits';
import { couchdbInitialised, InitCouchdb } from '../lib/openwhisk/init-couchdb';
import { InternalTls } from '../lib/openwhisk/internal-tls';
import { externalKafka, Kafka, type KafkaFacts } from '../lib/openwhisk/kafka';
import type { BrokerSecurity } from '../lib/openwhisk/kafka-security';
import { MigrateCouchdb, sourceEndpoint } from '../lib/openwhisk/migrate-couchdb';
import { providerDatabase, type ProviderDatabase } from '../lib/openwhisk/provider-database';
import { externalRedis, Redis, type RedisFacts } from '../lib/openwhisk/redis';
import { externalStore, type StoreFacts } from '../lib/openwhisk/store';
import { WhiskConfig } from '../lib/openwhisk/whisk-config';
import { Zookeeper, type ZookeeperFacts } from '../lib/openwhisk/zookeeper';
import { zookeeperAnswers } from '../lib/openwhisk/zookeeper-waits';
import type { OpenWhisk, Platform } from '../lib/platform/model';
import { addActivationStore } from './activation-store';

/** The message bus, and what coordinates it. */
export interface Bus {
  readonly zookeeper: ZookeeperFacts;
  readonly kafka: KafkaFacts;
  /** Certificate and users of a deployed Kafka. @default - it admits every client, in plain text */
  readonly security?: BrokerSecurity;
}

/** Connection facts of the stores, for the layers above. */
export interface Foundation {
  readonly couchdb: CouchdbFacts;
  readonly config: WhiskConfig;
  readonly databases: Milestone;
  /** Of the event providers. */
  readonly triggers: ProviderDatabase;
  readonly redis: RedisFacts;
  /** @default - none in lean mode. */
  readonly bus?: Bus;
  /** @default - none without the scheduler. */
  readonly etcd?: StoreFacts;
  /** @default - activations are in CouchDB. */
  readonly activations?: ActivationStoreFacts;
}

/** Inputs of {@link addFoundation}. */
interface FoundationProps {
  readonly platform: Platform;
  readonly credentials: Credentials;
  /** Entry of the platform for its own components. */
  readonly entry: Endpoint;
}

/** Adds the stores of OpenWhisk to its chart, or takes the external ones. */
export function addFoundation(chart: PlatformChart, { platform, credentials, entry }: FoundationProps): Foundation {
  const { openwhisk: spec } = platform;
  const { exporters } = spec.metrics;
  const couchdb = spec.couchdb.external
    ? externalCouchdb(spec.couchdb, spec.couchdb.external, credentials.db)
    : new Couchdb(chart, 'Couchdb', {
        spec: spec.couchdb,
        auth: credentials.db,
        measured: exporters.couchdb,
        source: spec.couchdb.migrateFrom && sourceEndpoint(spec.couchdb.migrateFrom),
      });
  const config = new WhiskConfig(chart, 'Config', { spec, couchdb, entry });
  const databases = addDatabases(chart, { spec, credentials, couchdb, config });
  const redis = spec.redis.external
    ? externalRedis(spec.redis.external, credentials.redis)
    : new Redis(chart, 'Redis', { spec: spec.redis, auth: required(credentials.redis, 'the password of Redis') });
  const tls = addInternalTls(chart, platform);
  return {
    couchdb,
    config,
    databases,
    triggers: providerDatabase(spec.providers, couchdb, config),
    redis,
    bus: spec.lean ? undefined : addBus(chart, { spec, tls, credentials }),
    etcd: addEtcd(chart, spec, tls),
    activations: addActivationStore(chart, platform),
  };
}

interface DatabaseProps {
  readonly spec: OpenWhisk;
  readonly credentials: Credentials;
  readonly couchdb: CouchdbFacts;
  readonly config: WhiskConfig;
}

function addDatabases(chart: PlatformChart, { spec, credentials, couchdb, config }: DatabaseProps): Milestone {
  const { init, migrateFrom: source } = spec.couchdb;
  if (!init) return couchdbInitialised(couchdb);
  const { migrated } = source
    ? new MigrateCouchdb(chart, 'MigrateCouchdb', { source, couchdb, config, providers: spec.providers })
    : {};
  const props = { spec: spec.couchdb, couchdb, config, whiskAuth: credentials.whisk, migrated };
  return new InitCouchdb(chart, 'InitCouchdb', props).initialised;
}

/** The certificates of the servers that the platform runs. @default - none */
function addInternalTls(chart: PlatformChart, { security, openwhisk: spec }: Platform): InternalTls | undefined {
  const servers = [
    ...(spec.lean || spec.zookeeper.external ? [] : [ZOOKEEPER]),
    ...(spec.lean || spec.kafka.external ? [] : [KAFKA]),
    ...(spec.scheduler.enabled && !spec.etcd.external ? [ETCD] : []),
  ];
  if (!security.internalTLS || servers.length === 0) return undefined;
  return new InternalTls(chart, 'InternalTls', { certificates: security.certificates, servers });
}

interface BusProps {
  readonly spec: OpenWhisk;
  /** @default - plain text */
  readonly tls?: InternalTls;
  readonly credentials: Credentials;
}

function addBus(chart: PlatformChart, { spec, tls, credentials }: BusProps): Bus {
  const zookeeper: ZookeeperFacts = spec.zookeeper.external
    ? externalStore('zookeeper', spec.zookeeper.external, zookeeperAnswers)
    : new Zookeeper(chart, 'Zookeeper', {
        spec: spec.zookeeper,
        security: tls && {
          identity: tls.of(ZOOKEEPER),
          users: required(credentials.zookeeper, 'the users of ZooKeeper'),
        },
      });
  if (spec.kafka.external) return { zookeeper, kafka: externalKafka(spec.kafka.external) };
  const secured = tls && {
    identity: tls.of(KAFKA),
    users: required(credentials.kafka, 'the users of Kafka'),
    zookeeper: zookeeper.secure,
  };
  const kafka = new Kafka(chart, 'Kafka', { spec: spec.kafka, zookeeper, security: secured });
  return { zookeeper, kafka, security: secured };
}

function addEtcd(
  chart: PlatformChart,
  { scheduler, etcd, metrics }: OpenWhisk,
  tls?: InternalTls,
): StoreFacts | undefined {
  if (!scheduler.enabled) return undefined;
  return etcd.external
    ? externalStore('etcd', etcd.external, etcdHealthy)
    : new Etcd(chart, 'Etcd', { spec: etcd, measured: metrics.exporters.etcd, identity: tls?.of(ETCD) });
}
