import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { recorded, type RecordingRule } from '../expressions/recorded';
import {
  cpuUtilisation,
  diskSaturation,
  loadPerCpu,
  majorPageFaults,
  memoryUtilisation,
  OF_NODES,
} from './instance-records';
import type { Severity } from '../alerts/rule';
import { percent, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'node-exporter';

/** A writable filesystem; a read-only one does not fill up. */
const writable: Expression = promql`${latest(SOURCE, 'node_filesystem_readonly')} == 0`;

const freeSpace: Expression = percent(
  latest(SOURCE, 'node_filesystem_avail_bytes'),
  latest(SOURCE, 'node_filesystem_size_bytes'),
);

const freeInodes: Expression = percent(
  latest(SOURCE, 'node_filesystem_files_free'),
  latest(SOURCE, 'node_filesystem_files'),
);

/** Seconds before which a filesystem that fills up must not be full. */
const horizon = (severity: Severity): number => (severity === 'critical' ? 4 : 24) * 3600;

const FILESYSTEM = 'filesystem {{ $labels.mountpoint }} ({{ $labels.device }}) of node {{ $labels.instance }}';

const networkErrors = (direction: 'receive' | 'transmit'): Expression =>
  percent(
    promql`rate(${series(SOURCE, `node_network_${direction}_errs_total`)}[5m])`,
    promql`rate(${series(SOURCE, `node_network_${direction}_packets_total`)}[5m])`,
  );

/** How far a clock is off. */
const offset: Expression = latest(SOURCE, 'node_timex_offset_seconds');

/** A recorded series, which ends at every scrape that fails. */
const latestOf = (record: RecordingRule): Expression => promql`last_over_time(${recorded(record, OF_NODES)}[5m])`;

/** Alerts about nodes, as the node exporter sees them. */
export const nodeExporter = group('node-exporter', {
  alerts: {
    // The kubelet deletes unused images when less than 15 % is left (`imageGCHighThresholdPercent`), and evicts pods below 10 %
    // (`nodefs.available`): a node that fills up to the first is in order.
    NodeFilesystemSpaceFillingUp: alert({
      levels: [
        { severity: 'critical', for: '1h', threshold: 10 },
        { severity: 'warning', for: '1h', threshold: 15 },
      ],
      summary: 'Filesystem will soon be full',
      description:
        `The ${FILESYSTEM} has {{ $value | humanize }} % left (less than {threshold} %) and is filling up: ` +
        'at the rate of the last 6 hours it will be full in less than a day, or in less than 4 hours if this is critical.',
      expr: ({ severity, threshold }) => promql`
        ${freeSpace} < ${threshold}
        and predict_linear(${series(SOURCE, 'node_filesystem_avail_bytes')}[6h], ${horizon(severity)}) < 0
        and ${writable}`,
    }),
    NodeFilesystemAlmostOutOfSpace: alert({
      levels: [
        { severity: 'critical', for: '30m', threshold: 3 },
        { severity: 'warning', for: '30m', threshold: 5 },
      ],
      summary: 'Filesystem is almost full',
      description: `The ${FILESYSTEM} has {{ $value | humanize }} % left, less than {threshold} % for {for}.`,
      expr: ({ threshold }) => promql`${freeSpace} < ${threshold} and ${writable}`,
    }),
    NodeFilesystemFilesFillingUp: alert({
      levels: [
        { severity: 'critical', for: '1h', threshold: 20 },
        { severity: 'warning', for: '1h', threshold: 40 },
      ],
      summary: 'Filesystem will soon be out of inodes',
      description:
        `The ${FILESYSTEM} has {{ $value | humanize }} % of its inodes left (less than {threshold} %) and uses them up: ` +
        'at the rate of the last 6 hours none is left in less than a day, or in less than 4 hours if this is critical.',
      expr: ({ severity, threshold }) => promql`
        ${freeInodes} < ${threshold}
        and predict_linear(${series(SOURCE, 'node_filesystem_files_free')}[6h], ${horizon(severity)}) < 0
        and ${writable}`,
    }),
    NodeFilesystemAlmostOutOfFiles: alert({
      levels: [
        { severity: 'critical', for: '1h', threshold: 3 },
        { severity: 'warning', for: '1h', threshold: 5 },
      ],
      summary: 'Filesystem is almost out of inodes',
      description: `The ${FILESYSTEM} has {{ $value | humanize }} % of its inodes left, less than {threshold} % for {for}.`,
      expr: ({ threshold }) => promql`${freeInodes} < ${threshold} and ${writable}`,
    }),
    NodeNetworkReceiveErrs: alert({
      levels: [{ severity: 'warning', for: '1h', threshold: 1 }],
      summary: 'Network interface receives with errors',
      description:
        'Interface {{ $labels.device }} of node {{ $labels.instance }} has received {{ $value | humanize }} % of its packets with errors, more than {threshold} % for {for}.',
      expr: ({ threshold }) => promql`${networkErrors('receive')} > ${threshold}`,
    }),
    NodeNetworkTransmitErrs: alert({
      levels: [{ severity: 'warning', for: '1h', threshold: 1 }],
      summary: 'Network interface sends with errors',
      description:
        'Interface {{ $labels.device }} of node {{ $labels.instance }} has failed to send {{ $value | humanize }} % of its packets, more than {threshold} % for {for}.',
      expr: ({ threshold }) => promql`${networkErrors('transmit')} > ${threshold}`,
    }),
    NodeHighNumberConntrackEntriesUsed: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 75 }],
      summary: 'Table of tracked connections is almost full',
      description:
        'Node {{ $labels.instance }} uses {{ $value | humanize }} % of its conntrack entries, more than {threshold} % for {for}. When none is left, new connections are dropped.',
      expr: ({ threshold }) =>
        promql`${percent(latest(SOURCE, 'node_nf_conntrack_entries'), latest(SOURCE, 'node_nf_conntrack_entries_limit'))} > ${threshold}`,
    }),
    NodeTextFileCollectorScrapeError: alert({
      levels: [{ severity: 'warning' }],
      summary: 'Node exporter cannot read a text file of metrics',
      description: 'The textfile collector of node {{ $labels.instance }} could not open or parse one of its files.',
      expr: promql`${latest(SOURCE, 'node_textfile_scrape_error')} == 1`,
    }),
    NodeClockSkewDetected: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0.05 }],
      summary: 'Clock of a node is off',
      description:
        'The clock of node {{ $labels.instance }} is off by {{ $value | humanizeDuration }}, more than {threshold} s, and has not come nearer for {for}.',
      expr: ({ threshold }) => promql`
        abs(${offset}) > ${threshold}
        and abs(${offset}) >= abs(last_over_time(${series(SOURCE, 'node_timex_offset_seconds')}[5m] offset 5m))`,
    }),
    NodeClockNotSynchronising: alert({
      // The kernel's own limit of the error (NTP_PHASE_LIMIT, adjtimex(2)): it stays there without a time server.
      levels: [{ severity: 'warning', for: '10m', threshold: 16 }],
      summary: 'Clock of a node is not synchronised',
      description:
        'The clock of node {{ $labels.instance }} has had no time server for {for}; it may be off by {{ $value | humanizeDuration }}.',
      expr: ({ threshold }) => promql`
        ${latest(SOURCE, 'node_timex_maxerror_seconds')} >= ${threshold}
        and ${latest(SOURCE, 'node_timex_sync_status')} == 0`,
    }),
    NodeRAIDDegraded: alert({
      levels: [{ severity: 'critical', for: '15m' }],
      summary: 'RAID array runs without all its disks',
      description:
        'Array {{ $labels.device }} of node {{ $labels.instance }} has missed {{ $value }} of its disks for {for}, and no spare has taken over.',
      expr: promql`
        ${latest(SOURCE, 'node_md_disks_required')}
        - ignoring (state) ${latest(SOURCE, 'node_md_disks', 'state="active"')} > 0`,
    }),
    NodeRAIDDiskFailure: alert({
      levels: [{ severity: 'warning' }],
      summary: 'Disk of a RAID array has failed',
      description: '{{ $value }} disk(s) of array {{ $labels.device }} of node {{ $labels.instance }} have failed.',
      expr: promql`${latest(SOURCE, 'node_md_disks', 'state="failed"')} > 0`,
    }),
    NodeFileDescriptorLimit: alert({
      levels: [
        { severity: 'critical', for: '15m', threshold: 90 },
        { severity: 'warning', for: '15m', threshold: 70 },
      ],
      summary: 'Kernel will run out of file descriptors',
      description:
        "Node {{ $labels.instance }} uses {{ $value | humanize }} % of the kernel's file descriptors, more than {threshold} % for {for}.",
      expr: ({ threshold }) =>
        promql`${percent(latest(SOURCE, 'node_filefd_allocated'), latest(SOURCE, 'node_filefd_maximum'))} > ${threshold}`,
    }),
    NodeCPUHighUsage: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 90 }],
      summary: 'CPUs of a node are busy',
      description:
        'The CPUs of node {{ $labels.instance }} are {{ $value | humanize }} % busy, more than {threshold} % for {for}.',
      expr: ({ threshold }) => promql`100 * ${latestOf(cpuUtilisation)} > ${threshold}`,
    }),
    NodeSystemSaturation: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 2 }],
      summary: 'Node has more work than it can do',
      description:
        'The load of node {{ $labels.instance }} is {{ $value | humanize }} per CPU, more than {threshold} for {for}: processes wait, and the node may stop answering.',
      expr: ({ threshold }) => promql`${latestOf(loadPerCpu)} > ${threshold}`,
    }),
    NodeMemoryMajorPagesFaults: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 500 }],
      summary: 'Node reads its memory from disk',
      description:
        'Node {{ $labels.instance }} has {{ $value | humanize }} major page faults per second, more than {threshold} for {for}: its memory is too small for what runs on it.',
      expr: ({ threshold }) => promql`${latestOf(majorPageFaults)} > ${threshold}`,
    }),
    NodeMemoryHighUtilization: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 90 }],
      summary: 'Memory of a node is almost used up',
      description:
        'Node {{ $labels.instance }} uses {{ $value | humanize }} % of its memory, more than {threshold} % for {for}.',
      expr: ({ threshold }) => promql`100 * ${latestOf(memoryUtilisation)} > ${threshold}`,
    }),
    NodeDiskIOSaturation: alert({
      levels: [{ severity: 'warning', for: '30m', threshold: 10 }],
      summary: 'Disk has more requests than it can serve',
      description:
        'On average {{ $value | humanize }} requests wait for disk {{ $labels.device }} of node {{ $labels.instance }}, more than {threshold} for {for}.',
      expr: ({ threshold }) => promql`${latestOf(diskSaturation)} > ${threshold}`,
    }),
    NodeBondingDegraded: alert({
      levels: [{ severity: 'warning', for: '5m' }],
      summary: 'Bonded network interface runs without all its links',
      description:
        'Bond {{ $labels.master }} of node {{ $labels.instance }} has missed {{ $value }} of its links for {for}.',
      expr: promql`${latest(SOURCE, 'node_bonding_slaves')} - ${latest(SOURCE, 'node_bonding_active')} > 0`,
    }),
  },
});
