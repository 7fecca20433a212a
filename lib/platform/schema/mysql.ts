import { z } from 'zod';
import { MYSQL_PRODUCTS, MYSQL_VERSIONS } from '../../catalogue/mysql';
import { isCronSchedule } from '../../text/cron';
import { bytes, certManager, count, enabled, objectName, ownNamespace, probes, resources, volumeSize } from './common';
import { userSecret } from './elasticsearch';
import { externalAddress } from './external';
import { claimRetention, pods, storageClassName } from './pods';
import { SECRETS, USER, VERIFIED_CERTIFICATE } from './secrets';

/** Most connections that a server accepts (MySQL reference, `max_connections`). */
const MAX_CONNECTIONS = 100_000;

const externalSchema = z
  .strictObject({
    ...externalAddress(3306),
    kind: z
      .enum(MYSQL_PRODUCTS)
      .default('mysql')
      .describe(
        'The product. The wait for the server fails at MariaDB where this is mysql or percona, and vice versa.',
      ),
    tls: z
      .strictObject({
        caSecret: objectName()
          .optional()
          .describe(
            'Name of your Secret with the key ca.crt: the CA certificates (PEM) that the server certificate is verified against. Default: the public CAs.',
          ),
      })
      .optional()
      .describe('Connect with TLS. The certificate is verified and must be valid for the host. Default: plain text.'),
    existingSecret: objectName()
      .describe('Name of your Secret with the keys username and password, of a user with all rights on the database.')
      .register(SECRETS, USER),
    exporterSecret: objectName()
      .optional()
      .describe(
        'Name of your Secret with the keys username and password, of a user with the rights PROCESS and REPLICATION CLIENT. Required with the exporter.',
      ),
  })
  .optional()
  .describe('A MySQL, MariaDB or Percona Server that you run. The platform then deploys none and waits for yours.');

const connectionsSchema = z
  .strictObject({
    max: count(10, MAX_CONNECTIONS)
      .default(151)
      .describe(
        'Connections of all clients together (MySQL `max_connections`). The exporter and backups are not counted.',
      ),
    perUser: count(1, MAX_CONNECTIONS)
      .optional()
      .describe(
        'Connections of the user of applications (`max_user_connections`). Default: all but 5, which stay free for people.',
      ),
    waitTimeoutSeconds: count(1, 31_536_000)
      .default(60)
      .describe(
        'Time until an idle connection is closed, in seconds (MySQL `wait_timeout`). The pools of clients have to close theirs earlier.',
      ),
    interactiveTimeoutSeconds: count(1, 31_536_000)
      .default(60)
      .describe('The same for clients at a terminal (MySQL `interactive_timeout`).'),
    threadCacheSize: count(0, 16_384)
      .optional()
      .describe(
        'Threads that wait for new connections (MySQL `thread_cache_size`). Default: 8 and one for each 100 connections, at most 100.',
      ),
    backLog: count(1, 65_535)
      .optional()
      .describe(
        'Connections that wait to be accepted (MySQL `back_log`). Default: the number of connections, at most 65535.',
      ),
  })
  .prefault({})
  .describe('Connections: each costs memory, and each pod of a function holds as many as its pool has.');

const tlsSchema = z
  .strictObject({
    required: z
      .boolean()
      .default(true)
      .describe('Refuse connections in plain text (MySQL `require_secure_transport`). false: TLS is offered.'),
    existingSecret: objectName()
      .optional()
      .describe('Your Secret of type kubernetes.io/tls with ca.crt, valid for the Service.')
      .register(SECRETS, VERIFIED_CERTIFICATE),
    certManager: certManager(),
  })
  .prefault({})
  .describe('Certificate of the server. Default: a job creates one inside the cluster.');

const backupSchema = z
  .strictObject({
    schedule: z
      .string()
      .refine(isCronSchedule, {
        error: "five fields of Kubernetes' notation: minute, hour, day of month, month, day of week (0 to 6)",
      })
      .default('30 1 * * *')
      .describe("Backup schedule, in the notation of Kubernetes' CronJob; UTC."),
    keep: count(1, 1000).default(7).describe('Number of backups that are kept.'),
    size: bytes()
      .optional()
      .describe('Size of a volume for the backups, which the platform claims. Instead: existingClaim.'),
    existingClaim: objectName()
      .optional()
      .describe('Name of your PersistentVolumeClaim in the namespace, for the backups. Instead: size.'),
    deadlineSeconds: count(60, 604_800)
      .default(3600)
      .describe('Time limit of one backup, and of one restore, in seconds.'),
    restoreFrom: z
      .string()
      .regex(/^(latest|[A-Za-z0-9][A-Za-z0-9._-]*\.sql\.gz)$/, {
        error: 'latest, or the name of a backup such as 2026-01-31T013000Z.sql.gz',
      })
      .default('latest')
      .describe('Backup that the restore task loads when you start it (docs/mysql.md): latest, or the name of a file.'),
  })
  .optional()
  .describe('Backups of the database, and a task that restores one. Default: no backups.');

