import type { MySqlVersion } from '../catalogue/mysql';
import { productOf } from '../catalogue/mysql';

/** Programs of a product's image, and its dialect of their options. */
export interface Programs {
  readonly server: string;
  /** Command that fills an empty directory of data; the options of the directory and of the file follow it. */
  readonly initialise: string;
  readonly client: string;
  readonly admin: string;
  readonly dump: string;
  /** Options of the dump in addition to the common ones. */
  readonly dumpOptions: readonly string[];
  /** Line of an option file with which clients verify the certificate and the name of the server. */
  readonly verified: string;
  /** Arguments of the server for its second port. MySQL takes one address only, and no wildcard. */
  readonly adminAddress: string;
}

const PROGRAMS: Readonly<Record<'mysql' | 'mariadb', Programs>> = {
  mysql: {
    server: 'mysqld',
    initialise: 'mysqld --defaults-file="$CNF" --initialize-insecure --datadir="$NEW"',
    client: 'mysql',
    admin: 'mysqladmin',
    dump: 'mysqldump',
    // There are no binary logs to continue from.
    dumpOptions: ['--set-gtid-purged=OFF'],
    verified: 'ssl_mode=VERIFY_IDENTITY',
    adminAddress: ' --admin-address="$POD_IP"',
  },
  mariadb: {
    server: 'mariadbd',
    initialise:
      'mariadb-install-db --defaults-file="$CNF" --datadir="$NEW" --auth-root-authentication-method=normal --skip-test-db',
    client: 'mariadb',
    admin: 'mariadb-admin',
    dump: 'mariadb-dump',
    dumpOptions: [],
    verified: 'ssl_verify_server_cert',
    adminAddress: '',
  },
};

/** The programs of a version's image. */
export function programsOf(version: MySqlVersion): Programs {
  return PROGRAMS[productOf(version)];
}
