import type { Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import type { SecretRef } from '../kube/secrets';
import type { Mount } from '../kube/storage';
import { OPENFAAS_PATHS } from './contract';

/** Keys of the Secret with which functions connect to the database. */
export const DATABASE_KEYS = { user: 'db-user', password: 'db-password', authorities: 'db-ca.crt' } as const;

/** The database of the platform, for functions. */
export interface FunctionDatabase {
  readonly endpoint: Endpoint;
  /** Name of the database. */
  readonly name: string;
  /** Secret in the namespace of the functions, with {@link DATABASE_KEYS}. */
  readonly secret: SecretRef;
  /** Whether the Secret has the CA certificates of the server, which clients verify. */
  readonly hasAuthorities: boolean;
  readonly ready: Milestone;
}

/** Environment variables with the address of the database and the size of the pool of connections. */
export function databaseEnv(
  { endpoint, name, hasAuthorities }: FunctionDatabase,
  connections: number,
): Record<string, string> {
  const file = (key: string): string => `${OPENFAAS_PATHS.functionSecrets}/${key}`;
  return {
    DB_HOST: endpoint.host,
    DB_PORT: String(endpoint.port),
    DB_NAME: name,
    DB_POOL: String(connections),
    DB_USER_FILE: file(DATABASE_KEYS.user),
    DB_PASSWORD_FILE: file(DATABASE_KEYS.password),
    ...(hasAuthorities ? { DB_CA: file(DATABASE_KEYS.authorities) } : {}),
  };
}

/** The folder with the credentials, for a program that is not a function. */
export function databaseMount({ secret }: FunctionDatabase): Mount {
  return { volume: { name: 'database', secret }, path: OPENFAAS_PATHS.functionSecrets };
}

/** The variables that {@link databaseEnv} may write. */
export const DATABASE_VARIABLES = [
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'DB_POOL',
  'DB_USER_FILE',
  'DB_PASSWORD_FILE',
  'DB_CA',
];
