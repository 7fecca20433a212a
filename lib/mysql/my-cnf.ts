import { productOf } from '../catalogue/mysql';
import type { MySql } from '../platform/model';
import { parseQuantity } from '../text/quantity';
import { serverMemory } from './memory';
import { optionName } from './option-size';

/** Ports of the server. Connections to `admin` are not counted in `max_connections`. */
export const MYSQL_PORTS = { mysql: 3306, admin: 33062 } as const;

/** Places in the server's pod. */
export const MYSQL_PATHS = {
  cnf: '/etc/mysql/my.cnf',
  cnfDir: '/etc/mysql',
  volume: '/var/lib/mysql',
  /** The claim's own root may hold `lost+found`. */
  data: '/var/lib/mysql/data',
  tmp: '/var/lib/mysql/tmp',
  run: '/run/mysqld',
  tls: '/etc/mysql-tls',
} as const;

/** Connections of exporter and backups on the port `admin` of a MariaDB. */
const ADMIN_CONNECTIONS = 20;
/** Connections that stay free for people when the user of applications has used up its own. */
export const FOR_PEOPLE = 5;
const MOST_BACK_LOG = 65_535;
const DEFAULT_REDO = 512 * 2 ** 20;
const MIB = 2 ** 20;

/** Connections of the user of applications, at most. */
export function connectionsPerUser({ connections: { max, perUser } }: Pick<MySql, 'connections'>): number {
  return perUser ?? max - FOR_PEOPLE;
}

/** Files that the server may need to open (MySQL reference, `open_files_limit`). */
export function neededFiles({ connections, tableOpenCache }: Pick<MySql, 'connections' | 'tableOpenCache'>): number {
  return Math.max(10 + connections.max + 2 * tableOpenCache, 5 * connections.max);
}

/** Bytes of the redo log, in whole MiB, as the server takes them. */
export function redoBytes({ redoLogCapacity, size }: Pick<MySql, 'redoLogCapacity' | 'size'>): number {
  const bytes = redoLogCapacity ? parseQuantity(redoLogCapacity) : Math.min(DEFAULT_REDO, parseQuantity(size) / 8);
  return Math.max(Math.floor(bytes / MIB), 1) * MIB;
}

/** The options that the platform writes, in the order of the file; undefined is for an option without a value. */
export function serverOptions(spec: MySql): Readonly<Record<string, string | number | undefined>> {
  const { connections, tls } = spec;
  const { max } = connections;
  const { bufferPool, instances } = serverMemory(spec);
  const isMySql = productOf(spec.version) === 'mysql';
  return {
    datadir: MYSQL_PATHS.data,
    tmpdir: MYSQL_PATHS.tmp,
    socket: `${MYSQL_PATHS.run}/mysqld.sock`,
    pid_file: `${MYSQL_PATHS.run}/mysqld.pid`,
    port: MYSQL_PORTS.mysql,
    ...(isMySql
      ? { admin_port: MYSQL_PORTS.admin }
      : { extra_port: MYSQL_PORTS.admin, extra_max_connections: ADMIN_CONNECTIONS }),
    // Accounts name no hosts: a query to the DNS at each connection would only make it slower.
    skip_name_resolve: 'ON',
    max_connections: max,
    max_user_connections: connectionsPerUser(spec),
    wait_timeout: connections.waitTimeoutSeconds,
    interactive_timeout: connections.interactiveTimeoutSeconds,
    thread_cache_size: connections.threadCacheSize ?? Math.min(8 + Math.floor(max / 100), 100),
    back_log: connections.backLog ?? Math.min(max, MOST_BACK_LOG),
    max_allowed_packet: parseQuantity(spec.maxAllowedPacket),
    table_open_cache: spec.tableOpenCache,
    open_files_limit: spec.openFilesLimit ?? neededFiles(spec),
    innodb_buffer_pool_size: bufferPool,
    ...(isMySql
      ? { innodb_buffer_pool_instances: instances, innodb_redo_log_capacity: redoBytes(spec) }
      : { innodb_log_file_size: redoBytes(spec) }),
    long_query_time: spec.longQuerySeconds,
    ssl_cert: `${MYSQL_PATHS.tls}/tls.crt`,
    ssl_key: `${MYSQL_PATHS.tls}/tls.key`,
    require_secure_transport: tls.required ? 'ON' : 'OFF',
    local_infile: 'OFF',
    performance_schema: 'ON',
    ...(isMySql
      ? // There is no replica to read it, and nothing else would remove it from the volume for 30 days.
        { skip_log_bin: undefined, mysqlx: 'OFF', secure_file_priv: 'NULL' }
      : { query_cache_type: 0, query_cache_size: 0 }),
  };
}

/** The configuration file of the server, in the dialect of its product and version. */
export function myCnf(spec: MySql): string {
  const further = Object.entries(spec.extra).map(([key, value]): [string, string | number] => [
    optionName(key),
    typeof value === 'boolean' ? (value ? 'ON' : 'OFF') : value,
  ]);
  const options = [...Object.entries(serverOptions(spec)), ...further];
  return ['[mysqld]', ...options.map(([key, value]) => (value === undefined ? key : `${key}=${value}`)), ''].join('\n');
}
