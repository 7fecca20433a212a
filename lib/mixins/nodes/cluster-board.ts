import { board } from '../panels/define';
import { promql } from '../expressions/expression';
import { recorded } from '../expressions/recorded';
import { clusterCpuUtilization, nodeCpus, nodeCpuUtilization } from './records';
import { row, table, timeseries } from '../panels/panels';
import {
  conntrackUsage,
  cpuUtilisation,
  diskSaturation,
  diskUtilisation,
  filesystemUsage,
  loadPerCpu,
  majorPageFaults,
  memoryUtilisation,
  networkOf,
  pressure,
} from './usage';

const LINK = { instance: { board: 'kubernetes-nodes-node', variables: { instance: 'instance' } } };

/** Utilisation, saturation and errors of all nodes. */
export const nodesCluster = board({
  uid: 'kubernetes-nodes-cluster',
  folder: 'Kubernetes',
  title: 'Nodes / USE Method / Cluster',
  description: 'Utilisation, saturation and errors of what each node has.',
  sources: ['node-exporter'],
  rows: [
    row(
      'Nodes',
      table({
        title: 'Nodes',
        description: 'Utilisation of each node. From here to the board of one node.',
        labels: { instance: 'Node' },
        links: LINK,
        columns: {
          'CPU utilisation': {
            unit: 'ratio',
            limits: { warning: 0.75, critical: 0.9 },
            query: promql`max by (instance) (${cpuUtilisation()})`,
          },
          'Load per CPU': {
            unit: 'count',
            limits: { warning: 1, critical: 2 },
            query: promql`max by (instance) (${loadPerCpu()})`,
          },
          'Memory utilisation': {
            unit: 'ratio',
            limits: { warning: 0.75, critical: 0.9 },
            query: promql`max by (instance) (${memoryUtilisation()})`,
          },
          'Fullest file system': {
            unit: 'ratio',
            limits: { warning: 0.8, critical: 0.9 },
            query: promql`max by (instance) (${filesystemUsage()})`,
          },
          'Connections tracked': { unit: 'ratio', limits: { warning: 0.75 }, query: conntrackUsage() },
        },
      }),
    ),
    row(
      'CPU',
      timeseries({
        title: 'CPU utilisation',
        description: 'Ratio of the time that the CPUs of each node are busy.',
        unit: 'ratio',
        max: 1,
        queries: { '{{instance}}': cpuUtilisation() },
      }),
      timeseries({
        title: 'CPU saturation (load per CPU)',
        description: 'Processes that run or wait for a CPU or a disk, a CPU: above 1, something waits.',
        unit: 'count',
        limits: { warning: 1 },
        queries: { '{{instance}}': loadPerCpu() },
      }),
      timeseries({
        title: 'CPU utilisation by name of the node',
        description: 'The same by the name that Kubernetes has for the node, and of all nodes together.',
        unit: 'ratio',
        max: 1,
        queries: {
          '{{node}}': recorded(nodeCpuUtilization),
          'All nodes': recorded(clusterCpuUtilization),
        },
      }),
      timeseries({
        title: 'CPUs',
        description: 'CPUs of each node: a step is a node that came or went.',
        unit: 'cores',
        stacked: true,
        queries: { '{{node}}': recorded(nodeCpus) },
      }),
      timeseries({
        title: 'CPU pressure',
        description: 'Ratio of the time that some process waited for a CPU.',
        unit: 'ratio',
        queries: { '{{instance}}': pressure('cpu') },
      }),
    ),
    row(
      'Memory',
      timeseries({
        title: 'Memory utilisation',
        description: 'Share of the memory that is in use and cannot be given to something else.',
        unit: 'ratio',
        max: 1,
        limits: { critical: 0.9 },
        queries: { '{{instance}}': memoryUtilisation() },
      }),
      timeseries({
        title: 'Memory saturation (major page faults)',
        description: 'Major page faults per second: the memory is too small for what runs.',
        unit: 'perSecond',
        queries: { '{{instance}}': majorPageFaults() },
      }),
    ),
    row(
      'Disks',
      timeseries({
        title: 'Disk utilisation',
        description: 'Ratio of the time that each disk is busy; disks with parallel operations can do more at 100 %.',
        unit: 'ratio',
        queries: { '{{instance}} {{device}}': promql`sum by (instance, device) (${diskUtilisation()})` },
      }),
      timeseries({
        title: 'Disk saturation',
        description: 'Requests that are with a disk or wait for it, on average.',
        unit: 'count',
        queries: { '{{instance}} {{device}}': diskSaturation() },
      }),
      timeseries({
        title: 'File system usage',
        description: 'Share of each file system that is in use.',
        unit: 'ratio',
        max: 1,
        limits: { warning: 0.8, critical: 0.9 },
        queries: { '{{instance}} {{mountpoint}}': filesystemUsage() },
      }),
    ),
    row(
      'Network',
      timeseries({
        title: 'Received',
        description: 'Bytes per second that each node receives, without its loopback.',
        unit: 'bytesPerSecond',
        queries: { '{{instance}}': networkOf('receive_bytes') },
      }),
      timeseries({
        title: 'Sent',
        description: 'Bytes per second that each node sends, without its loopback.',
        unit: 'bytesPerSecond',
        queries: { '{{instance}}': networkOf('transmit_bytes') },
      }),
      timeseries({
        title: 'Network saturation (dropped)',
        description: 'Packets per second that interfaces dropped: their queues were full.',
        unit: 'packetsPerSecond',
        queries: {
          '{{instance}} received': networkOf('receive_drop'),
          '{{instance}} sent': networkOf('transmit_drop'),
        },
      }),
      timeseries({
        title: 'Network errors',
        description: 'Packets per second that interfaces could not receive or send: look at cables and drivers.',
        unit: 'packetsPerSecond',
        queries: {
          '{{instance}} received': networkOf('receive_errs'),
          '{{instance}} sent': networkOf('transmit_errs'),
        },
      }),
    ),
  ],
});
