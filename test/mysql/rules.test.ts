import { messageAbout, oneMistake } from '../load/message';
import { parsePlatform } from '../../lib/load/load';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const BASE = 'profile: lean\nmysql:\n  enabled: true\n';
const EXTERNAL = '  external: {host: db.example.org, existingSecret: db}\n';

const ROWS: readonly Row[] = [
  [
    'an option that every version has removed',
    '  extra: {query_cache_size: 16M}',
    ':4 mysql.extra.query_cache_size: MySQL 8.0 has removed it: MySQL 8.4 does not start with it',
    'options of MySQL 8.4',
    'remove it',
  ],
  [
    'an option that has a successor, written with dashes',
    '  extra: {expire-logs-days: 7}',
    ':4 mysql.extra.expire-logs-days: MySQL 8.2 has removed it: MySQL 8.4 does not start with it',
    'options of MySQL 8.4',
    'remove it, or use binlog_expire_logs_seconds',
  ],
  [
    'an option that this line was the first to lack',
    '  extra: {default_authentication_plugin: caching_sha2_password}',
    ':4 mysql.extra.default_authentication_plugin: MySQL 8.4 has removed it: MySQL 8.4 does not start with it',
    'options of MySQL 8.4',
    'remove it, or use authentication_policy',
  ],
  [
    'an option that the newest line has removed',
    "  version: '9.7'\n  extra: {mysql_native_password: true}",
    ':5 mysql.extra.mysql_native_password: MySQL 9.0 has removed it: MySQL 9.7 does not start with it',
    'options of MySQL 9.7',
    'remove it, or use users with caching_sha2_password',
  ],
  [
    'an option of MySQL for MariaDB',
    '  version: mariadb-11.4\n  extra: {mysqlx: false}',
    ':5 mysql.extra.mysqlx: MariaDB has no such option: MariaDB 11.4 does not start with it',
    'options of MariaDB 11.4',
    'remove it',
  ],
  [
    'sizes of the server beside those of the platform',
    '  extra: {innodb_dedicated_server: true}',
    ':4 mysql.extra.innodb_dedicated_server: the server would measure the memory of the node, and the platform writes sizes for the memory limit',
    'mysql.bufferPoolSize and mysql.redoLogCapacity',
    'remove it',
  ],
  [
    'an option that has a property of its own',
    '  extra: {wait_timeout: 30}',
    ':4 mysql.extra.wait_timeout: the platform writes it',
    'options that the platform does not write',
    'remove it, or use mysql.connections.waitTimeoutSeconds',
  ],
  [
    'an option that is not for users',
    '  extra: {datadir: /data}',
    ':4 mysql.extra.datadir: the platform writes it',
    'options that the platform does not write',
    'remove it',
  ],
  [
    'a buffer of an unknown size',
    '  extra: {sort_buffer_size: large}',
    ":4 mysql.extra.sort_buffer_size: 'large' is not a size, and the memory of the connections depends on it",
    'bytes, or a number with K, M or G, such as 256K',
    'write it in this form',
  ],
  [
    'too little memory for the connections',
    '  connections: {max: 1000}',
    ':2 mysql.resources.limits.memory (the default): the buffer pool (128Mi) and 1000 connections of 1936Ki (1891Mi) need 2019Mi; 90 % of 2Gi are 1843Mi',
    'at least 2243Mi with them',
    'write 2243Mi, lower mysql.connections.max to 907',
  ],
  [
    'too little memory for the buffer pool',
    '  bufferPoolSize: 1700Mi',
    ':2 mysql.resources.limits.memory (the default): the buffer pool (1792Mi) and 151 connections of 1936Ki (286Mi) need 2078Mi; 90 % of 2Gi are 1843Mi',
    'at least 2309Mi with them',
    'write 2309Mi, lower mysql.connections.max to 27, or write 1408Mi into mysql.bufferPoolSize',
  ],
  [
    'a redo log that fills the volume',
    '  size: 4Gi\n  redoLogCapacity: 2Gi',
    ':5 mysql.redoLogCapacity: 2Gi are more than a quarter of the volume of 4Gi',
    'at most 1024Mi',
    'leave it out, or set mysql.size: 8Gi',
  ],
  [
    'a redo log that is too small',
    '  redoLogCapacity: 4Mi',
    ':4 mysql.redoLogCapacity: 4Mi are less than the server needs',
    'at least 8Mi',
    'leave it out',
  ],
  [
    'a volume that is too small',
    '  size: 32Mi',
    ':4 mysql.size: an eighth of 32Mi, the default of mysql.redoLogCapacity, is less than 8Mi, which the server needs',
    'at least 64Mi',
    'write a larger size',
  ],
  [
    'a packet that the protocol does not have',
    '  maxAllowedPacket: 2Gi',
    ':4 mysql.maxAllowedPacket: the server does not take 2Gi',
    'multiples of 1Ki up to 1Gi',
    'write an amount such as 64Mi',
  ],
  [
    'more connections per user than there are',
    '  connections: {max: 100, perUser: 101}',
    ':4 mysql.connections.perUser: 101 are more than mysql.connections.max, which is 100',
    'at most 100',
    'leave it out, or raise mysql.connections.max',
  ],
  [
    'too few open files',
    '  openFilesLimit: 1024',
    ':4 mysql.openFilesLimit: 151 connections and 2000 tables may need 4161 files, and the server would lower both in silence',
    'at least 4161',
    'leave it out, or lower mysql.tableOpenCache',
  ],
  [
    'a backup without a place',
    '  backup: {keep: 3}',
    ':4 mysql.backup: there is no place for the backups',
    'size or existingClaim',
    'add size, for a volume of that size, or existingClaim, the name of your PersistentVolumeClaim',
  ],
  [
    'two places for a backup',
    '  backup: {size: 1Gi, existingClaim: backups}',
    ':4 mysql.backup.existingClaim: there are two places for the backups',
    'size or existingClaim',
    'remove one of them',
  ],
  [
    'a backup on a volume that goes with its pod',
    '  backup: {size: 1Gi}\npersistence: {enabled: false}',
    ':4 mysql.backup.size: the backups would be lost with the pod: persistence.enabled is false',
    'size together with persistence',
    'write existingClaim in its place, or remove backup',
  ],
  [
    'a schedule that no CronJob has',
    "  backup: {size: 1Gi, schedule: '0 25 * * *'}",
    ":4 mysql.backup.schedule: '0 25 * * *' has the wrong form",
    "five fields of Kubernetes' notation: minute, hour, day of month, month, day of week (0 to 6)",
    'write it in this form',
  ],
  [
    'an external server without a user for the exporter',
    EXTERNAL.trimEnd(),
    ':4 mysql.external: the exporter has no user on the server',
    'external with exporterSecret, or without the exporter',
    'create a Secret with username and password of a user with the rights PROCESS and REPLICATION CLIENT, and name it in exporterSecret; or set mysql.exporter.enabled: false',
  ],
  [
    'backups of an external server',
    `${EXTERNAL}  exporter: {enabled: false}\n  backup: {size: 1Gi}`,
    ':6 mysql.backup: an external server has its own backups',
    'backup without mysql.external',
    'remove backup',
  ],
  [
    'a namespace of another part',
    '  namespace: openwhisk',
    ":4 mysql.namespace: 'openwhisk' is already the value of namespace",
    'another one: the database has Secrets that other parts must not have',
    'leave it out, or write another name',
  ],
  [
    'a shutdown without time',
    '  terminationGraceSeconds: 30',
    ':4 mysql.terminationGraceSeconds: 30 is too small',
    'a whole number from 120 to 3600',
    'write 120 or more',
  ],
];

