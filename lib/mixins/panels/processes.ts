import { promql, series, type Expression } from '../expressions/expression';
import { quantile, rate, sumRate } from './rates';
import { row, stat, timeseries, type Row, type Stat } from './panels';
import type { MetricSource } from '../../catalogue/sources';

/** Matchers of the instances that a board's reader chose. */
export const CHOSEN = 'instance=~"$instance"';

/** How many instances of a source answer. */
export function instancesUp(source: MetricSource, ...matchers: readonly string[]): Stat {
  return stat({
    title: 'Instances up',
    description: 'Instances that Prometheus could scrape the last time it tried.',
    unit: 'count',
    limits: { critical: 1, below: true },
    query: promql`sum(${series(source, 'up', ...matchers)})`,
  });
}

/** Resource usage of the processes of a source, not all in Go. @param goroutines metric of their concurrency */
export function processRow(source: MetricSource, matchers: readonly string[] = [CHOSEN], goroutines = true): Row {
  const metric = (name: string): Expression => series(source, name, ...matchers);
  return row(
    'Process',
    timeseries({
      title: 'CPU',
      description: 'CPU time per second that each process spends, in cores.',
      unit: 'cores',
      queries: { '{{instance}}': sumRate('instance', metric('process_cpu_seconds_total')) },
    }),
    timeseries({
      title: 'Memory',
      description: 'Memory that each process has in RAM; a steady growth over days is a leak.',
      unit: 'bytes',
      queries: { '{{instance}}': promql`sum by (instance) (${metric('process_resident_memory_bytes')})` },
    }),
    ...(goroutines
      ? [
          timeseries({
            title: 'Goroutines',
            description: 'Concurrency of each process; steady growth indicates a leak.',
            unit: 'count',
            queries: { '{{instance}}': promql`sum by (instance) (${metric('go_goroutines')})` },
          }),
        ]
      : []),
    timeseries({
      title: 'Open file descriptors',
      description: 'Files and connections that each process has open, as a share of the most it may have.',
      unit: 'ratio',
      limits: { warning: 0.8 },
      queries: {
        '{{instance}}': promql`max by (instance) (${metric('process_open_fds')} / ${metric('process_max_fds')})`,
      },
    }),
  );
}

/** Work queues of the controllers of a source. */
export function workqueueRow(source: MetricSource): Row {
  return row(
    'Work queues',
    timeseries({
      title: 'Additions',
      description: 'Objects added to each queue per second.',
      unit: 'operationsPerSecond',
      queries: { '{{name}}': sumRate('name', series(source, 'workqueue_adds_total', CHOSEN)) },
    }),
    timeseries({
      title: 'Depth',
      description: 'Objects that wait in each queue; one that grows has a controller that does not keep up.',
      unit: 'count',
      queries: { '{{name}}': promql`sum by (name) (${series(source, 'workqueue_depth', CHOSEN)})` },
    }),
    timeseries({
      title: 'Time in queue, 99th percentile',
      description: 'How long objects wait before they are looked at.',
      unit: 'seconds',
      queries: {
        '{{name}}': quantile(0.99, 'name', series(source, 'workqueue_queue_duration_seconds_bucket', CHOSEN)),
      },
    }),
    timeseries({
      title: 'Retries',
      description: 'Objects requeued per second because of an error.',
      unit: 'operationsPerSecond',
      queries: { '{{name}}': sumRate('name', series(source, 'workqueue_retries_total', CHOSEN)) },
    }),
  );
}

/** Requests of a source to the API server. */
export function apiClientRow(source: MetricSource): Row {
  return row(
    'Requests to the API server',
    timeseries({
      title: 'Requests by status',
      description: 'Requests per second to the API server, by response status.',
      unit: 'requestsPerSecond',
      stacked: true,
      queries: {
        '2xx': promql`sum(${rate(series(source, 'rest_client_requests_total', CHOSEN, 'code=~"2.."'))})`,
        '3xx': promql`sum(${rate(series(source, 'rest_client_requests_total', CHOSEN, 'code=~"3.."'))})`,
        '4xx': promql`sum(${rate(series(source, 'rest_client_requests_total', CHOSEN, 'code=~"4.."'))})`,
        '5xx': promql`sum(${rate(series(source, 'rest_client_requests_total', CHOSEN, 'code=~"5.."'))})`,
        'No answer': promql`sum(${rate(series(source, 'rest_client_requests_total', CHOSEN, 'code="<error>"'))})`,
      },
    }),
    timeseries({
      title: 'Request duration, 99th percentile',
      description: 'How long the API server takes to answer, by verb, as this side sees it.',
      unit: 'seconds',
      queries: {
        '{{verb}}': quantile(0.99, 'verb', series(source, 'rest_client_request_duration_seconds_bucket', CHOSEN)),
      },
    }),
  );
}

/** The three quantiles shown for durations, over all observations. */
export function percentiles(buckets: Expression): Record<string, Expression> {
  return {
    '50th percentile': quantile(0.5, '', buckets),
    '95th percentile': quantile(0.95, '', buckets),
    '99th percentile': quantile(0.99, '', buckets),
  };
}
