import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * A server with CouchDB's API: PouchDB behind express-pouchdb, on databases in memory. What is stored, how views are indexed
 * and queried, revisions, conflicts and passwords are its own. It is of CouchDB 1's time: what 2 and 3 have added is answered
 * here, namely
 * - `/_up`,
 * - `/_cluster_setup`, which says that the cluster is disabled, and takes any order,
 * - `/_node/_local/`, which stands for the server's own configuration,
 * - `/_replicate` with a selector between two URLs, with PouchDB's own replication protocol, and the changes with a selector that it
 *   requests.
 */

/** The modules, as far as they are used. */
interface Modules {
  readonly 'pouchdb-core': PouchDb;
  readonly 'pouchdb-auth': { hashAdminPasswords(admins: Record<string, string>): Promise<Record<string, string>> };
  readonly 'express-pouchdb': (database: PouchDb, options: object) => RequestListener;
}

/** A database, near or far. */
interface Database {
  changes(options: object): Promise<object>;
}

interface PouchDb {
  plugin(plugin: unknown): PouchDb;
  defaults(options: object): PouchDb;
  new (name: string, options?: object): Database;
  /** Its own, whose answers hold attachments as buffers. */
  readonly fetch: (address: string, options: object) => Promise<unknown>;
  replicate(source: Database, target: Database, options: object): Promise<Replication>;
}

/** The outcome of a replication, in PouchDB's words. */
interface Replication {
  readonly docs_read: number;
  readonly docs_written: number;
  readonly doc_write_failures: number;
}

/** One side of a replication, as a request to `/_replicate` names it. */
interface Side {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface ReplicationRequest {
  readonly source: Side;
  readonly target: Side;
  readonly selector: object;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf<Body>(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Body;
}

/** Replicates as the server would, and answers as CouchDB does. */
async function replicate(far: PouchDb, { source, target, selector }: ReplicationRequest): Promise<[number, object]> {
  const open = ({ url, headers }: Side): Database =>
    new far(url, {
      skip_setup: true,
      fetch: (address: string, options: { headers: Headers }) => {
        for (const [name, value] of Object.entries(headers)) options.headers.set(name, value);
        return far.fetch(address, options);
      },
    });
  // CouchDB refuses a source that does not exist; PouchDB would take it for an empty one.
  if ((await fetch(source.url, { headers: source.headers })).status === 404) return [404, { error: 'db_not_found' }];
  try {
    const done = await far.replicate(open(source), open(target), { selector });
    const { docs_read, docs_written, doc_write_failures } = done;
    const changes = docs_read === 0 ? { no_changes: true } : {};
    return [200, { ok: true, ...changes, history: [{ docs_read, docs_written, doc_write_failures }] }];
  } catch (error) {
    const { status = 500, name, reason } = error as { status?: number; name?: string; reason?: string };
    return [status, { error: name ?? 'unknown', reason: reason ?? String(error) }];
  }
}

/** The changes of a database for which a selector holds; the routes of express-pouchdb drop the selector. */
async function selectedChanges(near: PouchDb, request: IncomingMessage): Promise<object> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const { selector } = await bodyOf<{ selector: object }>(request);
  const limit = searchParams.get('limit');
  return new near(decodeURIComponent(pathname.split('/')[1] ?? '')).changes({
    selector,
    since: Number(searchParams.get('since') ?? 0),
    style: 'all_docs',
    ...(limit ? { limit: Number(limit) } : {}),
  });
}

async function serve(modules: string, folder: string, port: number, address: string): Promise<void> {
  const load = createRequire(join(modules, 'package.json'));
  const get = <Name extends keyof Modules>(name: Name) => load(name) as Modules[Name];
  const plugins = ['pouchdb-adapter-memory', 'pouchdb-mapreduce', 'pouchdb-replication'];
  const database = plugins.reduce((core, name) => core.plugin(load(name)), get('pouchdb-core'));
  const far = database.plugin(load('pouchdb-adapter-http')).defaults({ adapter: 'http' });
  const near = database.defaults({ adapter: 'memory' });

  const { COUCHDB_USER = '', COUCHDB_PASSWORD = '' } = process.env;
  const admins = await get('pouchdb-auth').hashAdminPasswords({ [COUCHDB_USER]: COUCHDB_PASSWORD });
  const configPath = join(folder, 'couchdb.json');
  writeFileSync(configPath, JSON.stringify({ admins }));
  const app = get('express-pouchdb')(near, {
    configPath,
    logPath: join(folder, 'couchdb-requests.log'),
    // What would need further modules, and nothing here asks for.
    overrideMode: { exclude: ['disk-size', 'replicator', 'routes/fauxton', 'routes/find', 'routes/replicate'] },
  });

  const expected = `Basic ${Buffer.from(`${COUCHDB_USER}:${COUCHDB_PASSWORD}`).toString('base64')}`;

  createServer((request, response) => {
    const { method, url = '', headers } = request;
    if (url === '/_up') return answer(response, 200, { status: 'ok' });
    if (url === '/_cluster_setup' && method === 'GET') return answer(response, 200, { state: 'cluster_disabled' });
    if (url === '/_cluster_setup') return answer(response, 201, { ok: true });
    const selects = /\/_changes\?.*filter=_selector/.test(url);
    if (method === 'POST' && (selects || url === '/_replicate')) {
      if (headers.authorization !== expected) return answer(response, 401, { error: 'unauthorized' });
      const answers = selects
        ? selectedChanges(near, request).then((body) => answer(response, 200, body))
        : bodyOf<ReplicationRequest>(request)
            .then((body) => replicate(far, body))
            .then(([status, body]) => answer(response, status, body));
      return void answers.catch((error: unknown) => answer(response, 500, { error: String(error) }));
    }
    request.url = url.replace(/^\/_node\/_local\//, '/');
    return app(request, response);
  }).listen(port, address);
}

const [modules = '', folder = '', port = '', address = '127.0.0.1'] = process.argv.slice(2);
void serve(modules, folder, Number(port), address);
