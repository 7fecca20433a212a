import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from './database';

const ROWS = 10_000;
/** Every row, in bytes that no text has, in one number. */
const CONTENT = "SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', id, HEX(picture), IFNULL(note, 'none')))) FROM cats";

describe('Backup and restore', () => {
  let database: Database;

  before(async () => {
    database = new Database();
    await database.start();
    await ask('CREATE TABLE cats (id INT PRIMARY KEY, picture LONGBLOB NOT NULL, note TEXT)');
    await ask(
      `INSERT INTO cats SELECT seq, UNHEX(SHA2(seq, 512)), IF(seq % 7, CONCAT('ñ''"', CHAR(10), seq), NULL) FROM seq_1_to_${ROWS}`,
    );
    await ask('CREATE VIEW noted AS SELECT id FROM cats WHERE note IS NOT NULL');
    await ask('CREATE PROCEDURE one() SELECT 1');
    await ask('CREATE TRIGGER named BEFORE INSERT ON cats FOR EACH ROW SET NEW.note = IFNULL(NEW.note, 1)');
  });
  after(() => database?.shop.stop());

  async function ask(statement: string): Promise<string> {
    const { code, stdout, output } = await database.query('application', `USE cat_store; ${statement}`);
    assert.equal(code, 0, output);
    return stdout;
  }

  /** Makes a backup, and returns its name. */
  async function backup(): Promise<string> {
    const { code, stdout, output } = await database.task('mysql-backup');
    assert.equal(code, 0, output);
    const [, name = ''] = /^(\S+\.sql\.gz): \d+ bytes$/m.exec(stdout) ?? [];
    assert.match(name, /^\d{4}-\d\d-\d\dT\d{6}Z\.sql\.gz$/);
    return name;
  }

  it(`restores ${ROWS} equal rows, views, procedures and triggers`, async () => {
    const before = await ask(CONTENT);
    assert.match(before, new RegExp(`^${ROWS}\\t\\d+\\n$`));
    await backup();
    await ask('DELETE FROM cats WHERE id % 2; DROP VIEW noted; DROP PROCEDURE one; CREATE TABLE later (i INT)');
    assert.notEqual(await ask(CONTENT), before);
    const { code, output } = await database.task('mysql-restore');
    assert.equal(code, 0, output);
    assert.equal(await ask(CONTENT), before);
    assert.equal(await ask('SHOW TABLES'), 'cats\nnoted\n');
    assert.equal(await ask('CALL one()'), '1\n');
    assert.match(await ask('SHOW TRIGGERS'), /^named\t/);
  });

  it('keeps the newest backups, and restores one by its name', async () => {
    await ask('DELETE FROM cats WHERE id > 100');
    const chosen = await backup();
    await sleep(1100);
    await ask('DELETE FROM cats WHERE id > 50');
    const newest = await backup();
    assert.deepEqual(readdirSync(database.backups), [chosen, newest]);
    assert.equal((await database.task('mysql-restore', { FILE: chosen })).code, 0);
    assert.match(await ask(CONTENT), /^100\t/);
    assert.equal((await database.task('mysql-restore')).code, 0);
    assert.match(await ask(CONTENT), /^50\t/);
  });

  it('changes nothing when the backup is incomplete or missing', async () => {
    const content = await ask(CONTENT);
    const [file = ''] = readdirSync(database.backups);
    const whole = readFileSync(`${database.backups}/${file}`);
    const broken = `${database.backups}/2000-01-01T000000Z.sql.gz`;
    writeFileSync(broken, whole.subarray(0, whole.length - 100));
    const cut = await database.task('mysql-restore', { FILE: '2000-01-01T000000Z.sql.gz' });
    assert.notEqual(cut.code, 0);
    assert.match(cut.output, /2000-01-01T000000Z\.sql\.gz is not complete; the database is unchanged/);
    rmSync(broken);
    const missing = await database.task('mysql-restore', { FILE: 'other.sql.gz' });
    assert.match(missing.output, /there is no backup other\.sql\.gz among: /);
    assert.notEqual(missing.code, 0);
    assert.equal(await ask(CONTENT), content);
  });

  it('leaves no backup that is not whole', async () => {
    const before = readdirSync(database.backups);
    const { code } = await database.task('mysql-backup', { DATABASE: 'absent' });
    assert.notEqual(code, 0);
    assert.deepEqual(readdirSync(database.backups), before);
  });
});
