import { isIP } from 'node:net';
import type { Environment } from './environment';

/** Address and credentials of the database, and the connections that a replica may hold. */
export interface DatabaseSettings {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  /** Connections of one replica: replicas × pool must fit into the server's `max_connections`. */
  readonly pool: number;
  /** Below the server's `wait_timeout`, so that the server never closes a connection that a request takes from the pool. */
  readonly idleSeconds: number;
  /** Limit for a query, including the wait for a connection. */
  readonly timeoutSeconds: number;
  readonly userFile: string;
  readonly passwordFile: string;
  /** Takes the place of the file: on OpenWhisk, a key of a Secret is a parameter of the action. */
  readonly user?: string;
  readonly password?: string;
  /** File of the CA certificate; without it, connections are not encrypted. */
  readonly caFile?: string;
}

/** The directory where OpenFaaS mounts the secrets of a function. */
const SECRETS = '/var/openfaas/secrets';

export function databaseSettings(env: Environment): DatabaseSettings {
  const host = env.text('DB_HOST');
  const caFile = env.optional('DB_CA');
  // The client would compare the certificate with the name 'localhost'.
  if (caFile !== undefined && isIP(host))
    env.refuse(`DB_HOST: ${host} is an address; with DB_CA, it has to be a name of the server's certificate`);
  return {
    host,
    port: env.integer('DB_PORT', { min: 1, max: 65_535, byDefault: 3306 }),
    name: env.text('DB_NAME', 'cats'),
    pool: env.integer('DB_POOL', { min: 1, max: 1000, byDefault: 1 }),
    idleSeconds: env.integer('DB_IDLE_SECONDS', { min: 1, max: 3600, byDefault: 30 }),
    timeoutSeconds: env.integer('DB_TIMEOUT_SECONDS', { min: 1, max: 300, byDefault: 10 }),
    userFile: env.text('DB_USER_FILE', `${SECRETS}/db-user`),
    passwordFile: env.text('DB_PASSWORD_FILE', `${SECRETS}/db-password`),
    user: env.optional('db-user'),
    password: env.optional('db-password'),
    caFile,
  };
}
