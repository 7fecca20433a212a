import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stored document; like CouchDB's answers it begins with `_id` and `_rev`. */
export type StoredDocument = Readonly<Record<string, unknown>> & { readonly _id: string; readonly _rev: string };

interface Answer {
  readonly code: number;
  readonly body: unknown;
}

const SYSTEM_DATABASES = ['_users', '_replicator', '_global_changes'];
const OK: Answer = { code: 200, body: { ok: true } };
const CREATED: Answer = { code: 201, body: { ok: true } };
const refusal = (code: number, error: string, reason: string): Answer => ({ code, body: { error, reason } });
const NO_DATABASE = refusal(404, 'not_found', 'Database does not exist.');

/**
 * The part of CouchDB's HTTP API that initialisation uses, in memory: single-node setup, node configuration, databases,
 * documents with revision conflicts, Basic authentication. Source: docs.couchdb.org, HTTP API reference.
 */
export class FakeCouchDb {
  /** Documents by database and id; tests may read and prepare them. */
  readonly databases = new Map<string, Map<string, StoredDocument>>();
  /** Node configuration by `section/key`. */
  readonly config = new Map<string, string>();
  /** Every request so far as `METHOD /path`. */
  readonly requests: string[] = [];
  /** Answers given in place of the real ones, first in first out. */
  readonly failures: Answer[] = [];
  readonly user = 'whisk_admin';
  /** Every character that is special to the shell, to curl's configuration or to JSON. */
  readonly password = 'pa"ss \\w$or\'d`%#';

  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  /** The port of 127.0.0.1, kept over a stop so that nobody, or the same server, answers there. */
  port = 0;

  async start(): Promise<this> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** The revision of every document, by `database/id`. */
  revisions(): Record<string, string> {
    return Object.fromEntries(
      [...this.databases].flatMap(([name, documents]) =>
        [...documents].map(([id, doc]) => [`${name}/${id}`, doc._rev]),
      ),
    );
  }

  /** Gives another server the same databases and configuration. */
  copyTo(other: FakeCouchDb): void {
    for (const [name, documents] of this.databases) other.databases.set(name, new Map(documents));
    for (const [key, value] of this.config) other.config.set(key, value);
  }

  put(database: string, id: string, content: object): StoredDocument {
    const documents = this.databases.get(database) ?? new Map<string, StoredDocument>();
    this.databases.set(database, documents);
    const generation = Number(documents.get(id)?._rev.split('-')[0] ?? 0) + 1;
    const hash = createHash('md5').update(JSON.stringify(content)).digest('hex');
    const document: StoredDocument = { _id: id, _rev: `${generation}-${hash}`, ...content };
    documents.set(id, document);
    return document;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = request.method ?? '';
    this.requests.push(`${method} ${request.url ?? ''}`);
    const expected = `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`;
    const answer =
      this.failures.shift() ??
      (request.headers.authorization === expected
        ? this.answer(method, new URL(request.url ?? '', 'http://couchdb'), Buffer.concat(chunks).toString())
        : refusal(401, 'unauthorized', 'Name or password is incorrect.'));
    response.writeHead(answer.code, { 'content-type': 'application/json' }).end(`${JSON.stringify(answer.body)}\n`);
  }

  private answer(method: string, url: URL, body: string): Answer {
    const [first = '', ...rest] = url.pathname.slice(1).split('/');
    if (first === '_up') return { code: 200, body: { status: 'ok' } };
    if (first === '_cluster_setup') return this.clusterSetup(method, body);
    if (first === '_node') return this.nodeConfig(method, rest.slice(2).join('/'), body);
    if (rest.length > 0) return this.document(method, first, rest.join('/'), url.searchParams.get('rev'), body);
    return this.database(method, first);
  }

  private clusterSetup(method: string, body: string): Answer {
    const finished = SYSTEM_DATABASES.every((name) => this.databases.has(name));
    if (method === 'GET') {
      return { code: 200, body: { state: finished ? 'single_node_enabled' : 'cluster_enabled' } };
    }
    const { action } = JSON.parse(body) as { action?: unknown };
    if (action !== 'enable_single_node') return refusal(400, 'bad_request', "Invalid Action'");
    if (finished) return refusal(400, 'bad_request', 'Cluster is already finished');
    for (const name of SYSTEM_DATABASES) this.databases.set(name, new Map());
    return CREATED;
  }

  private nodeConfig(method: string, key: string, body: string): Answer {
    const old = this.config.get(key);
    if (method === 'PUT') {
      this.config.set(key, JSON.parse(body) as string);
      return { code: 200, body: old ?? '' };
    }
    return old === undefined ? refusal(404, 'not_found', 'unknown_config_value') : { code: 200, body: old };
  }

  private database(method: string, name: string): Answer {
    const exists = this.databases.has(name);
    if (method === 'PUT') {
      if (!/^_?[a-z][a-z0-9_$()+/-]*$/.test(name)) return refusal(400, 'illegal_database_name', `Name: '${name}'.`);
      if (exists) return refusal(412, 'file_exists', 'The database could not be created, the file already exists.');
      this.databases.set(name, new Map());
      return CREATED;
    }
    if (!exists) return NO_DATABASE;
    if (method === 'DELETE') this.databases.delete(name);
    return OK;
  }

  private document(method: string, name: string, id: string, revision: string | null, body: string): Answer {
    const documents = this.databases.get(name);
    if (documents === undefined) return NO_DATABASE;
    const stored = documents.get(id);
    if (method === 'GET') return stored ? { code: 200, body: stored } : refusal(404, 'not_found', 'missing');
    if ((stored?._rev ?? null) !== revision) return refusal(409, 'conflict', 'Document update conflict.');
    const { _rev } = this.put(name, id, JSON.parse(body) as object);
    return { code: 201, body: { ok: true, id, rev: _rev } };
  }
}
