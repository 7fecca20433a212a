import { matchersOf } from '../../catalogue/sources';
import { group } from '../alerts/group';
import { promql, series } from '../expressions/expression';
import { recorded, type RecordingRule } from '../expressions/recorded';

const SOURCE = 'node-exporter';

/** Selects the series of the node exporter; records keep its label. */
export const OF_NODES = matchersOf(SOURCE);

/** Number of CPUs. */
const cpus: RecordingRule = {
  record: 'instance:node_num_cpu:sum',
  expr: promql`count by (job, instance) (${series(SOURCE, 'node_cpu_seconds_total', 'mode="idle"')})`,
};

/** CPU utilisation. Time that the CPU waits for a disk or for the hypervisor does not count. */
export const cpuUtilisation: RecordingRule = {
  record: 'instance:node_cpu_utilisation:rate5m',
  expr: promql`
    1 - avg by (job, instance) (
      sum by (job, instance, cpu) (rate(${series(SOURCE, 'node_cpu_seconds_total', 'mode=~"idle|iowait|steal"')}[5m]))
    )`,
};

/** Load of one minute per CPU. */
export const loadPerCpu: RecordingRule = {
  record: 'instance:node_load1_per_cpu:ratio',
  expr: promql`${series(SOURCE, 'node_load1')} / on (job, instance) ${recorded(cpus, OF_NODES)}`,
};

/** Memory utilisation. */
export const memoryUtilisation: RecordingRule = {
  record: 'instance:node_memory_utilisation:ratio',
  expr: promql`
    1 - max by (job, instance) (
      ${series(SOURCE, 'node_memory_MemAvailable_bytes')} / ${series(SOURCE, 'node_memory_MemTotal_bytes')}
    )`,
};

/** Major page faults per second. */
export const majorPageFaults: RecordingRule = {
  record: 'instance:node_vmstat_pgmajfault:rate5m',
  expr: promql`sum by (job, instance) (rate(${series(SOURCE, 'node_vmstat_pgmajfault')}[5m]))`,
};

/** Average number of requests that a disk serves or holds in its queue. */
export const diskSaturation: RecordingRule = {
  record: 'instance_device:node_disk_io_time_weighted_seconds:rate5m',
  expr: promql`
    sum by (job, instance, device) (
      rate(${series(SOURCE, 'node_disk_io_time_weighted_seconds_total', 'device!~"(loop|ram|sr).*"')}[5m])
    )`,
};

/** Series per node; the label `job` stays, so that they are selected like the series they come from. */
export const nodeExporterRecords = group('node-exporter.rules', {
  records: [cpus, cpuUtilisation, loadPerCpu, memoryUtilisation, majorPageFaults, diskSaturation],
});
