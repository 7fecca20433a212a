import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { errorBudget } from '../alerts/slo';
import { joined, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'apiserver';

/** Long-running requests: watches, and connections such as `kubectl exec`, last as long as their clients want. */
const REQUESTS = 'verb=~"GET|LIST|POST|PUT|PATCH|APPLY|DELETE"';

/**
 * Latency objective of a request in seconds, by scope (Kubernetes, "Kubernetes scalability and performance SLIs/SLOs",
 * API call latency): one object, or all of a namespace or of the cluster. The time of webhooks and of waiting for its
 * turn is not the API server's. Prometheus writes all bounds of buckets as fractions.
 */
const BOUNDS = [
  { scope: 'scope=~"resource|"', le: 'le="1.0"' },
  { scope: 'scope=~"namespace|cluster"', le: 'le="30.0"' },
];

/**
 * The API server's objective. Kubernetes promises that 99 of 100 requests are fast; one that fails is not better than a slow one, so
 * that both spend one budget: 432 minutes of a full outage in 30 days.
 */
export const apiserverBudget = errorBudget({
  level: 'apiserver_request',
  source: SOURCE,
  target: 0.99,
  requests: promql`sum by (job) (rate(${series(SOURCE, 'apiserver_request_total', REQUESTS)}[5m]))`,
  errors: promql`
    sum by (job) (
      rate(${series(SOURCE, 'apiserver_request_total', REQUESTS, 'code=~"5.."')}[5m])
      or ${joined('\nor ', BOUNDS.map(slow))}
    )`,
});

function slow({ scope, le }: (typeof BOUNDS)[number]): Expression {
  const rate = (suffix: string, ...matchers: string[]): Expression =>
    promql`rate(${series(SOURCE, `apiserver_request_sli_duration_seconds_${suffix}`, REQUESTS, scope, ...matchers)}[5m])`;
  return promql`(${rate('count')} - ignoring (le) ${rate('bucket', le)})`;
}

/** The API server's service-level objective. */
export const kubeApiserverSlos = group('kube-apiserver-slos', {
  records: apiserverBudget.records,
  alerts: {
    KubeAPIErrorBudgetBurn: alert({
      levels: apiserverBudget.levels,
      summary: 'The API server spends its error budget too fast',
      description:
        '{{ $value | humanizePercentage }} of the requests to the API server failed or took too long. Over windows of {windows}, its 30-day error budget has been spent too fast for {for}.',
      expr: apiserverBudget.expr,
    }),
  },
});
