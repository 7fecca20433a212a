import { promql, series, share, type Expression } from '../expressions/expression';
import { board } from '../panels/define';
import { row, timeseries } from '../panels/panels';
import { sumRate } from '../panels/rates';

const own = (name: string): Expression => series('otel-collector', `otelcol_${name}`);

/** The path of spans through the collectors. */
export const otelCollectorBoard = board({
  uid: 'otel-collector',
  folder: 'Tracing',
  title: 'OpenTelemetry Collector',
  description: 'Spans from the receivers through the processors to the backends, and what is lost on the way.',
  sources: ['otel-collector'],
  rows: [
    row(
      'Spans',
      timeseries({
        title: 'Received',
        description: 'Spans per second, by receiver: zipkin for OpenWhisk, otlp for other programs.',
        unit: 'perSecond',
        queries: { '{{receiver}} {{transport}}': sumRate('receiver, transport', own('receiver_accepted_spans')) },
      }),
      timeseries({
        title: 'Refused',
        description: 'Spans per second that receivers refused, and that the memory limiter refused.',
        unit: 'perSecond',
        queries: {
          '{{receiver}}': sumRate('receiver', own('receiver_refused_spans')),
          'Memory limiter': promql`sum(rate(${own('processor_memory_limiter_refused_spans')}[$__rate_interval]))`,
        },
      }),
      timeseries({
        title: 'Sent',
        description: 'Spans per second that backends took.',
        unit: 'perSecond',
        queries: { '{{exporter}}': sumRate('exporter', own('exporter_sent_spans')) },
      }),
      timeseries({
        title: 'Lost',
        description: 'Spans per second that a backend did not take until the last try, and that found its queue full.',
        unit: 'perSecond',
        queries: {
          '{{exporter}} failed': sumRate('exporter', own('exporter_send_failed_spans')),
          '{{exporter}} queue full': sumRate('exporter', own('exporter_enqueue_failed_spans')),
        },
      }),
    ),
    row(
      'Queues and memory',
      timeseries({
        title: 'Queues',
        description: 'Share of the queue of each backend that is in use.',
        unit: 'ratio',
        queries: {
          '{{pod}} {{exporter}}': share(
            promql`max by (pod, exporter) (${own('exporter_queue_size')})`,
            promql`max by (pod, exporter) (${own('exporter_queue_capacity')})`,
          ),
        },
      }),
      timeseries({
        title: 'Memory',
        description: 'Resident memory of the collectors.',
        unit: 'bytes',
        queries: { '{{pod}}': promql`max by (pod) (${own('process_memory_rss')})` },
      }),
      timeseries({
        title: 'CPU',
        description: 'Cores in use.',
        unit: 'cores',
        queries: { '{{pod}}': sumRate('pod', own('process_cpu_seconds')) },
      }),
    ),
    row(
      'Tail sampling',
      timeseries({
        title: 'Decisions',
        description: 'Traces per second that are kept (true) and dropped (false).',
        unit: 'perSecond',
        queries: { '{{sampled}}': sumRate('sampled', own('processor_tail_sampling_global_count_traces_sampled')) },
      }),
      timeseries({
        title: 'Waiting traces',
        description: 'Traces that wait for the decision, and those per second that are dropped before it.',
        unit: 'count',
        queries: {
          Waiting: promql`sum(${own('processor_tail_sampling_sampling_traces_on_memory')})`,
          'Dropped per second': promql`sum(rate(${own('processor_tail_sampling_sampling_trace_dropped_too_early')}[$__rate_interval]))`,
        },
      }),
    ),
  ],
});
