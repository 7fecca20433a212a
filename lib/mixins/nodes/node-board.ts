import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { rate } from '../panels/rates';
import { gauge, row, stat, timeseries } from '../panels/panels';
import type { Variable } from '../panels/variables';
import {
  conntrackUsage,
  cpuUtilisation,
  diskSaturation,
  diskUtilisation,
  filesystemUsage,
  inodeUsage,
  loadPerCpu,
  majorPageFaults,
  memoryUtilisation,
  networkOf,
  pressure,
} from './usage';

const SOURCE = 'node-exporter';
const HERE = 'instance="$instance"';

const INSTANCE: Variable = { name: 'instance', title: 'Node', of: series(SOURCE, 'node_uname_info') };

const total = (metric: string, ...matchers: readonly string[]): Expression =>
  promql`sum(${series(SOURCE, metric, HERE, ...matchers)})`;
const perSecond = (by: string, metric: string, ...matchers: readonly string[]): Expression =>
  promql`sum by (${by}) (${rate(series(SOURCE, metric, HERE, ...matchers))})`;

/** Utilisation, saturation and errors of one node. */
export const nodesNode = board({
  uid: 'kubernetes-nodes-node',
  folder: 'Kubernetes',
  title: 'Nodes / USE Method / Node',
  description: 'Utilisation, saturation and errors of what one node has.',
  sources: [SOURCE],
  variables: [INSTANCE],
  rows: [
    row(
      'Overview',
      gauge({
        title: 'CPU utilisation',
        description: 'Ratio of the time that the CPUs are busy.',
        query: cpuUtilisation(HERE),
      }),
      gauge({
        title: 'Memory utilisation',
        description: 'Share of the memory that is in use and cannot be given to something else.',
        query: memoryUtilisation(HERE),
      }),
      gauge({
        title: 'Fullest file system',
        description: 'Share of the file system that has the least left.',
        query: promql`max(${filesystemUsage(HERE)})`,
      }),
      stat({
        title: 'CPUs',
        description: 'CPUs that the kernel has.',
        unit: 'count',
        query: promql`count(count by (cpu) (${series(SOURCE, 'node_cpu_seconds_total', HERE)}))`,
      }),
      stat({
        title: 'Memory',
        description: 'Memory of the node.',
        unit: 'bytes',
        query: total('node_memory_MemTotal_bytes'),
      }),
      stat({
        title: 'Booted',
        description: 'When the node was started.',
        unit: 'timeMilliseconds',
        query: promql`1000 * ${total('node_boot_time_seconds')}`,
      }),
    ),
    row(
      'CPU',
      timeseries({
        title: 'CPU time by mode',
        description: 'CPU time by mode, in cores; the rest of the CPUs is idle.',
        unit: 'cores',
        stacked: true,
        queries: { '{{mode}}': perSecond('mode', 'node_cpu_seconds_total', 'mode!="idle"') },
      }),
      timeseries({
        title: 'Load',
        description: 'Processes that run or wait for a CPU or a disk; and the same a CPU.',
        unit: 'count',
        queries: {
          '1 minute': total('node_load1'),
          '5 minutes': total('node_load5'),
          '15 minutes': total('node_load15'),
          'Per CPU': loadPerCpu(HERE),
        },
      }),
      timeseries({
        title: 'Pressure',
        description: 'Ratio of the time that some process waited for the resource.',
        unit: 'ratio',
        queries: { CPU: pressure('cpu', HERE), Memory: pressure('memory', HERE), 'I/O': pressure('io', HERE) },
      }),
    ),
    row(
      'Memory',
      timeseries({
        title: 'Memory usage',
        description: 'Memory by use. Cache and buffers are reclaimed when needed.',
        unit: 'bytes',
        stacked: true,
        queries: {
          Used: promql`
            ${total('node_memory_MemTotal_bytes')} - ${total('node_memory_MemFree_bytes')}
            - ${total('node_memory_Buffers_bytes')} - ${total('node_memory_Cached_bytes')}`,
          Buffers: total('node_memory_Buffers_bytes'),
          Cache: total('node_memory_Cached_bytes'),
          Free: total('node_memory_MemFree_bytes'),
        },
      }),
      timeseries({
        title: 'Major page faults and kills',
        description:
          'Pages per second read from disk because they were not in memory, and processes killed for lack of memory.',
        unit: 'perSecond',
        queries: {
          'Major page faults': majorPageFaults(HERE),
          'OOM kills': perSecond('instance', 'node_vmstat_oom_kill'),
        },
      }),
    ),
    row(
      'Disks',
      timeseries({
        title: 'Disk throughput',
        description: 'Bytes per second that each disk reads and writes.',
        unit: 'bytesPerSecond',
        queries: {
          '{{device}} read': perSecond('device', 'node_disk_read_bytes_total'),
          '{{device}} written': perSecond('device', 'node_disk_written_bytes_total'),
        },
      }),
      timeseries({
        title: 'Disk utilisation and saturation',
        description:
          'Ratio of the time that each disk is busy, and its average number of requests, including queued ones.',
        unit: 'count',
        queries: {
          '{{device}} utilisation': promql`sum by (device) (${diskUtilisation(HERE)})`,
          '{{device}} saturation': promql`sum by (device) (${diskSaturation(HERE)})`,
        },
      }),
      timeseries({
        title: 'File system usage',
        description: 'Share of each file system that is in use.',
        unit: 'ratio',
        max: 1,
        limits: { warning: 0.8, critical: 0.9 },
        queries: { '{{mountpoint}}': filesystemUsage(HERE), '{{mountpoint}} inodes': inodeUsage(HERE) },
      }),
    ),
    row(
      'Network',
      timeseries({
        title: 'Throughput',
        description: 'Bytes per second, without the loopback.',
        unit: 'bytesPerSecond',
        queries: { Received: networkOf('receive_bytes', HERE), Sent: networkOf('transmit_bytes', HERE) },
      }),
      timeseries({
        title: 'Drops and errors',
        description: 'Packets per second that interfaces dropped, or could not receive or send.',
        unit: 'packetsPerSecond',
        queries: {
          'Dropped on receipt': networkOf('receive_drop', HERE),
          'Dropped on sending': networkOf('transmit_drop', HERE),
          'Errors on receipt': networkOf('receive_errs', HERE),
          'Errors on sending': networkOf('transmit_errs', HERE),
        },
      }),
      timeseries({
        title: 'TCP',
        description: 'Share of the segments sent that had to be sent again: above a few percent, packets get lost.',
        unit: 'ratio',
        queries: {
          'Sent again': share(
            perSecond('instance', 'node_netstat_Tcp_RetransSegs'),
            perSecond('instance', 'node_netstat_Tcp_OutSegs'),
          ),
        },
      }),
      timeseries({
        title: 'Connections tracked',
        description: 'Share of the connections that the kernel can follow at once; at 100 % new ones are dropped.',
        unit: 'ratio',
        max: 1,
        limits: { warning: 0.75, critical: 0.9 },
        queries: { Used: conntrackUsage(HERE) },
      }),
    ),
  ],
});
