import { promql, series, type Expression } from '../expressions/expression';
import { board } from '../panels/define';
import { row, timeseries } from '../panels/panels';
import { mean, sumRate } from '../panels/rates';

const jaeger = (name: string): Expression => series('jaeger', name);

/** Jaeger: what it stores, and how it answers. */
export const jaegerBoard = board({
  uid: 'jaeger',
  folder: 'Tracing',
  title: 'Jaeger',
  description: 'Spans that Jaeger takes and stores, and its queries.',
  sources: ['jaeger'],
  rows: [
    row(
      'Spans',
      timeseries({
        title: 'Received and stored',
        description: 'Spans per second from the collector, and into the storage.',
        unit: 'perSecond',
        queries: {
          Received: promql`sum(rate(${jaeger('otelcol_receiver_accepted_spans')}[$__rate_interval]))`,
          Stored: promql`sum(rate(${jaeger('otelcol_exporter_sent_spans')}[$__rate_interval]))`,
        },
      }),
      timeseries({
        title: 'Refused and lost',
        description:
          'Spans per second that Jaeger refused, that the storage did not take, and documents that Elasticsearch did not index.',
        unit: 'perSecond',
        queries: {
          Refused: promql`sum(rate(${jaeger('otelcol_receiver_refused_spans')}[$__rate_interval]))`,
          'Not stored': promql`sum(rate(${jaeger('otelcol_exporter_send_failed_spans')}[$__rate_interval]))`,
          'Not indexed': promql`sum(rate(${jaeger('jaeger_storage_bulk_index_errors')}[$__rate_interval]))`,
        },
      }),
    ),
    row(
      'Queries',
      timeseries({
        title: 'Requests to the storage',
        description: 'Reads per second, by operation and result.',
        unit: 'operationsPerSecond',
        queries: { '{{operation}} {{result}}': sumRate('operation, result', jaeger('jaeger_storage_requests')) },
      }),
      timeseries({
        title: 'Duration of reads',
        description: 'Mean duration of a read from the storage, by operation.',
        unit: 'seconds',
        queries: { '{{operation}}': mean('operation', 'jaeger', 'jaeger_storage_latency') },
      }),
    ),
    row(
      'Process',
      timeseries({
        title: 'Memory',
        description: 'Resident memory.',
        unit: 'bytes',
        queries: { '{{pod}}': promql`max by (pod) (${jaeger('otelcol_process_memory_rss')})` },
      }),
      timeseries({
        title: 'CPU',
        description: 'Cores in use.',
        unit: 'cores',
        queries: { '{{pod}}': sumRate('pod', jaeger('otelcol_process_cpu_seconds')) },
      }),
    ),
  ],
});
