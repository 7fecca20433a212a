import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { apiserverBudget } from './slo-alerts';
import { orZero, quantile, sumRate, totalRate } from '../panels/rates';
import { gauge, row, stat, timeseries } from '../panels/panels';
import { CHOSEN, instancesUp, processRow, workqueueRow } from '../panels/processes';
import { instances } from '../panels/variables';

const SOURCE = 'apiserver';
/** Watches and connections last as long as their clients want them to. */
const ENDING = 'verb!~"WATCH|CONNECT"';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, CHOSEN, ...matchers);
const requests = (code: string): Expression => totalRate(metric('apiserver_request_total', `code=~"${code}"`));
const { requests: allRequests, errors: badRequests } = apiserverBudget.rates;
const availability = (window: string): Expression =>
  promql`1 - sum(sum_over_time(${badRequests}[${window}])) / (sum(sum_over_time(${allRequests}[${window}])) > 0)`;

/** The API server: whether it keeps its promise, and what it does. */
export const apiserver = board({
  uid: 'kubernetes-apiserver',
  folder: 'Kubernetes',
  title: 'Kubernetes / API server',
  description: 'Whether the API server answers in time, and what keeps it busy.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'up'), 'API server')],
  rows: [
    row(
      'Objective',
      gauge({
        title: 'Availability (30 days)',
        description: 'Share of the requests of 30 days that were answered, and in time; the objective is 99 %.',
        query: availability('30d'),
        limits: { warning: 0.995, critical: 0.99, below: true },
      }),
      gauge({
        title: 'Availability (1 hour)',
        description: 'Share of the requests of the last hour that were answered, and in time.',
        query: availability('1h'),
        limits: { warning: 0.995, critical: 0.99, below: true },
      }),
      instancesUp(SOURCE),
      stat({
        title: 'Requests',
        description: 'Requests per second.',
        unit: 'requestsPerSecond',
        query: promql`sum(${allRequests})`,
      }),
      stat({
        title: 'Dropped requests',
        description: 'Requests per second rejected because of too many concurrent ones.',
        unit: 'requestsPerSecond',
        limits: { warning: 0.1 },
        query: orZero(totalRate(metric('apiserver_flowcontrol_rejected_requests_total'))),
      }),
      timeseries({
        title: 'Share of bad requests',
        description: 'Requests that failed or took too long; above 1 % the error budget is spent faster than it lasts.',
        unit: 'ratio',
        limits: { critical: 0.01 },
        queries: { 'Failed or slow': share(promql`sum(${badRequests})`, promql`sum(${allRequests})`) },
      }),
      timeseries({
        title: 'Requests by status',
        description: 'Requests per second, by response status.',
        unit: 'requestsPerSecond',
        stacked: true,
        queries: { '2xx': requests('2..'), '3xx': requests('3..'), '4xx': requests('4..'), '5xx': requests('5..') },
      }),
    ),
    row(
      'Requests',
      timeseries({
        title: 'Requests by verb',
        description: 'Requests per second.',
        unit: 'requestsPerSecond',
        stacked: true,
        queries: { '{{verb}}': sumRate('verb', metric('apiserver_request_total')) },
      }),
      timeseries({
        title: 'Duration by verb, 99th percentile',
        description: 'How long requests take without the time of webhooks and of waiting for their turn.',
        unit: 'seconds',
        queries: {
          '{{verb}}': quantile(0.99, 'verb', metric('apiserver_request_sli_duration_seconds_bucket', ENDING)),
        },
      }),
      timeseries({
        title: 'Busiest resources',
        description: 'The ten kinds of objects that are asked for most.',
        unit: 'requestsPerSecond',
        queries: {
          '{{resource}}': promql`topk(10, ${sumRate('resource', metric('apiserver_request_total', 'resource!=""'))})`,
        },
      }),
      timeseries({
        title: 'Slowest resources, 99th percentile',
        description: 'The ten kinds of objects whose requests take longest.',
        unit: 'seconds',
        queries: {
          '{{resource}}': promql`topk(10, ${quantile(0.99, 'resource', metric('apiserver_request_sli_duration_seconds_bucket', ENDING))})`,
        },
      }),
    ),
    row(
      'Load',
      timeseries({
        title: 'Requests in flight',
        description: 'Requests that are worked on at once, by whether they change something.',
        unit: 'count',
        queries: {
          '{{request_kind}}': promql`sum by (request_kind) (${metric('apiserver_current_inflight_requests')})`,
        },
      }),
      timeseries({
        title: 'Seats in use by priority level',
        description: 'Share of its seats that each priority level uses; at 100 % its requests wait.',
        unit: 'ratio',
        limits: { warning: 0.8 },
        queries: {
          '{{priority_level}}': share(
            promql`sum by (priority_level) (${metric('apiserver_flowcontrol_current_executing_seats')})`,
            promql`sum by (priority_level) (${metric('apiserver_flowcontrol_current_limit_seats')})`,
          ),
        },
      }),
      timeseries({
        title: 'Waiting requests by priority level',
        description: 'Requests that wait for a seat.',
        unit: 'count',
        queries: {
          '{{priority_level}}': promql`sum by (priority_level) (${metric('apiserver_flowcontrol_current_inqueue_requests')})`,
        },
      }),
      timeseries({
        title: 'Webhooks, 99th percentile',
        description: 'How long admission webhooks keep requests; each is waited for.',
        unit: 'seconds',
        queries: {
          '{{name}}': quantile(0.99, 'name', metric('apiserver_admission_webhook_admission_duration_seconds_bucket')),
        },
      }),
      timeseries({
        title: 'Storage, 99th percentile',
        description: 'How long etcd takes to answer the API server.',
        unit: 'seconds',
        queries: { '{{operation}}': quantile(0.99, 'operation', metric('etcd_request_duration_seconds_bucket')) },
      }),
      timeseries({
        title: 'Objects',
        description: 'The ten most frequent kinds.',
        unit: 'count',
        queries: {
          '{{resource}}': promql`topk(10, max by (resource) (${metric('apiserver_resource_objects')}))`,
        },
      }),
    ),
    workqueueRow(SOURCE),
    processRow(SOURCE),
  ],
});
