import { promql, series, share, type Expression } from '../expressions/expression';
import { board } from '../panels/define';
import { row, stat, timeseries } from '../panels/panels';
import { orZero, quantile, sumRate, totalRate } from '../panels/rates';
import { FAILED, gateway } from './invocations';

const FUNCTION = 'function_name';
const invoked = (...matchers: readonly string[]): Expression => gateway('function_invocation_total', ...matchers);
const BUCKETS = gateway('functions_seconds_bucket');

/** Golden signals of each function. */
export const functions = board({
  uid: 'openfaas-functions',
  folder: 'OpenFaaS',
  title: 'OpenFaaS / Functions',
  description: 'Traffic, errors, latency and saturation of each function, as the gateway sees them.',
  sources: ['openfaas-gateway'],
  variables: [],
  rows: [
    row(
      'Overview',
      stat({
        title: 'Gateways',
        description: 'Gateways that answer Prometheus.',
        unit: 'count',
        limits: { critical: 1, below: true },
        query: promql`sum(${series('openfaas-gateway', 'up')})`,
      }),
      stat({
        title: 'Invocations',
        description: 'Invocations per second, of all functions.',
        unit: 'requestsPerSecond',
        query: totalRate(invoked()),
      }),
      stat({
        title: 'Errors',
        description: 'Ratio of invocations that end with a server error.',
        unit: 'ratio',
        limits: { warning: 0.05, critical: 0.25 },
        query: share(orZero(totalRate(invoked(FAILED))), totalRate(invoked())),
      }),
      stat({
        title: 'Functions',
        description: 'Functions that the provider knows.',
        unit: 'count',
        query: promql`count(max by (${FUNCTION}) (${gateway('service_count')}))`,
      }),
    ),
    row(
      'Traffic and errors',
      timeseries({
        title: 'Invocations',
        description: 'Invocations per second that each function has answered.',
        unit: 'requestsPerSecond',
        queries: { '{{function_name}}': sumRate(FUNCTION, invoked()) },
      }),
      timeseries({
        title: 'Statuses',
        description: 'Invocations per second by the status of the answer.',
        unit: 'requestsPerSecond',
        stacked: true,
        queries: { '{{code}}': sumRate('code', invoked()) },
      }),
      timeseries({
        title: 'Errors',
        description: 'Ratio of the invocations of each function that end with a server error.',
        unit: 'ratio',
        limits: { warning: 0.05, critical: 0.25 },
        queries: {
          '{{function_name}}': share(sumRate(FUNCTION, invoked(FAILED)), sumRate(FUNCTION, invoked())),
        },
      }),
    ),
    row(
      'Latency',
      timeseries({
        title: 'Median',
        description: 'Half of the invocations are faster.',
        unit: 'seconds',
        queries: { '{{function_name}}': quantile(0.5, FUNCTION, BUCKETS) },
      }),
      timeseries({
        title: '95th percentile',
        description: 'One of twenty invocations is slower. Values end at 10 s, the largest bucket of the gateway.',
        unit: 'seconds',
        limits: { warning: 5 },
        queries: { '{{function_name}}': quantile(0.95, FUNCTION, BUCKETS) },
      }),
    ),
    row(
      'Saturation',
      timeseries({
        title: 'Pods',
        description: 'Pods of each function.',
        unit: 'count',
        queries: { '{{function_name}}': promql`max by (${FUNCTION}) (${gateway('service_count')})` },
      }),
      timeseries({
        title: 'Load of a pod',
        description: 'Invocations per second and pod: what decides on scaling.',
        unit: 'requestsPerSecond',
        queries: {
          '{{function_name}}': promql`
            ${sumRate(FUNCTION, invoked('code="200"'))}
            / on (${FUNCTION}) max by (${FUNCTION}) (${gateway('service_count')})`,
        },
      }),
      timeseries({
        title: 'Queue',
        description: 'Asynchronous invocations that wait, by queue. Edition pro only.',
        unit: 'count',
        queries: {
          '{{queue_name}}': promql`max by (queue_name) (${series('openfaas-queue-worker', 'queue_worker_pending_messages')})`,
        },
      }),
      timeseries({
        title: 'Provider',
        description: 'Requests per second to the API of the provider, by the status of the answer.',
        unit: 'requestsPerSecond',
        stacked: true,
        queries: { '{{code}}': sumRate('code', series('openfaas-provider', 'provider_http_requests_total')) },
      }),
      timeseries({
        title: 'In flight',
        description: 'Invocations that have begun and not ended, since the start of the gateways.',
        unit: 'count',
        queries: {
          '{{function_name}}': promql`
            sum by (${FUNCTION}) (${gateway('function_invocation_started')})
            - on (${FUNCTION}) sum by (${FUNCTION}) (${invoked()})`,
        },
      }),
    ),
  ],
});
