import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { freePorts } from '../ports';
import { commandOf, execute, type Given } from './container';
import { couchdbModules } from './installations';
import { SYSTEM_PATH } from './programs';
import { STANDARD, type Workshop } from './workshop';

/** A row of a view, or of all documents. */
export interface Row {
  readonly id: string;
  readonly key: unknown;
  readonly value: unknown;
}

/** The administrator; characters that mean something to shells, JSON, HTTP or curl's configuration. */
const ADMINISTRATOR = { user: 'whisk_admin', password: `pa"ss %s\\w$or'd\`#` };

const KEYS = {
  system: `789c46b1-71f6-4ed5-8c54-816aa4f8c502:${'s'.repeat(64)}`,
  guest: `23bc46b1-71f6-4ed5-8c54-816aa4f8c502:${'g'.repeat(64)}`,
};

/** The platform that takes over the data of a chart's CouchDB. */
const MIGRATING = Manifests.of(
  'profile: standard\nopenwhisk: { couchdb: { migrateFrom: { host: owdev-couchdb.openwhisk, existingSecret: chart-db.auth, prefix: test_, activations: true } } }',
);

/** A server with CouchDB's API, and what the Secrets and ConfigMaps hold of it. */
export class Couchdb {
  private constructor(
    private readonly shop: Workshop,
    private readonly modules: string,
    readonly port: number,
    private readonly name: string,
  ) {
    for (const [key, value] of Object.entries(KEYS)) this.write(`whisk-auth/${key}`, value);
    for (const database of ['auths', 'actions', 'activations']) {
      const files = STANDARD.config(`init-couchdb-views-${database}`);
      for (const [name, text] of Object.entries(files)) this.write(`design/${database}/${name}`, text);
    }
  }

  /** A server of a workshop, which may have several of them by name. */
  static async of(shop: Workshop, name = 'couchdb'): Promise<Couchdb> {
    const [port = 0] = await freePorts(1);
    return new Couchdb(shop, await couchdbModules(), port, name);
  }

  /** The Secret as a pod sees it. */
  static secrets(password = ADMINISTRATOR.password): Given {
    return {
      secrets: { 'owdev-db.auth/db_username': ADMINISTRATOR.user, 'owdev-db.auth/db_password': password },
    };
  }

  /** Starts the server as the image is: with the administrator in its environment. */
  start(): void {
    const { env } = commandOf(STANDARD, STANDARD.container('couchdb'), Couchdb.secrets());
    const server = require.resolve('./couchdb-server');
    const folder = join(this.shop.folder, this.name);
    mkdirSync(folder, { recursive: true });
    this.shop.start(this.name, { argv: [process.execPath, server, this.modules, folder, String(this.port)], env });
  }

  /** Runs the init job's script with real curl, with the programs of a folder or of the system. */
  async init(path = SYSTEM_PATH, password?: string): Promise<ScriptResult> {
    const command = commandOf(STANDARD, STANDARD.container('init-couchdb'), Couchdb.secrets(password));
    return execute(command, path, {
      DB_HOST: '127.0.0.1',
      DB_PORT: String(this.port),
      WHISK_AUTH_DIR: join(this.shop.folder, 'whisk-auth'),
      DESIGN_DIR: join(this.shop.folder, 'design'),
      DEADLINE_SECONDS: '20',
    });
  }

  /** Runs the migration job's script, which lets this server copy the data of another one. */
  async migrateFrom(
    source: Couchdb,
    path = SYSTEM_PATH,
    sourcePassword = ADMINISTRATOR.password,
  ): Promise<ScriptResult> {
    const given = Couchdb.secrets();
    const command = commandOf(MIGRATING, MIGRATING.container('migrate-couchdb'), {
      secrets: {
        ...given.secrets,
        'chart-db.auth/db_username': ADMINISTRATOR.user,
        'chart-db.auth/db_password': sourcePassword,
      },
    });
    return execute(command, path, {
      SOURCE_URL: `http://127.0.0.1:${source.port}`,
      TARGET_URL: `http://127.0.0.1:${this.port}`,
      DB_HOST: '127.0.0.1',
      DB_PORT: String(this.port),
      DEADLINE_SECONDS: '120',
    });
  }

  /** Sends a request as the administrator, and expects success. */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { user, password } = ADMINISTRATOR;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** The rows of a view, with query parameters as JSON. */
  async rows(view: string, query: Readonly<Record<string, unknown>> = {}): Promise<Row[]> {
    const parameters = Object.entries(query).map(([name, value]) => [name, JSON.stringify(value)]);
    const search = new URLSearchParams(Object.fromEntries(parameters) as Record<string, string>);
    return (await this.send<{ rows: Row[] }>('GET', `${view}?${search.toString()}`)).rows;
  }

  private write(name: string, text: string): void {
    const path = join(this.shop.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