test.each(ROWS)('refuses %s', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(`${BASE}${yaml}\n`)).toBe(oneMistake(problem, allowed, fix));
});

test('reports several mistakes at once', () => {
  const yaml = `${BASE}  size: 1Gi\n  redoLogCapacity: 1Gi\n  extra: {query_cache_type: 0, tx_isolation: SERIALIZABLE}\n  backup: {}\n`;
  const message = messageAbout(yaml);
  expect(message).toMatch(/^platform.yaml: 4 mistakes; nothing was written\n/);
  for (const path of ['redoLogCapacity', 'extra.query_cache_type', 'extra.tx_isolation', 'backup'])
    expect(message).toContain(`mysql.${path}: `);
});

test.each([
  "version: '8.0'\n  extra: {expire_logs_days: 7, default_authentication_plugin: mysql_native_password}",
  "version: '8.4'\n  extra: {mysql_native_password: true, authentication_policy: caching_sha2_password}",
  'version: mariadb-11.4\n  extra: {expire_logs_days: 7}',
  'extra: {loose_query_cache_size: 0}',
])('accepts options that the version has: %s', (yaml) => {
  expect(parsePlatform(`${BASE}  ${yaml}\n`).platform.mysql.enabled).toBe(true);
});

test('says nothing while the database is off', () => {
  const yaml = 'profile: lean\nmysql:\n  extra: {query_cache_size: 1}\n  backup: {}\n';
  expect(parsePlatform(yaml).platform.mysql.enabled).toBe(false);
});
