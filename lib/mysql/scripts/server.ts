import type { MySqlVersion } from '../../catalogue/mysql';
import { programsOf } from '../programs';
import { OPTION_QUOTE } from './option-file';

/** Users of the database, beside the administrator. */
export interface ServerUsers {
  /** Connections of the exporter, at most; undefined without one. */
  readonly exporter?: number;
  /** Whether there are backups. */
  readonly backup: boolean;
}

/** Properties of {@link serverScript}. */
export interface ServerScriptProps {
  readonly version: MySqlVersion;
  readonly database: string;
  /** Connections of the user of applications, at most. */
  readonly perUser: number;
  readonly users: ServerUsers;
}

/** A dump takes one connection; the second one is for a run that the first one's deadline has not ended yet. */
const BACKUP_CONNECTIONS = 2;

/**
 * The script of the server's container. It fills an empty volume, and starts the server with statements that make the database and its
 * users, before the first connection and at every start: passwords follow their Secrets.
 *
 * A volume is filled in a directory of another name: a start that is interrupted begins again.
 *
 * Environment: CNF, VOLUME, RUN, FILES, POD_IP, and name and password of each user.
 */
export function serverScript({ version, database, perUser, users }: ServerScriptProps): string {
  const { server, initialise, adminAddress } = programsOf(version);
  return `set -eu
umask 077
# The server reads one statement on each line (MySQL reference, "init_file").
text() { printf "'%s'" "$(printf '%s' "$1" | sed "s/[\\\\\\\\']/\\\\\\\\&/g")"; }
account() {
  printf 'CREATE USER IF NOT EXISTS %s;\\n' "$1"
  printf 'ALTER USER %s IDENTIFIED BY %s%s;\\n' "$1" "$(text "$2")" "\${3:+ WITH MAX_USER_CONNECTIONS $3}"
}
${OPTION_QUOTE}
NEW="$VOLUME/new"
mkdir -p "$VOLUME/tmp"
if [ ! -d "$VOLUME/data" ]; then
  rm -rf "$NEW"
  ${initialise}
  mv "$NEW" "$VOLUME/data"
fi
# For the probes: a user without any right, and with a password that this start alone knows.
probe=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')
{
  echo '[client]'
  option socket "$RUN/mysqld.sock"
  option user probe
  option password "$probe"
} > "$FILES/probe.cnf"
{
  printf 'CREATE DATABASE IF NOT EXISTS \`${database}\`;\\n'
  account "'root'@'localhost'" "$ROOT_PASSWORD"
  account "'probe'@'localhost'" "$probe"
  application="$(text "$APPLICATION_USERNAME")@'%'"
  account "$application" "$APPLICATION_PASSWORD" ${perUser}
  printf 'GRANT ALL PRIVILEGES ON \`${pattern(database)}\`.* TO %s;\\n' "$application"
${users.exporter === undefined ? '' : exporterUser(version, users.exporter)}\
${users.backup ? backupUser(version, database) : ''}\
} > "$FILES/init.sql"
exec ${server} --defaults-file="$CNF" --init-file="$FILES/init.sql"${adminAddress}
`;
}

/** A database in a grant is a pattern: an underscore stands for any letter (MySQL reference, "GRANT Statement"). */
function pattern(database: string): string {
  return database.replaceAll('_', '\\\\_');
}

function user(name: string, connections: number, grants: readonly string[]): string {
  const variable = name.toUpperCase();
  return [
    `  ${name}="$(text "$${variable}_USERNAME")@'%'"`,
    `  account "$${name}" "$${variable}_PASSWORD" ${connections}`,
    ...grants.map((grant) => `  printf 'GRANT ${grant} TO %s;\\n' "$${name}"`),
    '',
  ].join('\n');
}

/** Rights to connect to the second port, where that needs a right. */
const ADMIN_PORT = ['SERVICE_CONNECTION_ADMIN ON *.*'];

function exporterUser(version: MySqlVersion, connections: number): string {
  const isMariaDb = programsOf(version).adminAddress === '';
  return user('exporter', connections, [
    'PROCESS, REPLICATION CLIENT ON *.*',
    'SELECT ON performance_schema.*',
    ...(isMariaDb ? [] : ADMIN_PORT),
  ]);
}

function backupUser(version: MySqlVersion, database: string): string {
  const isMariaDb = programsOf(version).adminAddress === '';
  return user('backup', BACKUP_CONNECTIONS, [
    `SELECT, SHOW VIEW, TRIGGER, LOCK TABLES, EVENT ON \`${pattern(database)}\`.*`,
    // Definitions of procedures: MariaDB 11.4 has no right for them alone in a database of any name.
    ...(isMariaDb ? ['SELECT ON mysql.proc'] : ['SHOW_ROUTINE ON *.*', ...ADMIN_PORT]),
  ]);
}
