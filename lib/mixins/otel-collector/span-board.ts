import { promql, series, share, type Expression } from '../expressions/expression';
import { board } from '../panels/define';
import { row, timeseries } from '../panels/panels';
import { quantile, rate, sumRate } from '../panels/rates';

const spans = (name: string, ...matchers: readonly string[]): Expression =>
  series('otel-span-metrics', `traces_span_metrics_${name}`, ...matchers);

/** Rates, errors and durations of spans. */
export const spanBoard = board({
  uid: 'spans',
  folder: 'Tracing',
  title: 'Spans',
  description: 'Rate, errors and duration of spans by service and operation. Exemplars lead to traces.',
  sources: ['otel-span-metrics'],
  rows: [
    row(
      'Services',
      timeseries({
        title: 'Spans',
        description: 'Spans per second that begin in a service.',
        unit: 'perSecond',
        queries: { '{{service_name}}': sumRate('service_name', spans('calls_total')) },
      }),
      timeseries({
        title: 'Errors',
        description: 'Share of the spans of a service that failed.',
        unit: 'ratio',
        queries: {
          '{{service_name}}': share(
            sumRate('service_name', spans('calls_total', 'status_code="STATUS_CODE_ERROR"')),
            sumRate('service_name', spans('calls_total')),
          ),
        },
      }),
    ),
    row(
      'Operations',
      timeseries({
        title: 'Slowest operations',
        description: 'Duration that 95 % of the spans of an operation stay below, of the ten slowest.',
        unit: 'seconds',
        queries: {
          '{{service_name}} {{span_name}}': promql`topk(10, ${quantile(0.95, 'service_name, span_name', spans('duration_seconds_bucket'))})`,
        },
      }),
      timeseries({
        title: 'Most frequent operations',
        description: 'Spans per second of the ten most frequent operations.',
        unit: 'perSecond',
        queries: {
          '{{service_name}} {{span_name}}': promql`topk(10, sum by (service_name, span_name) (${rate(spans('calls_total'))}))`,
        },
      }),
    ),
  ],
});
