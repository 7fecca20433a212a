import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { catPicture } from '../../../stacks/cats/picture/cat';
import { Authority } from '../pki';
import { freePorts } from '../ports';
import { Processes } from '../processes';
import { until } from '../wait';
import { ActionProcess, FunctionProcess, SCHEMA_STEP, type Answer } from './function-process';
import { MariaDb } from './mariadb';

const PASSWORDS = { cats: `pa"ss'w\\ord$1`, owner: 'of-the-owner' };
const ADMIN = 1;

describe('the cats with a real MariaDB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faas-stack-cats-'));
  const processes = new Processes(folder);
  let mariadb: MariaDb;
  let authority: Authority;
  let environment: Readonly<Record<string, string>>;
  let randstore: FunctionProcess;
  let randshow: FunctionProcess;

  before(async () => {
    authority = await Authority.create(folder, 'authority');
    const certificate = await authority.issue('mariadb', { user: 'mariadb', serves: ['DNS:localhost'] });
    const [port = 0] = await freePorts(1);
    mariadb = await MariaDb.create(processes, { folder, port, ca: authority.cert, certificate });
    await mariadb.administer(
      'CREATE DATABASE cats',
      `CREATE USER owner IDENTIFIED BY '${PASSWORDS.owner}'`,
      'GRANT CREATE ON cats.* TO owner',
      `CREATE USER cats IDENTIFIED BY '${escaped(PASSWORDS.cats)}'`,
      'GRANT SELECT, INSERT ON cats.* TO cats',
    );
    environment = { DB_HOST: 'localhost', DB_PORT: String(port), ...credentials('cats', PASSWORDS.cats) };
  });
  after(() => processes.stop({ keepFolder: Boolean(process.env['FAAS_STACK_KEEP']) }));

  /** Writes files as the mounts of Secrets, and returns the variables that name them. */
  function credentials(user: keyof typeof PASSWORDS, password: string): Readonly<Record<string, string>> {
    const file = (kind: string) => join(folder, `${user}-${kind}`);
    writeFileSync(file('user'), user);
    writeFileSync(file('password'), `${password}\n`);
    return { DB_USER_FILE: file('user'), DB_PASSWORD_FILE: file('password') };
  }

  async function start(name: string, fn: 'randstore' | 'randshow', env: Readonly<Record<string, string>> = {}) {
    return FunctionProcess.start(processes, name, fn, { ...environment, ...env });
  }

  /** Runs the Job of the schema step. */
  function schemaStep(env: Readonly<Record<string, string>>) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCHEMA_STEP], { env, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  /** Sends requests at the same time, half of each function, and returns the failed ones. */
  async function burst(count: number): Promise<Answer[]> {
    const each = Array.from({ length: count / 2 });
    const stored = each.map(async () => randstore.call('POST'));
    const shown = each.map(async () => randshow.call('GET'));
    const answers = await Promise.all([...stored, ...shown]);
    assert.equal(answers.length, count);
    return answers.filter(({ status }) => status !== 200 && status !== 201);
  }

  /** The server takes a moment to notice that a replica was killed. */
  async function othersGone(): Promise<void> {
    await until(async () => (await mariadb.connectionsOf('cats')) === 2, {
      what: 'only the two replicas are connected',
    });
  }

  it('creates the table once, with the rights of its owner only', () => {
    const owner = { ...environment, ...credentials('owner', PASSWORDS.owner) };
    const denied = 'the database denies access to the table (ER_TABLEACCESS_DENIED_ERROR)\n';
    assert.deepEqual(schemaStep(environment), { status: 1, stdout: '', stderr: denied });
    const created = { status: 0, stdout: 'the table cats exists\n', stderr: '' };
    assert.deepEqual(schemaStep(owner), created);
    assert.deepEqual(schemaStep(owner), created);
  });

  it('shows a stored picture byte for byte, with both lookups', async () => {
    randstore = await start('randstore', 'randstore');
    randshow = await start('randshow', 'randshow');
    const talk = await start('randshow-talk', 'randshow', { PICK: 'talk' });
    assert.equal((await randshow.call('GET')).status, 404);
    assert.deepEqual(await randstore.call('POST', '/?seed=42'), {
      status: 201,
      body: `{"id":1,"seed":42,"bytes":${Buffer.byteLength(catPicture(42))}}\n`,
    });
    for (const fn of [randshow, talk]) {
      const { status, body } = await fn.call('GET');
      const [, picture = ''] = /<img src="data:image\/svg\+xml;base64,([^"]*)"/.exec(body) ?? [];
      assert.deepEqual([status, Buffer.from(picture, 'base64').toString()], [200, catPicture(42)]);
    }
    process.kill(talk.pid ?? 0, 'SIGKILL');
  });

  it('stores the same picture as an action of OpenWhisk, with the credentials among its parameters', async () => {
    const { DB_HOST = '', DB_PORT = '' } = environment;
    const parameters = { DB_HOST, DB_PORT, 'db-user': 'cats\n', 'db-password': PASSWORDS.cats };
    const action = await ActionProcess.start(processes, 'action', { ...parameters, FUNCTION: 'randstore' });
    const { statusCode, body } = await action.run({ __ow_method: 'post', __ow_query: 'seed=42' });
    const { seed, bytes } = JSON.parse(body) as { seed: number; bytes: number };
    assert.deepEqual([statusCode, seed, bytes], [201, 42, Buffer.byteLength(catPicture(42))]);
    process.kill(processes.pids()['action'] ?? 0, 'SIGTERM');
    await until(() => processes.pids()['action'] === undefined, { what: 'the action ends' });
  });

  it('answers 200 concurrent requests without a failure, each replica with one connection', async () => {
    await othersGone();
    await mariadb.administer('FLUSH STATUS');
    const rows = await mariadb.status('Handler_write');
    assert.deepEqual(await burst(200), []);
    assert.equal(await mariadb.status('Max_used_connections'), ADMIN + 2);
    assert.ok((await mariadb.status('Handler_write')) >= rows + 100);
  });

  it('reads the whole table for each picture with the lookup of the talk, and three rows with the other', async () => {
    const talk = await start('randshow-all', 'randshow', { PICK: 'talk' });
    const rowsReadBy = async (fn: FunctionProcess) => {
      const before = await mariadb.status('Rows_read');
      assert.equal((await fn.call('GET')).status, 200);
      return (await mariadb.status('Rows_read')) - before;
    };
    assert.ok((await rowsReadBy(talk)) > 100);
    assert.ok((await rowsReadBy(randshow)) <= 3);
    process.kill(talk.pid ?? 0, 'SIGKILL');
  });

  it('closes idle connections itself, so that the server counts none as aborted', async () => {
    await othersGone();
    const aborted = await mariadb.status('Aborted_clients');
    const brief = await start('brief', 'randstore', { DB_IDLE_SECONDS: '1', DB_POOL: '3' });
    const others = await mariadb.connectionsOf('cats');
    await Promise.all(Array.from({ length: 20 }, async () => brief.call('POST')));
    assert.equal(await mariadb.connectionsOf('cats'), others + 3);
    await until(async () => (await mariadb.connectionsOf('cats')) === others, { what: 'idle connections are closed' });
    assert.equal((await brief.call('POST')).status, 201);
    assert.equal(await mariadb.status('Aborted_clients'), aborted);
    process.kill(brief.pid ?? 0, 'SIGKILL');
  });

  it('fails with the reason when the pools exceed max_connections, and not when they fit', async () => {
    await othersGone();
    const wide = await start('wide', 'randstore', { DB_POOL: '20' });
    const wideBurst = async () => Promise.all(Array.from({ length: 200 }, async () => wide.call('POST')));
    await mariadb.administer('SET GLOBAL max_connections = 10');
    const failed = (await wideBurst()).filter(({ status }) => status !== 201);
    const body = '{"error":"the database has no connection left: max_connections (ER_CON_COUNT_ERROR)"}\n';
    assert.ok(failed.length > 0);
    assert.deepEqual(
      new Set(failed.map((answer) => JSON.stringify(answer))),
      new Set([JSON.stringify({ status: 503, body })]),
    );
    // Pools of 20, 1 and 1, with the administrator.
    await mariadb.administer('SET GLOBAL max_connections = 23', 'FLUSH STATUS');
    assert.deepEqual(
      (await wideBurst()).filter(({ status }) => status !== 201),
      [],
    );
    assert.ok((await mariadb.status('Max_used_connections')) <= 23);
    process.kill(wide.pid ?? 0, 'SIGKILL');
  });

  it('answers 503 while the database is stopped, without a secret, and recovers without a restart', async () => {
    const pids = [randstore.pid, randshow.pid];
    await mariadb.stop();
    const failed = await burst(40);
    assert.equal(failed.length, 40);
    const body = '{"error":"the database refuses connections (ECONNREFUSED)"}\n';
    assert.deepEqual(
      new Set(failed.map((answer) => JSON.stringify(answer))),
      new Set([JSON.stringify({ status: 503, body })]),
    );
    assert.equal((await randstore.call('GET', '/_/health')).status, 200);
    await mariadb.start();
    assert.deepEqual(await burst(40), []);
    assert.deepEqual([randstore.pid, randshow.pid], pids);
    for (const { name } of [randstore, randshow]) assert.doesNotMatch(processes.tail(name, 1000), /pa"ss/);
  });

  it('reads the credentials again when the database denies access', async () => {
    await mariadb.administer("ALTER USER cats IDENTIFIED BY 'changed'", 'KILL USER cats');
    const body = '{"error":"the database denies access to this user (ER_ACCESS_DENIED_ERROR)"}\n';
    await until(async () => (await randstore.call('POST')).body === body, { what: 'access is denied' });
    credentials('cats', 'changed');
    await until(async () => (await burst(2)).length === 0, { what: 'each replica has met the change' });
    assert.deepEqual(await burst(20), []);
  });

  it('connects with TLS only to a server whose certificate has the CA and the name', async () => {
    await mariadb.administer('ALTER USER cats REQUIRE SSL', 'KILL USER cats');
    await until(async () => (await randstore.call('POST')).status === 503, {
      what: 'an unencrypted connection is denied',
    });
    const other = await Authority.create(folder, 'other');
    const strict = await start('strict', 'randstore', { DB_CA: other.cert });
    const body = '{"error":"the database is not the server that DB_CA and DB_HOST describe (HANDSHAKE_SSL_ERROR)"}\n';
    assert.deepEqual(await strict.call('POST'), { status: 503, body });
    const trusting = await start('trusting', 'randstore', { DB_CA: authority.cert });
    assert.equal((await trusting.call('POST')).status, 201);
    await mariadb.stop();
    await mariadb.start({
      certificate: await authority.issue('elsewhere', { user: 'elsewhere', serves: ['DNS:elsewhere'] }),
    });
    assert.deepEqual(await trusting.call('POST'), { status: 503, body });
    await mariadb.administer('ALTER USER cats REQUIRE NONE');
  });

  it('ends at SIGTERM after the open requests, without a failed one', async () => {
    const own = new Processes(mkdtempSync(join(folder, 'own-')));
    randshow = await FunctionProcess.start(own, 'ending', 'randshow', environment);
    const answers = burst(100);
    process.kill(randshow.pid ?? 0, 'SIGTERM');
    assert.deepEqual(await answers, []);
    await until(() => randshow.pid === undefined, { what: 'randshow ends' });
    assert.throws(() => own.assertRunning(), /^Error: ending ended \(exit code 0\)/);
    own.stop();
  });
});

function escaped(password: string): string {
  return password.replace(/[\\']/g, '\\$&');
}
