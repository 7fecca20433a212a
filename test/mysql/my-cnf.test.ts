import fc from 'fast-check';
import { MYSQL_VERSIONS, type MySqlVersion } from '../../lib/catalogue/mysql';
import { parsePlatform } from '../../lib/load/load';
import { serverMemory } from '../../lib/mysql/memory';
import { myCnf } from '../../lib/mysql/my-cnf';
import { unknownOption } from '../../lib/mysql/removed-options';
import type { MySql } from '../../lib/platform/model';
import { isCronSchedule } from '../../lib/text/cron';

const MIB = 2 ** 20;

function specOf(yaml = ''): MySql {
  return parsePlatform(`profile: lean\nmysql:\n  enabled: true\n${yaml}`).platform.mysql;
}

function optionsOf(spec: MySql): Record<string, string> {
  const [section, ...lines] = myCnf(spec).trimEnd().split('\n');
  expect(section).toBe('[mysqld]');
  return Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
}

test('writes the connections, and what follows from their number', () => {
  const options = optionsOf(specOf('  connections: {max: 255, perUser: 210, waitTimeoutSeconds: 30}\n'));
  expect(options).toMatchObject({
    max_connections: '255',
    max_user_connections: '210',
    wait_timeout: '30',
    interactive_timeout: '60',
    thread_cache_size: '10',
    back_log: '255',
    open_files_limit: '4265',
    max_allowed_packet: '67108864',
    skip_name_resolve: 'ON',
  });
});

test('keeps connections for people, and takes the file as it is', () => {
  expect(optionsOf(specOf()).max_user_connections).toBe('146');
  const given = '  connections: {threadCacheSize: 64, backLog: 1000}\n  tableOpenCache: 4000\n  openFilesLimit: 9000\n';
  expect(optionsOf(specOf(given))).toMatchObject({
    thread_cache_size: '64',
    back_log: '1000',
    table_open_cache: '4000',
    open_files_limit: '9000',
  });
});

test.each(['8.0', '8.4', '9.7'] as const)('has no query cache, and a second port, for MySQL %s', (version) => {
  const text = myCnf({ ...specOf(), version });
  expect(text).not.toContain('query_cache');
  expect(text).toContain('\nadmin_port=33062\n');
  expect(text).toContain('\nskip_log_bin\n');
  expect(text).toContain(`\ninnodb_redo_log_capacity=${512 * MIB}\n`);
});

test('turns the query cache off for MariaDB, which has no admin port', () => {
  const text = myCnf({ ...specOf(), version: 'mariadb-11.4' });
  expect(text).toContain('\nquery_cache_type=0\nquery_cache_size=0\n');
  expect(text).toContain('\nextra_port=33062\n');
  expect(text).not.toMatch(/admin_|mysqlx|redo_log_capacity|skip_log_bin/);
});

test.each(MYSQL_VERSIONS)('writes no option that %s does not have', (version: MySqlVersion) => {
  const names = Object.keys(optionsOf({ ...specOf(), version }));
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => unknownOption(name, version))).toEqual([]);
});

test('writes further options last, and switches as ON and OFF', () => {
  const spec = specOf('  extra: {innodb-log-buffer-size: 64M, event_scheduler: false, explicit_defaults: true}\n');
  expect(myCnf(spec)).toMatch(/\ninnodb_log_buffer_size=64M\nevent_scheduler=OFF\nexplicit_defaults=ON\n$/);
});

test('takes 70 % of the memory for the buffer pool where the connections leave it', () => {
  expect(serverMemory(specOf())).toMatchObject({ bufferPool: 1408 * MIB, instances: 1 });
  const larger = serverMemory(specOf('  connections: {max: 500}\n'));
  expect(larger.bufferPool).toBe(896 * MIB);
  const large = serverMemory(specOf('  resources: {limits: {memory: 32Gi}}\n'));
  expect(large).toMatchObject({ bufferPool: 22 * 1024 * MIB, instances: 8 });
});

test('counts the buffers that further options enlarge', () => {
  const before = serverMemory(specOf()).perConnection;
  const after = serverMemory(specOf('  extra: {sort_buffer_size: 2M}\n')).perConnection;
  expect(after - before).toBe(2 * MIB - 256 * 1024);
});

const specs = fc
  .record({
    version: fc.constantFrom(...MYSQL_VERSIONS),
    max: fc.integer({ min: 10, max: 20_000 }),
    limitMiB: fc.integer({ min: 256, max: 262_144 }),
    poolMiB: fc.option(fc.integer({ min: 1, max: 131_072 }), { nil: undefined }),
  })
  .map(({ version, max, limitMiB, poolMiB }) => {
    const spec = specOf();
    return {
      ...spec,
      version,
      connections: { ...spec.connections, max },
      bufferPoolSize: poolMiB === undefined ? undefined : `${poolMiB}Mi`,
      resources: { ...spec.resources, limits: { ...spec.resources.limits, memory: `${limitMiB}Mi` } },
    };
  });

test('a buffer pool by default never takes what the connections need, or more than 70 %', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const { limit, usable, connections, bufferPool, instances } = serverMemory({
        ...spec,
        bufferPoolSize: undefined,
      });
      expect(bufferPool % (128 * MIB * instances)).toBe(0);
      if (bufferPool === 128 * MIB) return;
      expect(bufferPool + connections).toBeLessThanOrEqual(usable);
      expect(bufferPool).toBeLessThanOrEqual(limit * 0.7);
    }),
  );
});

test('a buffer pool of the file is rounded up, as the server does it', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      if (spec.bufferPoolSize === undefined) return;
      const { bufferPool, instances } = serverMemory(spec);
      const wanted = Number.parseInt(spec.bufferPoolSize, 10) * MIB;
      expect(bufferPool).toBeGreaterThanOrEqual(wanted);
      expect(bufferPool - wanted).toBeLessThan(128 * MIB * instances);
    }),
  );
});

test.each(['30 1 * * *', '*/15 0-6 1,15 * 1-5', '0 0 31 12 0', '5-59/10 * * * *'])('%s is a schedule', (text) => {
  expect(isCronSchedule(text)).toBe(true);
});

test.each([
  '',
  '* * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * * 13 *',
  '* * * * 7',
  '5-1 * * * *',
  '*/0 * * * *',
  '@daily',
])("schedule '%s' is refused", (text) => {
  expect(isCronSchedule(text)).toBe(false);
});
