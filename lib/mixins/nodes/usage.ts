import { promql, series, share, type Expression } from '../expressions/expression';
import { recorded } from '../expressions/recorded';
import * as records from './instance-records';
import { rate } from '../panels/rates';

/** Queries of the node exporter that both dashboards about nodes share. */

const SOURCE = 'node-exporter';

/** File systems of disks. */
const ON_DISK = ['fstype!=""', 'mountpoint!=""', 'fstype!~"tmpfs|ramfs|squashfs|overlay|iso9660|efivarfs"'];

/** Interfaces that lead out of the node, or between its pods. */
const NOT_LOOPBACK = 'device!="lo"';

const node = (metric: string, ...matchers: readonly string[]): Expression => series(SOURCE, metric, ...matchers);

/** Ratio of busy CPU time. */
export function cpuUtilisation(...matchers: readonly string[]): Expression {
  return recorded(records.cpuUtilisation, records.OF_NODES, ...matchers);
}

/** Processes that run or wait, a CPU. */
export function loadPerCpu(...matchers: readonly string[]): Expression {
  return recorded(records.loadPerCpu, records.OF_NODES, ...matchers);
}

/** Share of the memory that is in use. */
export function memoryUtilisation(...matchers: readonly string[]): Expression {
  return recorded(records.memoryUtilisation, records.OF_NODES, ...matchers);
}

/** Major page faults per second: pages read from disk because they are not in memory. */
export function majorPageFaults(...matchers: readonly string[]): Expression {
  return recorded(records.majorPageFaults, records.OF_NODES, ...matchers);
}

/** Requests that are with a disk or wait for it, on average. */
export function diskSaturation(...matchers: readonly string[]): Expression {
  return recorded(records.diskSaturation, records.OF_NODES, ...matchers);
}

/** Ratio of the time that a disk is busy. */
export function diskUtilisation(...matchers: readonly string[]): Expression {
  return rate(node('node_disk_io_time_seconds_total', 'device!~"(loop|ram|sr).*"', ...matchers));
}

/** Share of each file system that is in use, by what users can have. */
export function filesystemUsage(...matchers: readonly string[]): Expression {
  const part = (metric: string): Expression => node(metric, ...ON_DISK, ...matchers);
  return promql`
    max by (instance, mountpoint) (
      1 - ${part('node_filesystem_avail_bytes')} / (${part('node_filesystem_size_bytes')} > 0)
    )`;
}

/** Share of the inodes of each file system that are in use. */
export function inodeUsage(...matchers: readonly string[]): Expression {
  const part = (metric: string): Expression => node(metric, ...ON_DISK, ...matchers);
  return promql`
    max by (instance, mountpoint) (
      1 - ${part('node_filesystem_files_free')} / (${part('node_filesystem_files')} > 0)
    )`;
}

/** Rates of the interfaces of a node, per second. */
export function networkOf(metric: string, ...matchers: readonly string[]): Expression {
  return promql`sum by (instance) (${rate(node(`node_network_${metric}_total`, NOT_LOOPBACK, ...matchers))})`;
}

/** Ratio of the time that some process waited for a resource (kernel, "Pressure Stall Information"). */
export function pressure(resource: 'cpu' | 'memory' | 'io', ...matchers: readonly string[]): Expression {
  return promql`sum by (instance) (${rate(node(`node_pressure_${resource}_waiting_seconds_total`, ...matchers))})`;
}

/** Share of the connections that the kernel can follow. */
export function conntrackUsage(...matchers: readonly string[]): Expression {
  const total = (metric: string): Expression => promql`sum by (instance) (${node(metric, ...matchers)})`;
  return share(total('node_nf_conntrack_entries'), total('node_nf_conntrack_entries_limit'));
}
