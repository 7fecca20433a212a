import type { AlertCases, Scenario } from '../alerts/alert-case';
import { bursts } from '../alerts/budget';

/** Requests a minute for objects of one kind by a verb and scope: answered, failed, and too slow. */
interface Load {
  readonly verb: string;
  readonly scope: string;
  readonly good: number;
  readonly failed?: number;
  readonly slow?: number;
}

/** The API server's counters, for four hours. */
function requests(load: Load, minutes = 300): Scenario['series'] {
  const { verb, scope, good, failed = 0, slow = 0 } = load;
  const labels = `job="apiserver",instance="i",verb="${verb}",scope="${scope}",resource="pods",component="apiserver"`;
  const rising = (count: number): string => `0+${count}x${minutes}`;
  const total = good + failed + slow;
  // Lists of a namespace or of the cluster may take 30 s; so a slow one has taken longer than the largest bound that was kept.
  const fast = scope === 'resource' ? 'le="1.0"' : 'le="30.0"';
  return {
    [`apiserver_request_total{${labels},dry_run="",code="200"}`]: rising(good + slow),
    ...(failed > 0 ? { [`apiserver_request_total{${labels},dry_run="",code="503"}`]: rising(failed) } : {}),
    [`apiserver_request_sli_duration_seconds_count{${labels}}`]: rising(total),
    [`apiserver_request_sli_duration_seconds_bucket{${labels},${fast}}`]: rising(good + failed),
    [`apiserver_request_sli_duration_seconds_bucket{${labels},le="+Inf"}`]: rising(total),
  };
}

const answered = (code: string): string =>
  `apiserver_request_total{job="apiserver",instance="i",verb="GET",scope="resource",resource="pods",code="${code}"}`;

/** Cases of the group `kube-apiserver-slos`. */
export const cases: AlertCases = {
  KubeAPIErrorBudgetBurn: {
    // One twentieth fails and twice as many are slow: 15 times the budget of 1 %, above the limit of the fastest window, 14.4 times. After four hours all
    // windows have seen nothing else, and all four levels have waited long enough.
    fires: {
      series: {
        ...requests({ verb: 'GET', scope: 'resource', good: 45, failed: 5 }),
        ...requests({ verb: 'LIST', scope: 'cluster', good: 45, slow: 5 }),
        ...requests({ verb: 'APPLY', scope: 'resource', good: 80, slow: 15, failed: 5 }),
      },
      at: '181m',
      since: { critical: '16m' },
      expect: { critical: 2, warning: 2 },
      labels: { long: '3d', short: '6h' },
    },
    // Nine requests in a thousand spend the budget a little slower than it is given. What a watch takes is its client's affair.
    silent: {
      series: {
        ...requests({ verb: 'GET', scope: 'resource', good: 991, failed: 5, slow: 4 }),
        ...requests({ verb: 'WATCH', scope: 'cluster', good: 0, slow: 500 }),
      },
      at: '4h30m',
    },
    ends: '531m',
    until: { critical: '192m' },
    decides: ['job', 'verb', 'code', 'le'],
    divided: ['code'],
    optional: ['apiserver_request_total'],
    also: bursts((_, good, bad) => ({ [answered('200')]: good, [answered('503')]: bad }), 0.01),
  },
};
