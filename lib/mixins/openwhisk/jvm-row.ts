import { promql, series, share, type Expression } from '../expressions/expression';
import { quantile, sumRate } from '../panels/rates';
import { row, timeseries, type Row } from '../panels/panels';
import type { MetricSource } from '../../catalogue/sources';

/** A Java process by Kamon, whose amounts are samples: their mean is the sum by the number. */
export function jvmRow(source: MetricSource): Row {
  const mean = (name: string, matcher: string): Expression => {
    const part = (suffix: string): Expression => sumRate('pod', series(source, `${name}_${suffix}`, matcher));
    return share(part('sum'), part('count'));
  };
  return row(
    'Java',
    timeseries({
      title: 'Heap',
      description:
        'Heap in use, against the most there may be. After each collection it should fall to about the same.',
      unit: 'bytes',
      queries: {
        '{{pod}} used': mean('jvm_memory_used_bytes', 'region="heap"'),
        '{{pod}} limit': promql`max by (pod) (${series(source, 'jvm_memory_max_bytes', 'region="heap"')})`,
      },
    }),
    timeseries({
      title: 'Garbage collection',
      description: 'Share of the time that goes to collecting; above a tenth the heap is too small.',
      unit: 'ratio',
      limits: { warning: 0.1 },
      queries: { '{{pod}} {{generation}}': sumRate('pod, generation', series(source, 'jvm_gc_seconds_sum')) },
    }),
    timeseries({
      title: 'Longest pauses, 99th percentile',
      description: 'Time that the whole process was paused, whatever the reason.',
      unit: 'seconds',
      queries: { '{{pod}}': quantile(0.99, 'pod', series(source, 'process_hiccups_seconds_bucket')) },
    }),
    timeseries({
      title: 'Threads',
      description: 'Threads of each process; a steady growth is a leak.',
      unit: 'count',
      queries: { '{{pod}}': promql`max by (pod) (${series(source, 'jvm_threads_total')})` },
    }),
  );
}