/** The value of an option in the configuration file of MySQL. */
const optionValue = () =>
  z
    .union([
      z.string().regex(/^[^\r\n#]*$/, { error: 'a value on one line without #, which begins a comment' }),
      z.number(),
      z.boolean(),
    ])
    .describe('Value of the option; true and false are ON and OFF.');

/** All settings of the database. */
export const mysqlSchema = z
  .strictObject({
    enabled: enabled('Run a MySQL or MariaDB for functions, or use yours.', false),
    namespace: ownNamespace()
      .default('mysql')
      .describe('Namespace of the database, created with it. Must differ from the namespaces of other parts.'),
    version: z
      .enum(MYSQL_VERSIONS)
      .default('8.4')
      .describe(
        'Line of the server. The data of a server is upgraded from 8.0 to 8.4, and from there to 9.7, never in one step or back; MariaDB does not read it.',
      ),
    external: externalSchema,
    database: z
      .string()
      .regex(/^(?!(mysql|sys|information_schema|performance_schema)$)[a-z][a-z0-9_]{0,63}$/, {
        error:
          'at most 64 lower-case letters, digits and _, beginning with a letter; not mysql, sys, information_schema or performance_schema',
      })
      .default('functions')
      .describe('Database of the applications, created with the server.'),
    existingSecrets: z
      .strictObject({
        root: userSecret('the administrator, who connects inside the pod only'),
        application: userSecret('the user of applications, with all rights on the database'),
        exporter: userSecret('the exporter'),
        backup: userSecret('the backups'),
      })
      .prefault({})
      .describe('Users. A changed password is in force after the next start of the server.'),
    connections: connectionsSchema,
    bufferPoolSize: bytes()
      .optional()
      .describe(
        'Cache of tables and indices (MySQL `innodb_buffer_pool_size`), which the server rounds up to whole chunks. Default: 70 % of the memory limit, or what the connections leave of 90 %.',
      ),
    redoLogCapacity: bytes()
      .optional()
      .describe(
        'Size of the redo log (MySQL `innodb_redo_log_capacity`), at most a quarter of the volume. Default: 512Mi, or an eighth of a smaller volume.',
      ),
    maxAllowedPacket: bytes()
      .default('64Mi')
      .describe('Largest statement and largest row (MySQL `max_allowed_packet`), at most 1Gi.'),
    tableOpenCache: count(1, 524_288)
      .default(2000)
      .describe('Open tables of all connections together (MySQL `table_open_cache`).'),
    openFilesLimit: count(1, 1_048_576)
      .optional()
      .describe('Open files (MySQL `open_files_limit`). Default: enough for the connections and the tables.'),
    longQuerySeconds: z
      .number()
      .min(0)
      .max(3600)
      .default(1)
      .describe('Duration of a slow query, in seconds (MySQL `long_query_time`).'),
    extra: z
      .record(
        z.string().regex(/^[a-z][a-z0-9_.-]*$/, { error: 'the name of an option, such as sort_buffer_size' }),
        optionValue(),
      )
      .default({})
      .describe('Further options of the section [mysqld] of my.cnf. Options that the version has removed are refused.'),
    tls: tlsSchema,
    size: volumeSize('8Gi'),
    storageClassName: storageClassName(),
    claimRetention: claimRetention(),
    evictions: z
      .enum(['allowed', 'refused'])
      .default('allowed')
      .describe(
        'Whether a drain of the node may stop the only pod. refused: the drain waits until you delete the pod.',
      ),
    terminationGraceSeconds: count(120, 3600)
      .default(120)
      .describe(
        'Time for a shutdown, in seconds. A server that is killed recovers at the next start, which is slower.',
      ),
    pods: pods(),
    probes: probes(),
    resources: resources({ requests: { cpu: '500m', memory: '2Gi' }, limits: { cpu: '2', memory: '2Gi' } }),
    exporter: z
      .strictObject({
        enabled: enabled('Run the exporter of metrics.'),
        pods: pods(),
        resources: resources({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '128Mi' } }),
      })
      .prefault({})
      .describe("The exporter of the server's metrics."),
    backup: backupSchema,
  })
  .prefault({})
  .describe('MySQL or MariaDB: a database for functions. One server, without replicas.');
