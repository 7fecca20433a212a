import { z } from 'zod';
import { topicPrefix } from './values';
import { count, existingSecret, members, objectName, probes, resources, volumeSize } from './common';
import { external, externalAddress, externalAddresses, externalCluster, externalDescription } from './external';
import { DATABASE_USER, SECRETS, USER } from './secrets';

/** Apache ZooKeeper: coordinates Kafka and assigns the invokers' ids. */
export const zookeeperSchema = z
  .strictObject({
    external: externalCluster('a ZooKeeper ensemble', 2181),
    replicas: members(9),
    heapMiB: count(64, 16384).default(256).describe('Heap of the JVM, in MiB.'),
    dataSize: volumeSize('256Mi'),
    dataLogSize: volumeSize('256Mi'),
    tickTime: count(100, 60000).default(2000).describe('Length of a tick, in milliseconds (ZooKeeper, tickTime).'),
    initLimit: count(1, 100).default(10).describe('Ticks that a follower may take to connect (ZooKeeper, initLimit).'),
    syncLimit: count(1, 100).default(5).describe('Ticks that a follower may lag behind (ZooKeeper, syncLimit).'),
    probes: probes(),
    resources: resources({ requests: { cpu: '100m', memory: '384Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
  })
  .prefault({})
  .describe("Apache ZooKeeper: coordinates Kafka and assigns the invokers' ids.");

const topic = (name: string) =>
  z
    .strictObject({
      segmentBytes: count(1, 2 ** 31 - 1)
        .optional()
        .describe(
          "Segment size, in bytes (Kafka, segment.bytes). Default: by the size of the volume; for an external Kafka, OpenWhisk's.",
        ),
      retentionBytes: count(1, Number.MAX_SAFE_INTEGER)
        .optional()
        .describe(
          "Maximum size of a partition without its last segment, in bytes (Kafka, retention.bytes). Default: by the size of the volume; for an external Kafka, OpenWhisk's.",
        ),
      retentionMs: count(1, Number.MAX_SAFE_INTEGER)
        .optional()
        .describe("Maximum age of a complete segment, in milliseconds (Kafka, retention.ms). Default: OpenWhisk's."),
    })
    .prefault({})
    .describe(`Settings of the topic ${name}, applied when it is created.`);

const topicsSchema = z
  .strictObject({
    prefix: topicPrefix().default('').describe("Prefix of the topics' names."),
    cacheInvalidation: topic('cacheInvalidation'),
    completed: topic('completed<n>'),
    events: topic('events'),
    health: topic('health'),
    invoker: topic('invoker<n>'),
    scheduler: topic('scheduler<n>'),
    creationAck: topic('creationAck<n>'),
  })
  .prefault({})
  .describe("OpenWhisk's topics.");

/** Apache Kafka: the message bus. */
export const kafkaSchema = z
  .strictObject({
    external: z
      .strictObject({
        ...externalAddresses(9092),
        tls: z
          .strictObject({
            caSecret: objectName()
              .optional()
              .describe(
                'Name of your Secret with the key ca.crt: the CA certificates (PEM) that the server certificate is verified against. Default: the public CAs.',
              ),
          })
          .optional()
          .describe('Connect with TLS. The broker certificate is verified and must be valid for the host.'),
        sasl: z
          .strictObject({
            mechanism: z
              .enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])
              .describe('SASL mechanism. PLAIN sends the password in clear text, unless tls is set.'),
            existingSecret: objectName()
              .describe('Name of your Secret with the keys username and password.')
              .register(SECRETS, USER),
          })
          .optional()
          .describe('Authenticate with SASL.'),
      })
      .optional()
      .describe(externalDescription('a Kafka cluster')),
    replicas: count(1, 99).default(1).describe('Number of brokers.'),
    replicationFactor: count(1, 9)
      .optional()
      .describe("Replication factor of OpenWhisk's topics. Default: the number of brokers, at most 3."),
    topics: topicsSchema,
    heapMiB: count(128, 65536).default(512).describe('Heap of the JVM, in MiB.'),
    size: volumeSize('512Mi'),
    probes: probes(),
    resources: resources({ requests: { cpu: '250m', memory: '768Mi' }, limits: { cpu: '1', memory: '1Gi' } }),
  })
  .prefault({})
  .describe('Apache Kafka: the message bus between controllers and invokers.');

/** Prefix of CouchDB's database names (CouchDB, "API Reference", `PUT /{db}`). */
const databasePrefix = () =>
  z.string().regex(/^[a-z][a-z0-9_-]*$/, { error: 'lower-case letters, digits, _ and -, beginning with a letter' });

/** Apache CouchDB: subjects, entities and activations. */
export const couchdbSchema = z
  .strictObject({
    external: external('a CouchDB server', 5984),
    protocol: z.enum(['http', 'https']).default('http').describe('Protocol of the server.'),
    auth: z
      .strictObject({ existingSecret: existingSecret('db_username and db_password').register(SECRETS, DATABASE_USER) })
      .prefault({})
      .describe('Administrator of the database.'),
    prefix: databasePrefix().default('test_').describe("Prefix of OpenWhisk's database names."),
    init: z
      .boolean()
      .default(true)
      .describe('Create missing databases and views of OpenWhisk. Never deletes anything.'),
    migrateFrom: z
      .strictObject({
        ...externalAddress(5984),
        protocol: z.enum(['http', 'https']).default('http').describe('Protocol of the server.'),
        existingSecret: objectName()
          .describe('Name of your Secret with its administrator, under the keys db_username and db_password.')
          .register(SECRETS, DATABASE_USER),
        prefix: databasePrefix().default('test_').describe('Prefix of its database names.'),
        activations: z.boolean().default(false).describe('Copy the activations, too.'),
        deadlineSeconds: count(60, 604_800).default(3600).describe('Time limit of the copy, in seconds.'),
      })
      .optional()
      .describe(
        'CouchDB of another OpenWhisk. A job copies its subjects, entities and triggers before the databases are initialised.',
      ),
    wipe: z
      .boolean()
      .default(false)
      .describe('Empty the databases of entities and activations at the first initialisation. All actions are lost.'),
    size: volumeSize('2Gi'),
    probes: probes(),
    resources: resources({ requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } }),
  })
  .prefault({})
  .describe('Apache CouchDB: subjects, entities and activations.');

