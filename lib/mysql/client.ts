import type { MySqlProduct } from '../catalogue/mysql';
import type { Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import type { CertificateRef, Credentials, SecretRef } from '../kube/secrets';
import type { Mount } from '../kube/storage';
import type { Wait } from '../kube/waits';

/** Connection facts of a MySQL, for its clients. */
export interface MySqlFacts {
  readonly product: MySqlProduct;
  /** Where applications connect. */
  readonly endpoint: Endpoint;
  /** Where the exporter and backups connect, without a limit of connections. @default - where applications do */
  readonly adminEndpoint?: Endpoint;
  readonly database: string;
  /** The user of applications. */
  readonly application: Credentials;
  /** Clients use TLS, and verify the certificate. @default - plain text */
  readonly tls?: {
    /** Authorities of the certificate. @default - the public ones */
    readonly authorities?: CertificateRef;
  };
  readonly ready: Milestone;
}

/** The user of a Secret with the keys `username` and `password`. */
export function userOf(secret: SecretRef): Credentials {
  return { secret, usernameKey: 'username', passwordKey: 'password' };
}

const AUTHORITIES_DIR = '/etc/mysql-ca';

/** Path of the CA certificate of the server in a container. */
export const AUTHORITIES_FILE = `${AUTHORITIES_DIR}/ca.crt`;

/** The volume with {@link AUTHORITIES_FILE}, without the private key beside it. */
export function authoritiesMount({ secret, key }: CertificateRef): Mount {
  return { volume: { name: 'mysql-ca', secret, items: { [key]: 'ca.crt' } }, path: AUTHORITIES_DIR };
}

/**
 * A server greets its clients, with its version and the name of a way to authenticate (MySQL Internals, "Protocol::HandshakeV10"). One
 * that has no connection left, or is still starting, does not.
 */
export function mysqlGreets(endpoint: Endpoint, product: MySqlProduct): Wait {
  const isMariaDb = product === 'mariadb';
  return {
    endpoint,
    what: isMariaDb ? 'MariaDB' : 'MySQL',
    attempt: [
      `answer=$(sleep 1 | timeout "$TRY_TIMEOUT_SECONDS" nc "$HOST" "$PORT" | tr -cd ' -~')`,
      'echo "$answer"',
      'case "$answer" in *_password) ;; *) return 1 ;; esac',
      `case "$answer" in *MariaDB*) ${isMariaDb ? '' : 'false '};; ${isMariaDb ? '*) false ;; ' : ''}esac`,
    ].join('\n'),
  };
}
