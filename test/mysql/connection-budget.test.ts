import * as fc from 'fast-check';
import { parsePlatform } from '../../lib/load/load';
import { connectionBudget } from '../../lib/mysql/connection-budget';
import { messageAbout, oneMistake } from '../load/message';

const PRO =
  'openfaas: {enabled: true, licenceAccepted: true, edition: pro, licenseSecret: mine, async: {enabled: false}}';

/** Functions with pools of connections. */
interface Wanted {
  readonly pools: readonly number[];
  readonly max: number;
  /** Settings of the connections of the server. */
  readonly connections?: string;
  readonly memory?: string;
}

function platform({ pools, max, connections = '{}', memory = '2Gi' }: Wanted): string {
  return [
    PRO,
    'openwhisk: {enabled: false}',
    'mysql:',
    '  enabled: true',
    `  connections: ${connections}`,
    `  resources: {requests: {memory: ${memory}}, limits: {memory: ${memory}}}`,
    'functions:',
    ...pools.map(
      (pool, index) =>
        `  - {name: f${index}, image: "x/y:1", database: {connections: ${pool}}, scaling: {max: ${max}}}`,
    ),
  ].join('\n');
}

describe('two functions with 20 pods each', () => {
  test('fit with a connection each', () => {
    const { mysql, functions } = parsePlatform(platform({ pools: [1, 1], max: 20 })).platform;
    expect(connectionBudget(mysql, functions)).toMatchObject({ needed: 42, available: 128 });
  });

  test('do not fit with five, and the message has the arithmetic and three ways out', () => {
    expect(messageAbout(platform({ pools: [5, 5], max: 20 }))).toBe(
      oneMistake(
        ':5 mysql.connections.max (the default): functions may need 210 connections and have 128 (85 % of max_connections 151): (pods + 1 of a rollout) × pool, f0 (20 + 1) × 5 + f1 (20 + 1) × 5',
        'at least 248 for these functions',
        'lower scaling.max of the functions to 11; or lower their database.connections to 3; or write 248 into mysql.connections.max, which takes up to 184Mi more memory',
      ),
    );
  });

  test('do not fit into the connections of their user', () => {
    expect(messageAbout(platform({ pools: [1, 1], max: 20, connections: '{max: 300, perUser: 40}' }))).toBe(
      oneMistake(
        ':5 mysql.connections.perUser: functions may need 42 connections and have 40 (mysql.connections.perUser: 40): (pods + 1 of a rollout) × pool, f0 (20 + 1) × 1 + f1 (20 + 1) × 1',
        'at least 42 for these functions',
        'lower scaling.max of the functions to 19; or write 42 into mysql.connections.perUser',
      ),
    );
  });
});

test('a function without a database needs no connection', () => {
  const text = `${PRO}\nmysql: {enabled: true}\nfunctions: [{name: plain, image: "x/y:1", scaling: {max: 500}}]`;
  const { mysql, functions } = parsePlatform(text).platform;
  expect(connectionBudget(mysql, functions)).toMatchObject({ clients: [], needed: 0 });
});

test('each way out of the message is one, and the larger limit is the least', () => {
  const wanted = fc.record({
    pools: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }),
    max: fc.integer({ min: 1, max: 60 }),
    server: fc.oneof(fc.integer({ min: 10, max: 40 }), fc.integer({ min: 20, max: 400 })),
  });
  fc.assert(
    fc.property(wanted, ({ pools, max, server }) => {
      const needed = pools.reduce((sum, pool) => sum + (max + 1) * pool, 0);
      const available = Math.min(Math.floor(server * 0.85), server - 5);
      const base = { pools, max, connections: `{max: ${server}}`, memory: '64Gi' };
      if (needed <= available) {
        expect(() => parsePlatform(platform(base))).not.toThrow();
        return;
      }
      const message = messageAbout(platform(base));
      const found = (pattern: RegExp): number[] => [...message.matchAll(pattern)].map(([, number]) => Number(number));
      const [limit = 0] = found(/write (\d+) into mysql\.connections\.max/g);
      const ways = [
        ...found(/scaling\.max of the functions to (\d+)/g).map((pods) => ({ ...base, max: pods })),
        ...found(/database\.connections to (\d+)/g).map((pool) => ({ ...base, pools: pools.map(() => pool) })),
        { ...base, connections: `{max: ${limit}}` },
      ];
      for (const way of ways) expect(() => parsePlatform(platform(way))).not.toThrow();
      expect(messageAbout(platform({ ...base, connections: `{max: ${limit - 1}}` }))).toContain('may need');
    }),
    { numRuns: 25 },
  );
});
