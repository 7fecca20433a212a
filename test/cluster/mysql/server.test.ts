import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Manifests } from '../../support/platform';
import { assertFound, assertMissing } from '../scripts/asserts';
import { withSilentServer } from '../scripts/workshop';
import { until } from '../wait';
import { Database, PASSWORDS, PLATFORM } from './database';

/** The same database, with a wait for a MySQL. */
const OF_MYSQL = Manifests.of('profile: lean\nmysql: {enabled: true, backup: {size: 1Gi}}\n');

describe('The server of the platform', () => {
  let database: Database;

  before(async () => {
    database = new Database();
    await database.start();
  });
  after(() => database?.shop.stop());

  const value = async (name: string): Promise<string> =>
    (await database.query('application', `SELECT @@${name}`)).stdout.trim();

  it('has the settings of the platform file', async () => {
    const settings = {
      max_connections: '12',
      max_user_connections: '12',
      wait_timeout: '60',
      interactive_timeout: '60',
      thread_cache_size: '8',
      back_log: '12',
      max_allowed_packet: String(64 * 2 ** 20),
      table_open_cache: '2000',
      open_files_limit: '4022',
      innodb_buffer_pool_size: String(256 * 2 ** 20),
      innodb_log_file_size: String(512 * 2 ** 20),
      query_cache_size: '0',
      require_secure_transport: '1',
    };
    for (const [name, expected] of Object.entries(settings)) {
      // Clients at no terminal have the other timeout.
      const scope = name.endsWith('timeout') ? `GLOBAL.${name}` : name;
      const seen = Number(await value(scope));
      if (name === 'open_files_limit') assert.ok(seen >= Number(expected), `${name}: ${seen}`);
      else assert.equal(String(seen), expected, name);
    }
  });

  it('admits its users with any password, and TLS only', async () => {
    for (const user of ['application', 'exporter', 'backup'] as const) {
      const { code, stdout, output } = await database.query(user, 'SELECT CURRENT_USER()');
      assert.deepEqual({ code, stdout }, { code: 0, stdout: `${user}@%\n` }, output);
    }
    const wrong = await database.query('application', 'SELECT 1', { password: 'wrong' });
    assert.match(wrong.output, /ERROR 1045/);
    const plain = await database.query('application', 'SELECT 1', { tls: false });
    assert.match(plain.output, /ERROR (3159|1045|08004)/);
    assert.match((await database.query('root', 'SELECT 1')).output, /ERROR 1045/);
  });

  it('gives each user its rights and no other', async () => {
    const allowed = await database.query('application', 'CREATE TABLE cat_store.t (i INT); DROP TABLE cat_store.t');
    assert.equal(allowed.code, 0, allowed.output);
    const refused: [Parameters<Database['query']>[0], string][] = [
      ['application', 'CREATE DATABASE other'],
      // The underscore is a letter of the name, not a pattern.
      ['application', 'CREATE TABLE catXstore.t (i INT)'],
      ['application', 'SELECT * FROM mysql.user'],
      ['exporter', 'SELECT * FROM mysql.user'],
      ['exporter', 'CREATE TABLE cat_store.t (i INT)'],
      ['backup', 'CREATE TABLE cat_store.t (i INT)'],
    ];
    for (const [user, statement] of refused) {
      const { output } = await database.query(user, statement);
      assert.match(output, /ERROR 1(044|142|049|227)/, `${user}: ${statement}`);
    }
  });

  it('refuses the connection after the last one with error 1040, and is alive and measured all the same', async () => {
    const held = Array.from({ length: 12 }, async () => database.query('application', 'SELECT SLEEP(8)'));
    const admin = { port: database.adminPort };
    const count = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = 'application'";
    const full = async () => (await database.query('exporter', count, admin)).stdout.trim() === '12';
    await until(full, { what: 'all connections are used', timeoutSeconds: 5 });
    assert.match((await database.query('backup', 'SELECT 1')).output, /ERROR 1040 .*Too many connections/);
    assert.equal((await database.query('backup', 'SELECT 1', admin)).stdout, '1\n');
    assert.equal((await database.probe()).code, 0);
    // MariaDB counts from the second one on that knocks at the same time: one more is let in, for administrators.
    const refused = "SHOW GLOBAL STATUS LIKE 'Connection_errors_max_connections'";
    const counted = async () => {
      await Promise.all(Array.from({ length: 5 }, async () => database.query('backup', 'SELECT 1')));
      return /\t[1-9]/.test((await database.query('exporter', refused, admin)).stdout);
    };
    await until(counted, { what: 'refused connections are counted', timeoutSeconds: 4 });
    for (const { code, output } of await Promise.all(held)) assert.equal(code, 0, output);
  });

  it('limits the connections of each user', async () => {
    const tried = await Promise.all(
      Array.from({ length: 5 }, async () =>
        database.query('exporter', 'SELECT SLEEP(2)', { port: database.adminPort }),
      ),
    );
    const refused = tried.filter(({ code }) => code !== 0);
    assert.equal(refused.length, 1);
    assert.match(refused[0]?.output ?? '', /ERROR 1226 .*max_user_connections/);
  });

  it('ends the waits for it, and none for another product', async () => {
    assertFound(await database.wait(PLATFORM, database.port, 30));
    assertMissing(await database.wait(OF_MYSQL, database.port, 1), /MariaDB/);
    await withSilentServer(async (port) => assertMissing(await database.wait(PLATFORM, port, 1), /none|Terminated/));
  });

  it('keeps its data over a restart, and follows changed passwords', async () => {
    await database.query('application', 'CREATE TABLE cat_store.kept (i INT); INSERT INTO cat_store.kept VALUES (7)');
    await database.stop();
    database.passwords.application = 'changed';
    await database.start();
    assert.equal((await database.query('application', 'SELECT i FROM cat_store.kept')).stdout, '7\n');
    const former = { password: PASSWORDS.application };
    assert.match((await database.query('application', 'SELECT 1', former)).output, /ERROR 1045/);
  });

  it('begins again after a start that was interrupted', async () => {
    await database.stop();
    rmSync(`${database.volume}/data`, { recursive: true });
    // As the server makes it; the test is root.
    mkdirSync(`${database.volume}/new`, { mode: 0o777 });
    chmodSync(`${database.volume}/new`, 0o777);
    writeFileSync(`${database.volume}/new/half`, '');
    await database.start();
    assert.equal(existsSync(`${database.volume}/data/half`), false);
    assert.equal((await database.query('application', 'SELECT 1')).stdout, '1\n');
  });
});
