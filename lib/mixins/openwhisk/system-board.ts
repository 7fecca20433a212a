import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { invocationBudget } from './slo-alerts';
import { orZero, quantile, rate, sumRate, totalRate } from '../panels/rates';
import { gauge, row, stat, timeseries } from '../panels/panels';
import { instancesUp, percentiles } from '../panels/processes';
import { jvmRow } from './jvm-row';
import { userActions } from './user-actions';

const SOURCE = 'openwhisk-controller';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, ...matchers);
const refused = (why: string): Expression => series('user-events', `openwhisk_action_limit_${why}_total`);
const { requests, errors } = invocationBudget.rates;
const bad = (window: string): Expression =>
  promql`sum(sum_over_time(${errors}[${window}])) / (sum(sum_over_time(${requests}[${window}])) > 0)`;
const methods = ['get', 'post', 'put', 'delete', 'head', 'options', 'patch'] as const;

/** Controllers, and OpenWhisk as a whole. */
export const system = board({
  uid: 'openwhisk-system',
  folder: 'OpenWhisk',
  title: 'OpenWhisk / System',
  description: 'Whether activations succeed, how long they wait, and what keeps the controllers busy.',
  sources: [SOURCE],
  rows: [
    row(
      'Overview',
      gauge({
        title: 'Availability (30 days)',
        description:
          'Share of the activations that did not fail by the fault of the platform; the objective is 99.9 %.',
        query: promql`1 - ${bad('30d')}`,
        limits: { warning: 0.9995, critical: 0.999, below: true },
      }),
      instancesUp(SOURCE),
      stat({
        title: 'Activations',
        description: 'Activations per second that the controllers dispatch.',
        unit: 'perSecond',
        query: totalRate(metric('counter_loadbalancer_activations_counter_total')),
      }),
      stat({
        title: 'In flight',
        description: 'Activations that were handed on and have not ended.',
        unit: 'count',
        query: promql`sum(${metric('gauge_loadbalancer_activationsInflight_counter')})`,
      }),
      stat({
        title: 'Healthy invokers',
        description: 'Invokers that take activations.',
        unit: 'count',
        limits: { critical: 1, below: true },
        query: promql`
          max(${metric('gauge_loadbalancer_totalHealthyInvokerManaged_counter')})
          or max(${metric('gauge_loadbalancer_totalHealthyInvoker_counter')})`,
      }),
      stat({
        title: 'Forced completions',
        description: 'Activations in the time of the board that were given up because no invoker said that they ended.',
        unit: 'count',
        limits: { warning: 1 },
        query: orZero(
          promql`sum(increase(${metric('counter_loadbalancer_completionAck_counter_total', 'type="forced"')}[$__range]))`,
        ),
      }),
    ),
    row(
      'Activations',
      timeseries({
        title: 'Activations by status',
        description: 'Completed activations per second: successful, or with an application, developer or system error.',
        unit: 'perSecond',
        stacked: true,
        queries: { '{{status}}': sumRate('status', userActions('status')) },
      }),
      timeseries({
        title: 'Share of platform errors',
        description: 'Activations that failed by the fault of OpenWhisk; above 0.1 % the error budget does not last.',
        unit: 'ratio',
        limits: { critical: 0.001 },
        queries: { Failed: share(promql`sum(${errors})`, promql`sum(${requests})`) },
      }),
      timeseries({
        title: 'Wait time',
        description: 'From the request until an invoker has the activation.',
        unit: 'seconds',
        queries: percentiles(userActions('waitTime_seconds_bucket')),
      }),
      timeseries({
        title: 'Blocking invocations',
        description: 'How long callers that wait for the result have to.',
        unit: 'seconds',
        queries: percentiles(metric('histogram_controller_blockingActivation_finish_seconds_bucket')),
      }),
      timeseries({
        title: 'In flight by controller',
        description: 'Activations that were handed on and have not ended.',
        unit: 'count',
        stacked: true,
        queries: { '{{pod}}': promql`sum by (pod) (${metric('gauge_loadbalancer_activationsInflight_counter')})` },
      }),
      timeseries({
        title: 'Completions by kind',
        description: 'Completions per second, as controllers receive them; forced and late ones indicate a problem.',
        unit: 'perSecond',
        queries: { '{{type}}': sumRate('type', metric('counter_loadbalancer_completionAck_counter_total')) },
      }),
    ),
    row(
      'API',
      timeseries({
        title: 'Requests by method',
        description: 'Requests per second to the controllers.',
        unit: 'requestsPerSecond',
        stacked: true,
        queries: Object.fromEntries(
          methods.map((method) => [method.toUpperCase(), totalRate(metric(`counter_http_${method}_counter_total`))]),
        ),
      }),
      timeseries({
        title: 'Failed requests',
        description: 'Responses per second with a status of 500 and above.',
        unit: 'requestsPerSecond',
        queries: Object.fromEntries(
          methods.map((method) => [
            method.toUpperCase(),
            orZero(totalRate(metric(`counter_http_${method}_counter_total`, 'statusCode=~"5.."'))),
          ]),
        ),
      }),
      timeseries({
        title: 'Request duration, 99th percentile',
        description: 'How long the controllers take; blocking invocations are among the POST.',
        unit: 'seconds',
        queries: Object.fromEntries(
          methods.map((method) => [
            method.toUpperCase(),
            quantile(0.99, '', metric(`histogram_http_${method}_counter_seconds_bucket`)),
          ]),
        ),
      }),
      timeseries({
        title: 'Throttled requests',
        description: 'Rejected requests per second: a namespace exceeded its rate limit or its concurrency limit.',
        unit: 'requestsPerSecond',
        queries: {
          '{{namespace}} too many at once': sumRate('namespace', refused('concurrent')),
          '{{namespace}} too often': sumRate('namespace', refused('timed')),
        },
      }),
    ),
    row(
      'Messages and database',
      timeseries({
        title: 'Waiting messages',
        description: 'Messages that wait in each topic of Kafka for a controller.',
        unit: 'count',
        queries: { '{{topic}}': promql`max by (topic) (${metric('gauge_kafka_topic_counter')})` },
      }),
      timeseries({
        title: 'Publishing',
        description: 'Messages per second that controllers send to Kafka, and failed ones.',
        unit: 'perSecond',
        queries: {
          Sent: totalRate(metric('counter_controller_kafka_start_total')),
          Errors: orZero(totalRate(metric('counter_controller_kafka_error_total'))),
        },
      }),
      timeseries({
        title: 'Database reads, 99th percentile',
        description: 'How long the database takes to give documents and views.',
        unit: 'seconds',
        queries: {
          Document: quantile(0.99, '', metric('histogram_database_getDocument_finish_seconds_bucket')),
          View: quantile(0.99, '', metric('histogram_database_queryView_finish_seconds_bucket')),
        },
      }),
      timeseries({
        title: 'Cache',
        description: 'Lookups of actions and identities per second: cache hits and misses.',
        unit: 'operationsPerSecond',
        queries: {
          Hits: promql`sum(${rate(metric('counter_database_cacheHit_counter_total'))})`,
          Misses: promql`sum(${rate(metric('counter_database_cacheMiss_counter_total'))})`,
        },
      }),
    ),
    jvmRow(SOURCE),
  ],
});
