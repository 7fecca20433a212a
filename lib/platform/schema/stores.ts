import { z } from 'zod';
import {
  count,
  existingSecret,
  external,
  externalAddress,
  externalDescription,
  members,
  objectName,
  probes,
  resources,
  volumeSize,
} from './common';

/** Apache ZooKeeper: Kafka's coordination and the invokers' ids. */
export const zookeeperSchema = z
  .strictObject({
    external: external('a ZooKeeper ensemble', 2181),
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
  .describe("Apache ZooKeeper: Kafka's coordination, and where invokers get their numbers.");

const topic = (name: string) =>
  z
    .strictObject({
      segmentBytes: count(1, 2 ** 31 - 1)
        .optional()
        .describe('Size of a segment, in bytes (Kafka, segment.bytes).'),
      retentionBytes: count(1, Number.MAX_SAFE_INTEGER)
        .optional()
        .describe('Size of a partition, in bytes (Kafka, retention.bytes).'),
      retentionMs: count(1, Number.MAX_SAFE_INTEGER)
        .optional()
        .describe('Age of a message, in milliseconds (Kafka, retention.ms).'),
    })
    .prefault({})
    .describe(`Topic ${name}. Default of each value: OpenWhisk's own.`);

const topicsSchema = z
  .strictObject({
    prefix: z.string().default('').describe("Prefix of the topics' names."),
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
        ...externalAddress(9092),
        tls: z
          .strictObject({
            caSecret: objectName()
              .optional()
              .describe(
                'Name of a Secret of yours with the key ca.crt: the authorities (PEM) of the certificate. Default: the public ones.',
              ),
          })
          .optional()
          .describe('The broker encrypts. Its certificate is verified, and has to name the host.'),
        sasl: z
          .strictObject({
            mechanism: z
              .enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])
              .describe('How the password is shown. PLAIN shows it to whoever listens in, unless there is tls.'),
            existingSecret: objectName().describe('Name of a Secret of yours with the keys username and password.'),
          })
          .optional()
          .describe('The broker asks who connects.'),
      })
      .optional()
      .describe(externalDescription('a Kafka broker')),
    replicas: count(1, 99).default(1).describe('Number of brokers.'),
    replicationFactor: count(1, 9)
      .optional()
      .describe("Copies of each of OpenWhisk's topics. Default: the number of brokers, at most 3."),
    topics: topicsSchema,
    heapMiB: count(128, 65536).default(512).describe('Heap of the JVM, in MiB.'),
    size: volumeSize('512Mi'),
    probes: probes(),
    resources: resources({ requests: { cpu: '250m', memory: '768Mi' }, limits: { cpu: '1', memory: '1Gi' } }),
  })
  .prefault({})
  .describe('Apache Kafka: the message bus between controllers and invokers.');

/** Apache CouchDB: subjects, entities and activations. */
export const couchdbSchema = z
  .strictObject({
    external: external('a CouchDB server', 5984),
    protocol: z.enum(['http', 'https']).default('http').describe('Protocol of the server.'),
    auth: z
      .strictObject({ existingSecret: existingSecret('db_username and db_password') })
      .prefault({})
      .describe('Administrator of the database.'),
    prefix: z
      .string()
      .regex(/^[a-z][a-z0-9_-]*$/, { error: 'lower-case letters, digits, _ and -, beginning with a letter' })
      .default('test_')
      .describe("Prefix of the names of OpenWhisk's databases."),
    init: z
      .boolean()
      .default(true)
      .describe("Make OpenWhisk's databases and views where they are missing. Never deletes anything."),
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

/** A CouchDB of the event providers' own. */
export const providerDbSchema = z
  .strictObject({
    external: z
      .strictObject({
        ...externalAddress(5984),
        protocol: z.enum(['http', 'https']).default('http').describe('Protocol of the server.'),
        existingSecret: objectName().describe('Name of a Secret of yours with the keys db_username and db_password.'),
      })
      .optional()
      .describe("A CouchDB server of yours that takes the place of OpenWhisk's own."),
  })
  .prefault({})
  .describe('Where the providers and their feeds keep triggers.');

/** Redis: the API gateway's store. */
export const redisSchema = z
  .strictObject({
    external: external('a Redis server', 6379),
    auth: z
      .strictObject({ existingSecret: existingSecret('password') })
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
    external: external('an etcd server', 2379),
    replicas: members(9),
    leaseTimeoutSeconds: count(1, 3600)
      .default(10)
      .describe('Life of a lease without a renewal, in seconds (OpenWhisk, whisk.etcd.lease.timeout).'),
    poolThreads: count(1, 100).default(10).describe('Threads of the client pool (OpenWhisk, whisk.etcd.pool.threads).'),
    size: volumeSize('256Mi'),
    probes: probes(),
    resources: resources({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
  })
  .prefault({})
  .describe("etcd: the scheduler's store. Made only with openwhisk.scheduler.enabled.");
