import { productOf, type MySqlVersion } from '../catalogue/mysql';
import { optionName } from './option-size';

/** An option that a version has removed. */
interface Removal {
  /** First version without it. */
  readonly version: string;
  /** Its successor. @default - none */
  readonly instead?: string;
}

/**
 * Options that a server refuses to start with, and the version that has removed them (MySQL Server Version Reference, "Option and
 * Variable Changes"). A `*` stands for any end of a name.
 */
const REMOVED: Readonly<Record<string, Removal>> = {
  'query_cache_*': { version: '8.0' },
  'innodb_file_format*': { version: '8.0' },
  innodb_large_prefix: { version: '8.0' },
  innodb_support_xa: { version: '8.0' },
  innodb_undo_logs: { version: '8.0', instead: 'innodb_rollback_segments' },
  innodb_locks_unsafe_for_binlog: { version: '8.0', instead: 'transaction_isolation: READ-COMMITTED' },
  innodb_checksums: { version: '8.0', instead: 'innodb_checksum_algorithm' },
  tx_isolation: { version: '8.0', instead: 'transaction_isolation' },
  tx_read_only: { version: '8.0', instead: 'transaction_read_only' },
  log_warnings: { version: '8.0', instead: 'log_error_verbosity' },
  'log_syslog*': { version: '8.0', instead: 'log_error_services' },
  old_passwords: { version: '8.0' },
  secure_auth: { version: '8.0' },
  sync_frm: { version: '8.0' },
  show_compatibility_56: { version: '8.0' },
  date_format: { version: '8.0' },
  datetime_format: { version: '8.0' },
  time_format: { version: '8.0' },
  expire_logs_days: { version: '8.2', instead: 'binlog_expire_logs_seconds' },
  innodb: { version: '8.3' },
  skip_innodb: { version: '8.3' },
  character_set_client_handshake: { version: '8.3' },
  skip_character_set_client_handshake: { version: '8.3' },
  'daemon_memcached_*': { version: '8.3' },
  group_replication_ip_whitelist: { version: '8.3', instead: 'group_replication_ip_allowlist' },
  slave_rows_search_algorithms: { version: '8.3' },
  log_bin_use_v1_row_events: { version: '8.3' },
  'relay_log_info_*': { version: '8.3' },
  'master_info_*': { version: '8.3' },
  transaction_write_set_extraction: { version: '8.3' },
  default_authentication_plugin: { version: '8.4', instead: 'authentication_policy' },
  binlog_transaction_dependency_tracking: { version: '8.4' },
  avoid_temporal_upgrade: { version: '8.4' },
  admin_ssl: { version: '8.4' },
  skip_admin_ssl: { version: '8.4' },
  'keyring_encrypted_file_*': { version: '8.4' },
  mysql_native_password: { version: '9.0', instead: 'users with caching_sha2_password' },
  group_replication_allow_local_lower_version_join: { version: '9.5' },
};

/** Options of MySQL that MariaDB does not know (MariaDB, "System Variable Differences between MariaDB and MySQL"). */
const NOT_IN_MARIADB = [
  'admin_*',
  'authentication_policy',
  'caching_sha2_password_*',
  'default_authentication_plugin',
  'disable_log_bin',
  'innodb_dedicated_server',
  'innodb_redo_log_*',
  'mysqlx*',
  'mysql_native_password',
  'server_memory',
];

/** Why a server does not start with an option. */
export interface UnknownOption {
  /** The product or version that lacks it, as a clause. */
  readonly by: string;
  readonly instead?: string;
}

/** Why the server of a version does not start with an option; undefined where it does, as far as that is known. */
export function unknownOption(key: string, version: MySqlVersion): UnknownOption | undefined {
  // The server ignores what it does not know with this prefix (MySQL reference, "Program Option Modifiers").
  const name = optionName(key);
  if (name.startsWith('loose_')) return undefined;
  if (productOf(version) === 'mariadb') {
    return NOT_IN_MARIADB.some((pattern) => matches(name, pattern)) ? { by: 'MariaDB has no such option' } : undefined;
  }
  const [, removal] = Object.entries(REMOVED).find(([pattern]) => matches(name, pattern)) ?? [];
  if (!removal || !isAtLeast(version, removal.version)) return undefined;
  return { by: `MySQL ${removal.version} has removed it`, instead: removal.instead };
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function isAtLeast(version: string, least: string): boolean {
  const [a = 0, b = 0] = version.split('.').map(Number);
  const [c = 0, d = 0] = least.split('.').map(Number);
  return a > c || (a === c && b >= d);
}
