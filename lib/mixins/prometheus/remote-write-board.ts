import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { mean, sumRate } from '../panels/rates';
import { row, stat, timeseries } from '../panels/panels';
import { CHOSEN } from '../panels/processes';
import { instances, type Variable } from '../panels/variables';

const SOURCE = 'prometheus';
const URL: Variable = {
  name: 'url',
  title: 'Receiver',
  of: series(SOURCE, 'prometheus_remote_storage_shards'),
  several: true,
};
const HERE = [CHOSEN, 'url=~"$url"'];
const QUEUE = 'pod, remote_name, url';
const LEGEND = '{{pod}} to {{remote_name}} ({{url}})';

const metric = (name: string): Expression => series(SOURCE, `prometheus_remote_storage_${name}`, ...HERE);
const each = (name: string): Expression => promql`max by (${QUEUE}) (${metric(name)})`;

/** Remote write of Prometheus. */
export const remoteWrite = board({
  uid: 'monitoring-remote-write',
  folder: 'Monitoring',
  title: 'Prometheus / Remote Write',
  description: 'Whether samples reach other stores, and how far these are behind. Empty without remoteWrite.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'prometheus_remote_storage_shards'), 'Prometheus'), URL],
  rows: [
    row(
      'Overview',
      stat({
        title: 'Furthest behind',
        description: 'Time between the newest sample of a Prometheus and the newest that a receiver took.',
        unit: 'seconds',
        limits: { warning: 60, critical: 120 },
        query: promql`max(${each('queue_highest_timestamp_seconds')} - ${each('queue_highest_sent_timestamp_seconds')})`,
      }),
      stat({
        title: 'Failed samples',
        description: 'Samples that a receiver refused for good in the time of the board.',
        unit: 'count',
        limits: { critical: 1 },
        query: promql`sum(increase(${metric('samples_failed_total')}[$__range]))`,
      }),
      stat({
        title: 'Pending samples',
        description: 'Samples that wait to be sent.',
        unit: 'count',
        query: promql`sum(${metric('samples_pending')})`,
      }),
    ),
    row(
      'Samples',
      timeseries({
        title: 'Behind',
        description: 'Time between the newest sample of a Prometheus and the newest that a receiver took.',
        unit: 'seconds',
        limits: { warning: 120 },
        queries: {
          [LEGEND]: promql`${each('queue_highest_timestamp_seconds')} - ${each('queue_highest_sent_timestamp_seconds')}`,
        },
      }),
      timeseries({
        title: 'Sent samples',
        description: 'Samples sent per second.',
        unit: 'perSecond',
        queries: { [LEGEND]: sumRate(QUEUE, metric('samples_total')) },
      }),
      timeseries({
        title: 'Failed samples',
        description: 'Samples per second that a receiver rejected permanently.',
        unit: 'perSecond',
        queries: { [LEGEND]: sumRate(QUEUE, metric('samples_failed_total')) },
      }),
      timeseries({
        title: 'Retried samples',
        description: 'Samples per second that are retried after a recoverable error.',
        unit: 'perSecond',
        queries: { [LEGEND]: sumRate(QUEUE, metric('samples_retried_total')) },
      }),
    ),
    row(
      'Queue',
      timeseries({
        title: 'Shards',
        description: 'Shards: current, desired and maximum number. At the maximum, the receiver is too slow.',
        unit: 'count',
        queries: {
          [`${LEGEND} now`]: each('shards'),
          [`${LEGEND} wanted`]: each('shards_desired'),
          [`${LEGEND} at most`]: each('shards_max'),
        },
      }),
      timeseries({
        title: 'Pending samples',
        description: 'Samples that wait to be sent.',
        unit: 'count',
        queries: { [LEGEND]: each('samples_pending') },
      }),
      timeseries({
        title: 'Batch duration',
        description: 'How long a receiver takes for one batch, on average.',
        unit: 'seconds',
        queries: { [LEGEND]: mean(QUEUE, SOURCE, 'prometheus_remote_storage_sent_batch_duration_seconds', ...HERE) },
      }),
      timeseries({
        title: 'Throughput',
        description: 'Compressed bytes sent per second.',
        unit: 'bytesPerSecond',
        queries: { [LEGEND]: sumRate(QUEUE, metric('bytes_total')) },
      }),
    ),
  ],
});
