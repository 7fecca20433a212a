import { writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * A server with CouchDB's API: PouchDB behind express-pouchdb, on databases in memory. What is stored, how views are indexed
 * and queried, revisions, conflicts and passwords are its own. It is of CouchDB 1's time: what 2 and 3 have added is answered
 * here, namely
 * - `/_up`,
 * - `/_cluster_setup`, which says that the cluster is disabled, and takes any order,
 * - `/_node/_local/`, which stands for the server's own configuration.
 */

/** The modules, as far as they are used. */
interface Modules {
  readonly 'pouchdb-core': PouchDb;
  readonly 'pouchdb-auth': { hashAdminPasswords(admins: Record<string, string>): Promise<Record<string, string>> };
  readonly 'express-pouchdb': (database: PouchDb, options: object) => RequestListener;
}

interface PouchDb {
  plugin(plugin: unknown): PouchDb;
  defaults(options: object): PouchDb;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function serve(modules: string, folder: string, port: number): Promise<void> {
  const load = createRequire(join(modules, 'package.json'));
  const get = <Name extends keyof Modules>(name: Name) => load(name) as Modules[Name];
  const plugins = ['pouchdb-adapter-memory', 'pouchdb-mapreduce', 'pouchdb-replication'];
  const database = plugins.reduce((core, name) => core.plugin(load(name)), get('pouchdb-core'));

  const { COUCHDB_USER = '', COUCHDB_PASSWORD = '' } = process.env;
  const admins = await get('pouchdb-auth').hashAdminPasswords({ [COUCHDB_USER]: COUCHDB_PASSWORD });
  const configPath = join(folder, 'couchdb.json');
  writeFileSync(configPath, JSON.stringify({ admins }));
  const app = get('express-pouchdb')(database.defaults({ adapter: 'memory' }), {
    configPath,
    logPath: join(folder, 'couchdb-requests.log'),
    // What would need further modules, and nothing here asks for.
    overrideMode: { exclude: ['disk-size', 'replicator', 'routes/fauxton', 'routes/find', 'routes/replicate'] },
  });

  createServer((request, response) => {
    const { method, url = '' } = request;
    if (url === '/_up') return answer(response, 200, { status: 'ok' });
    if (url === '/_cluster_setup' && method === 'GET') return answer(response, 200, { state: 'cluster_disabled' });
    if (url === '/_cluster_setup') return answer(response, 201, { ok: true });
    request.url = url.replace(/^\/_node\/_local\//, '/');
    return app(request, response);
  }).listen(port, '127.0.0.1');
}

const [modules = '', folder = '', port = ''] = process.argv.slice(2);
void serve(modules, folder, Number(port));
