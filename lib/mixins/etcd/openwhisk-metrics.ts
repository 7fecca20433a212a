import type { SourceMetrics } from '../families/family';
import { parseFamilies } from '../families/parse';
import { SHARED_FAMILIES } from '../families/shared';
import { etcd } from './metrics';

/** Families that etcd 3.6.5 and its client for Prometheus (1.20.5) add to the families of 3.5.21 (1.11.1). */
const NEWER = new Set([
  'etcd_debugging_server_alarms',
  'etcd_network_known_peers',
  'etcd_server_feature_enabled',
  'etcd_server_range_duration_seconds',
  'go_gc_gogc_percent',
  'go_gc_gomemlimit_bytes',
  'go_sched_gomaxprocs_threads',
]);

/** Families that only 3.5.21 has, except for the v2 API and its proxy, which are off. */
const OLDER = `
  etcd_debugging_mvcc_range_total counter
  go_memstats_gc_cpu_fraction gauge
  go_memstats_lookups_total counter
`;

/** The etcd of OpenWhisk's scheduler: compared with the other etcd by the sources of both (go.etcd.io/etcd/server/v3). */
export const openwhiskEtcd: SourceMetrics = {
  program: 'etcd',
  version: '3.5.21',
  image: 'etcd',
  shares: ['process'],
  families: [
    ...[...etcd.families, ...SHARED_FAMILIES.go]
      .filter(({ name }) => !NEWER.has(name))
      .map((family) => ({ ...family, captured: false })),
    ...parseFamilies(OLDER, false),
  ],
};
