import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { familiesOf } from '../../../lib/mixins/catalogue';
import { SCRAPE_FAMILIES } from '../../../lib/mixins/families/shared';
import { buildTools } from '../build-tools';
import { readExposition } from '../../../lib/mixins/families/exposition';
import { freePorts } from '../ports';
import { commandOf, withParts } from '../scripts/container';
import { until } from '../wait';
import { Database, PLATFORM } from './database';

describe('The exporter of the database', () => {
  let database: Database;
  let url: string;

  before(async () => {
    database = new Database();
    const { mysqld_exporter: program } = await buildTools(
      (line) => process.stderr.write(`${line}\n`),
      ['mysqld_exporter'],
    );
    await database.start();
    const [port = 0] = await freePorts(1);
    url = `http://127.0.0.1:${port}`;
    const cnf = withParts(PLATFORM.config('mysqld-exporter')['my.cnf'] ?? '', {
      '/etc/mysql-ca/ca.crt': database.certificate,
    });
    const { argv, env } = commandOf(PLATFORM, PLATFORM.container('mysqld-exporter'), { secrets: database.secrets });
    const args = withParts(argv.join('\n'), {
      ':9104': `127.0.0.1:${port}`,
      '/etc/mysqld-exporter/my.cnf': database.shop.file('exporter.cnf', cnf),
      'owdev-mysql.mysql.svc.cluster.local:33062': `127.0.0.1:${database.adminPort}`,
    });
    database.shop.start('mysqld_exporter', { argv: [program, ...args.split('\n')], env });
    await until(async () => (await fetch(url).catch(() => undefined))?.ok, { what: 'the exporter answers' });
  });
  after(() => database?.shop.stop());

  const metrics = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();

  it('connects with TLS and any password, and all its collectors succeed', async () => {
    const text = await metrics();
    assert.match(text, /^mysql_up 1$/m, database.shop.processes.tail('mysqld_exporter'));
    const collectors = [...text.matchAll(/^mysql_exporter_collector_success\{collector="(.*)"\} (\d)$/gm)];
    assert.ok(collectors.length >= 4);
    assert.deepEqual(
      collectors.filter(([, , success]) => success !== '1'),
      [],
    );
  });

  it('serves every family of the mixin, with its type and labels', async () => {
    const served = new Map(readExposition(await metrics()).map((family) => [family.name, family]));
    const written = familiesOf('mysqld-exporter').filter((family) => !SCRAPE_FAMILIES.includes(family));
    assert.ok(written.length > 100);
    const wrong = written.flatMap(({ name, type, labels }) => {
      const found = served.get(name);
      if (!found) return [`${name} is not served`];
      const unknown = found.labels.filter((label) => !labels.includes(label));
      return [
        ...(found.type === type ? [] : [`${name} is of type ${found.type}, not ${type}`]),
        ...(unknown.length === 0 ? [] : [`${name} has the labels ${unknown.join(', ')}, too`]),
      ];
    });
    assert.deepEqual(wrong, []);
  });

  it('takes one connection for each scrape, and several at once need no more than it has', async () => {
    const texts = await Promise.all(Array.from({ length: 4 }, metrics));
    for (const text of texts) assert.match(text, /^mysql_up 1$/m);
  });

  it('is not counted among the connections of applications', async () => {
    const text = await metrics();
    assert.match(text, /^mysql_global_status_threads_connected 0$/m);
  });

  it('reports a server that is down', async () => {
    await database.stop();
    assert.match(await metrics(), /^mysql_up 0$/m);
  });
});
