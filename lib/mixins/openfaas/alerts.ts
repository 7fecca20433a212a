import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { percent, promql, series, type Expression } from '../expressions/expression';
import { FAILED, gateway, PODS } from './invocations';

const BY = 'namespace, function_name';

/** Invocations per second of each function. */
const invocations = (...matchers: readonly string[]): Expression =>
  promql`sum by (${BY}) (rate(${gateway('function_invocation_total', ...matchers)}[5m]))`;

/** Requests per second to the API of the provider. */
const asked = (...matchers: readonly string[]): Expression =>
  promql`sum by (namespace) (rate(${series('openfaas-provider', 'provider_http_requests_total', ...matchers)}[5m]))`;

/** Alerts about OpenFaaS, as its own programs see it. */
export const openfaas = group('openfaas', {
  alerts: {
    OpenFaaSGatewayDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'Prometheus cannot scrape any gateway of OpenFaaS',
      description: 'Prometheus has not scraped any gateway for {for}. If none runs, no function can be invoked.',
      expr: promql`absent(${series('openfaas-gateway', 'up')} == 1)`,
    }),

    OpenFaaSFunctionErrorsHigh: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 25 },
        { severity: 'warning', for: '10m', threshold: 5 },
      ],
      namespaced: true,
      summary: 'Invocations of a function fail',
      description:
        '{{ $value | humanize }} % of the invocations of {{ $labels.function_name }}, more than {threshold} %, have failed with a server error for {for}.',
      expr: ({ threshold }) => promql`${percent(invocations(FAILED), invocations())} > ${threshold}`,
    }),

    OpenFaaSFunctionSlow: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 5 }],
      namespaced: true,
      summary: 'A function answers slowly',
      description:
        'One of twenty invocations of {{ $labels.function_name }} has taken {{ $value | humanizeDuration }} or longer, more than {threshold} s, for {for}.',
      expr: ({ threshold }) => promql`
        histogram_quantile(0.95, sum by (${BY}, le) (rate(${gateway('functions_seconds_bucket')}[5m]))) > ${threshold}`,
    }),

    OpenFaaSProviderErrorsHigh: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 5 }],
      namespaced: true,
      summary: 'The provider of OpenFaaS answers with errors',
      description:
        '{{ $value | humanize }} % of the requests of the gateway to the provider in namespace {{ $labels.namespace }}, more than {threshold} %, have failed with a server error for {for}: functions are neither listed nor scaled.',
      expr: ({ threshold }) => promql`${percent(asked(FAILED), asked())} > ${threshold}`,
    }),

    OpenFaaSQueueBacklog: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 1000 }],
      namespaced: true,
      summary: 'Asynchronous invocations wait',
      description:
        '{{ $value | humanize }} invocations, more than {threshold}, have waited in the queue {{ $labels.queue_name }} for {for}.',
      expr: ({ threshold }) => promql`
        max by (namespace, queue_name) (${latest('openfaas-queue-worker', 'queue_worker_pending_messages')})
        > ${threshold}`,
    }),

    // The gateway counts what has begun; the provider, pods. Replicas 0 with invocations is a start from zero, which is short.
    OpenFaaSFunctionWithoutPods: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      namespaced: true,
      summary: 'A function has no pod, and is invoked',
      description: 'Clients have invoked {{ $labels.function_name }}, which has had no pod, for {for}.',
      expr: promql`
        sum by (${BY}) (rate(${gateway('function_invocation_started')}[5m])) > 0
        and on (${BY}) ${PODS} == 0`,
    }),

    OpenFaaSFunctionNotScaled: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 5 }],
      namespaced: true,
      summary: 'A function is over its load, and its number of pods stays',
      description:
        'Each pod of {{ $labels.function_name }} has had {{ $value | humanize }} invocations per second, more than {threshold}, for {for}, and their number has not changed: it is at its maximum, or scaling is stuck.',
      expr: ({ threshold }) => promql`
        (${invocations('code="200"')} / on (${BY}) ${PODS}) > ${threshold}
        and on (${BY}) max by (${BY}) (changes(${gateway('service_count')}[15m])) == 0`,
    }),
  },
});
