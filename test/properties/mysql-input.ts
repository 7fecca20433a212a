import * as fc from 'fast-check';
import { MYSQL_PRODUCTS, MYSQL_VERSIONS } from '../../lib/catalogue/mysql';
import type { PlatformInput } from '../../lib/platform/model';
import { some, toggle } from './arbitraries';

type MySqlInput = NonNullable<PlatformInput['mysql']>;

const own: fc.Arbitrary<MySqlInput> = fc.record({
  version: fc.constantFrom(...MYSQL_VERSIONS),
  database: fc.constantFrom('functions', 'cat_store'),
  existingSecrets: fc.record({
    root: some('my-mysql-root'),
    application: some('my-mysql'),
    exporter: some('my-mysql-exporter'),
    backup: some('my-mysql-backup'),
  }),
  connections: fc.record({
    max: fc.integer({ min: 10, max: 200 }),
    waitTimeoutSeconds: fc.integer({ min: 1, max: 28_800 }),
    threadCacheSize: some(16),
    backLog: some(64),
  }),
  namespace: fc.constantFrom('mysql', 'database'),
  maxAllowedPacket: fc.constantFrom('64Mi', '1Gi'),
  openFilesLimit: some(65_536),
  size: fc.constantFrom('8Gi', '100Gi'),
  pods: fc.constantFrom({}, { labels: { team: 'data' }, priorityClassName: 'stores' }),
  probes: fc.constantFrom({}, { liveness: { timeoutSeconds: 10 } }),
  resources: fc.constantFrom({}, { limits: { memory: '8Gi' } }),
  bufferPoolSize: some('256Mi'),
  redoLogCapacity: some('1Gi'),
  tableOpenCache: fc.integer({ min: 1, max: 10_000 }),
  longQuerySeconds: fc.constantFrom(0, 0.5, 10),
  extra: fc.constantFrom<NonNullable<MySqlInput['extra']>[]>({}, { sort_buffer_size: '128K', 'loose-unknown': true }),
  tls: fc.oneof(
    fc.record({ required: fc.boolean(), existingSecret: some('my-mysql-tls') }),
    fc.constant({ certManager: { issuer: 'my-issuer' } }),
  ),
  storageClassName: some('fast.example.org'),
  claimRetention: fc.constantFrom({}, { whenDeleted: 'Delete' as const }),
  evictions: fc.constantFrom('allowed', 'refused'),
  terminationGraceSeconds: fc.integer({ min: 120, max: 600 }),
  exporter: toggle,
  backup: fc.option(
    fc
      .record({ schedule: fc.constantFrom('30 1 * * *', '*/15 0-6 1,15 * 1-5'), keep: fc.integer({ min: 1, max: 99 }) })
      .chain((rest) => fc.constantFrom({ ...rest, size: '5Gi' }, { ...rest, existingClaim: 'my-backups' })),
    { nil: undefined },
  ),
});

const external: fc.Arbitrary<MySqlInput> = fc.record({
  external: fc.record({
    host: fc.constant('mysql.example.org'),
    kind: fc.constantFrom(...MYSQL_PRODUCTS),
    tls: fc.option(fc.record({ caSecret: some('my-mysql-ca') }), { nil: undefined }),
    existingSecret: fc.constant('my-mysql'),
    exporterSecret: fc.constant('my-mysql-exporter'),
  }),
  exporter: toggle,
});

/** A database for functions: one of the platform, the user's own, or none. */
export const mysql: fc.Arbitrary<MySqlInput> = fc
  .tuple(fc.boolean(), fc.oneof(own, external))
  .map(([enabled, rest]) => ({ ...rest, enabled }));

/** The database of a platform without persistence: it has no volume for backups, and no claims. */
export function withoutVolumes({ backup, ...rest }: MySqlInput): MySqlInput {
  const none = { ...rest, storageClassName: undefined, claimRetention: {} };
  return backup?.size === undefined ? { ...none, backup } : none;
}
