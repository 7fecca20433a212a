import { address, externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { EnvValue } from '../kube/env';
import type { Milestone } from '../kube/milestone';
import type { SecretRef } from '../kube/secrets';
import { couchdbAnswers } from './couchdb-waits';
import type { OpenWhisk } from '../platform/model';
import { DB_PASSWORD, DB_USERNAME, type CouchdbFacts } from './couchdb';
import type { WhiskConfig } from './whisk-config';

/** The CouchDB where event providers, and the actions of their feeds, store triggers. */
export interface ProviderDatabase {
  readonly endpoint: Endpoint;
  /** Secret with the keys of CouchDB's administrator. */
  readonly auth: SecretRef;
  readonly protocol: EnvValue;
  readonly host: EnvValue;
  readonly port: EnvValue;
  /** `host:port`. */
  readonly hostPort: EnvValue;
  readonly url: EnvValue;
  /** The server answers. @default - none: it is OpenWhisk's own, which the controller waits for. */
  readonly ready?: Milestone;
}

/** An external CouchDB if the platform file names one, otherwise OpenWhisk's. */
export function providerDatabase(
  { db: { external } }: OpenWhisk['providers'],
  couchdb: CouchdbFacts,
  { db }: WhiskConfig,
): ProviderDatabase {
  if (!external) {
    const { endpoint, auth } = couchdb;
    const value = (key: string): EnvValue => ({ config: db, key });
    return {
      endpoint,
      auth,
      protocol: value('db_protocol'),
      host: value('db_host'),
      port: value('db_port'),
      hostPort: value('db_host_port'),
      url: value('db_url'),
    };
  }
  const { host, port, protocol, existingSecret } = external;
  const endpoint = externalEndpoint(host, port);
  const auth = { name: existingSecret };
  const credentials = { secret: auth, usernameKey: DB_USERNAME, passwordKey: DB_PASSWORD };
  return {
    endpoint,
    auth,
    protocol,
    host,
    port: String(port),
    hostPort: address(endpoint),
    url: `${protocol}://${address(endpoint)}`,
    ready: { name: 'provider-db', wait: couchdbAnswers(endpoint, protocol, credentials) },
  };
}