/** A separate CouchDB for the event providers. */
export const providerDbSchema = z
  .strictObject({
    external: z
      .strictObject({
        ...externalAddress(5984),
        protocol: z.enum(['http', 'https']).default('http').describe('Protocol of the server.'),
        existingSecret: objectName()
          .describe('Name of your Secret with the keys db_username and db_password.')
          .register(SECRETS, DATABASE_USER),
      })
      .optional()
      .describe('A CouchDB server that you run, used instead of the CouchDB of OpenWhisk.'),
  })
  .prefault({})
  .describe('Storage of triggers for the providers and their feeds.');

/** Redis: the API gateway's store. */
export const redisSchema = z
  .strictObject({
    external: external('a Redis server', 6379),
    auth: z
      .strictObject({ existingSecret: existingSecret('password').register(SECRETS, { keys: ['password'] }) })
      .prefault({})
      .describe('Password of the server.'),
    size: volumeSize('256Mi'),
    probes: probes(),
    resources: resources({ requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '500m', memory: '256Mi' } }),
  })
  .prefault({})
  .describe("Redis: the API gateway's store.");

/** etcd: the scheduler's store. */
export const etcdSchema = z
  .strictObject({
    external: z
      .strictObject({
        ...externalAddresses(2379),
        existingSecret: objectName()
          .optional()
          .describe('Name of your Secret with the keys username and password. Default: etcd without authentication.')
          .register(SECRETS, USER),
      })
      .optional()
      .describe(
        `${externalDescription('an etcd cluster')} OpenWhisk connects in plain text: it supports neither TLS nor client certificates.`,
      ),
    replicas: members(9),
    leaseTimeoutSeconds: count(1, 3600)
      .default(10)
      .describe('Lease timeout without renewal, in seconds (OpenWhisk, whisk.etcd.lease.timeout).'),
    poolThreads: count(1, 100).default(10).describe('Threads of the client pool (OpenWhisk, whisk.etcd.pool.threads).'),
    size: volumeSize('256Mi'),
    probes: probes(),
    resources: resources({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
  })
  .prefault({})
  .describe("etcd: the scheduler's store. Deployed only with openwhisk.scheduler.enabled.");
