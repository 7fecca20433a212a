import type { Env } from '../kube/env';
import { DB_PASSWORD, DB_USERNAME, type CouchdbFacts } from './couchdb';
import type { WhiskConfig } from './whisk-config';

/** Environment of a script or tool with the address of OpenWhisk's CouchDB. */
export function databaseAddressEnv({ db }: WhiskConfig): Env {
  return {
    DB_PROTOCOL: { config: db, key: 'db_protocol' },
    DB_HOST: { config: db, key: 'db_host' },
    DB_PORT: { config: db, key: 'db_port' },
  };
}

/** Environment of a script with the names of OpenWhisk's databases. */
export function databaseNamesEnv({ db }: WhiskConfig): Env {
  return {
    DB_WHISK_AUTHS: { config: db, key: 'db_whisk_auths' },
    DB_WHISK_ACTIONS: { config: db, key: 'db_whisk_actions' },
    DB_WHISK_ACTIVATIONS: { config: db, key: 'db_whisk_activations' },
  };
}

/** Environment of a script with the administrator of CouchDB. */
export function administratorEnv({ auth }: CouchdbFacts): Env {
  return {
    COUCHDB_USER: { secret: auth, key: DB_USERNAME },
    COUCHDB_PASSWORD: { secret: auth, key: DB_PASSWORD },
  };
}
