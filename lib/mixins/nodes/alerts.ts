import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent } from '../alerts/percent';
import type { Select, Severity } from '../alerts/rule';

const SOURCE = 'node-exporter';

/** Series a node that alerts ask for; the label `job` stays, so that they are told as those they come from. */
export const nodeExporterRecords = group('node-exporter.rules', {
  records: [
    {
      record: 'instance:node_num_cpu:sum',
      expr: ({ select }) => `count by (job, instance) (node_cpu_seconds_total${select(SOURCE, 'mode="idle"')})`,
    },
    {
      record: 'instance:node_cpu_utilisation:rate5m',
      // Time in which the CPU waits for a disk or for the hypervisor is not time in which it works.
      expr: ({ select }) => `
        1 - avg by (job, instance) (
          sum by (job, instance, cpu) (rate(node_cpu_seconds_total${select(SOURCE, 'mode=~"idle|iowait|steal"')}[5m]))
        )`,
    },
    {
      record: 'instance:node_load1_per_cpu:ratio',
      expr: ({ select }) =>
        `node_load1${select(SOURCE)} / on (job, instance) instance:node_num_cpu:sum${select(SOURCE)}`,
    },
    {
      record: 'instance:node_memory_utilisation:ratio',
      expr: ({ select }) => `
        1 - max by (job, instance) (
          node_memory_MemAvailable_bytes${select(SOURCE)} / node_memory_MemTotal_bytes${select(SOURCE)}
        )`,
    },
    {
      record: 'instance:node_vmstat_pgmajfault:rate5m',
      expr: ({ select }) => `sum by (job, instance) (rate(node_vmstat_pgmajfault${select(SOURCE)}[5m]))`,
    },
    {
      record: 'instance_device:node_disk_io_time_weighted_seconds:rate5m',
      expr: ({ select }) => `
        sum by (job, instance, device) (
          rate(node_disk_io_time_weighted_seconds_total${select(SOURCE, 'device!~"(loop|ram|sr).*"')}[5m])
        )`,
    },
  ],
});

/** A filesystem that can be written to; one that cannot is as full as it was made. */
const writable = (select: Select): string => `node_filesystem_readonly${select(SOURCE)} == 0`;

const freeSpace = (select: Select): string =>
  percent(`node_filesystem_avail_bytes${select(SOURCE)}`, `node_filesystem_size_bytes${select(SOURCE)}`);

const freeInodes = (select: Select): string =>
  percent(`node_filesystem_files_free${select(SOURCE)}`, `node_filesystem_files${select(SOURCE)}`);

/** Seconds before which a filesystem that fills up must not be full. */
const horizon = (severity: Severity): number => (severity === 'critical' ? 4 : 24) * 3600;

const FILESYSTEM = 'filesystem {{ $labels.mountpoint }} ({{ $labels.device }}) of node {{ $labels.instance }}';

const networkErrors = (select: Select, direction: 'receive' | 'transmit'): string =>
  percent(
    `rate(node_network_${direction}_errs_total${select(SOURCE)}[5m])`,
    `rate(node_network_${direction}_packets_total${select(SOURCE)}[5m])`,
  );

/** Alerts about nodes, as the node exporter sees them. */
export const nodeExporter = group('node-exporter', {
  alerts: {
    NodeFilesystemSpaceFillingUp: alert({
      levels: [
        { severity: 'critical', for: '1h', threshold: 20 },
        { severity: 'warning', for: '1h', threshold: 40 },
      ],
      summary: 'Filesystem will soon be full',
      description:
        `The ${FILESYSTEM} has {{ $value | humanize }} % left (less than {threshold} %) and is filling up: ` +
        'at the rate of the last 6 hours it will be full in less than a day, or in less than 4 hours if this is critical.',
      expr: ({ select, severity, threshold }) => `
        ${freeSpace(select)} < ${threshold}
        and predict_linear(node_filesystem_avail_bytes${select(SOURCE)}[6h], ${horizon(severity)}) < 0
        and ${writable(select)}`,
    }),
    NodeFilesystemAlmostOutOfSpace: alert({
      levels: [
        { severity: 'critical', for: '30m', threshold: 3 },
        { severity: 'warning', for: '30m', threshold: 5 },
      ],
      summary: 'Filesystem is almost full',
      description: `The ${FILESYSTEM} has {{ $value | humanize }} % left, less than {threshold} % for {for}.`,
      expr: ({ select, threshold }) => `${freeSpace(select)} < ${threshold} and ${writable(select)}`,
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
      expr: ({ select, severity, threshold }) => `
        ${freeInodes(select)} < ${threshold}
        and predict_linear(node_filesystem_files_free${select(SOURCE)}[6h], ${horizon(severity)}) < 0
        and ${writable(select)}`,
    }),
    NodeFilesystemAlmostOutOfFiles: alert({
      levels: [
        { severity: 'critical', for: '1h', threshold: 3 },
        { severity: 'warning', for: '1h', threshold: 5 },
      ],
      summary: 'Filesystem is almost out of inodes',
      description: `The ${FILESYSTEM} has {{ $value | humanize }} % of its inodes left, less than {threshold} % for {for}.`,
      expr: ({ select, threshold }) => `${freeInodes(select)} < ${threshold} and ${writable(select)}`,
    }),
    NodeNetworkReceiveErrs: alert({
      levels: [{ severity: 'warning', for: '1h', threshold: 1 }],
      summary: 'Network interface receives with errors',
      description:
        'Interface {{ $labels.device }} of node {{ $labels.instance }} has received {{ $value | humanize }} % of its packets with errors, more than {threshold} % for {for}.',
      expr: ({ select, threshold }) => `${networkErrors(select, 'receive')} > ${threshold}`,
    }),
    NodeNetworkTransmitErrs: alert({
      levels: [{ severity: 'warning', for: '1h', threshold: 1 }],
      summary: 'Network interface sends with errors',
      description:
        'Interface {{ $labels.device }} of node {{ $labels.instance }} has failed to send {{ $value | humanize }} % of its packets, more than {threshold} % for {for}.',
      expr: ({ select, threshold }) => `${networkErrors(select, 'transmit')} > ${threshold}`,
    }),
    NodeHighNumberConntrackEntriesUsed: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 75 }],
      summary: 'Table of tracked connections is almost full',
      description:
        'Node {{ $labels.instance }} uses {{ $value | humanize }} % of its conntrack entries, more than {threshold} % for {for}. When none is left, new connections are dropped.',
      expr: ({ select, threshold }) =>
        `${percent(`node_nf_conntrack_entries${select(SOURCE)}`, `node_nf_conntrack_entries_limit${select(SOURCE)}`)} > ${threshold}`,
    }),
    NodeTextFileCollectorScrapeError: alert({
      levels: [{ severity: 'warning' }],
      summary: 'Node exporter cannot read a text file of metrics',
      description: 'The textfile collector of node {{ $labels.instance }} could not open or parse one of its files.',
      expr: ({ select }) => `node_textfile_scrape_error${select(SOURCE)} == 1`,
    }),
    NodeClockSkewDetected: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0.05 }],
      summary: 'Clock of a node is off',
      description:
        'The clock of node {{ $labels.instance }} is off by {{ $value | humanizeDuration }}, more than {threshold} s, and has not come nearer for {for}.',
      expr: ({ select, threshold }) => `
        abs(node_timex_offset_seconds${select(SOURCE)}) > ${threshold}
        and abs(node_timex_offset_seconds${select(SOURCE)}) >= abs(node_timex_offset_seconds${select(SOURCE)} offset 5m)`,
    }),
    NodeClockNotSynchronising: alert({
      // The kernel's own limit of the error (NTP_PHASE_LIMIT, adjtimex(2)): it stays there without a time server.
      levels: [{ severity: 'warning', for: '10m', threshold: 16 }],
      summary: 'Clock of a node is not synchronised',
      description:
        'The clock of node {{ $labels.instance }} has had no time server for {for}; it may be off by {{ $value | humanizeDuration }}.',
      expr: ({ select, threshold }) => `
        node_timex_maxerror_seconds${select(SOURCE)} >= ${threshold}
        and last_over_time(node_timex_sync_status${select(SOURCE)}[5m]) == 0`,
    }),
    NodeRAIDDegraded: alert({
      levels: [{ severity: 'critical', for: '15m' }],
      summary: 'RAID array runs without all its disks',
      description:
        'Array {{ $labels.device }} of node {{ $labels.instance }} has missed {{ $value }} of its disks for {for}, and no spare has taken over.',
      expr: ({ select }) => `
        node_md_disks_required${select(SOURCE)}
        - ignoring (state) node_md_disks${select(SOURCE, 'state="active"')} > 0`,
    }),
    NodeRAIDDiskFailure: alert({
      levels: [{ severity: 'warning' }],
      summary: 'Disk of a RAID array has failed',
      description: '{{ $value }} disk(s) of array {{ $labels.device }} of node {{ $labels.instance }} have failed.',
      expr: ({ select }) => `node_md_disks${select(SOURCE, 'state="failed"')} > 0`,
    }),
    NodeFileDescriptorLimit: alert({
      levels: [
        { severity: 'critical', for: '15m', threshold: 90 },
        { severity: 'warning', for: '15m', threshold: 70 },
      ],
      summary: 'Kernel will run out of file descriptors',
      description:
        "Node {{ $labels.instance }} uses {{ $value | humanize }} % of the kernel's file descriptors, more than {threshold} % for {for}.",
      expr: ({ select, threshold }) =>
        `${percent(`node_filefd_allocated${select(SOURCE)}`, `node_filefd_maximum${select(SOURCE)}`)} > ${threshold}`,
    }),
    NodeCPUHighUsage: alert({
      levels: [{ severity: 'info', for: '15m', threshold: 90 }],
      summary: 'CPUs of a node are busy',
      description:
        'The CPUs of node {{ $labels.instance }} are {{ $value | humanize }} % busy, more than {threshold} % for {for}.',
      expr: ({ select, threshold }) => `100 * instance:node_cpu_utilisation:rate5m${select(SOURCE)} > ${threshold}`,
    }),
    NodeSystemSaturation: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 2 }],
      summary: 'Node has more work than it can do',
      description:
        'The load of node {{ $labels.instance }} is {{ $value | humanize }} a CPU, more than {threshold} for {for}: processes wait, and the node may stop answering.',
      expr: ({ select, threshold }) => `instance:node_load1_per_cpu:ratio${select(SOURCE)} > ${threshold}`,
    }),
    NodeMemoryMajorPagesFaults: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 500 }],
      summary: 'Node reads its memory from disk',
      description:
        'Node {{ $labels.instance }} has {{ $value | humanize }} major page faults a second, more than {threshold} for {for}: its memory is too small for what runs on it.',
      expr: ({ select, threshold }) => `instance:node_vmstat_pgmajfault:rate5m${select(SOURCE)} > ${threshold}`,
    }),
    NodeMemoryHighUtilization: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 90 }],
      summary: 'Memory of a node is almost used up',
      description:
        'Node {{ $labels.instance }} uses {{ $value | humanize }} % of its memory, more than {threshold} % for {for}.',
      expr: ({ select, threshold }) => `100 * instance:node_memory_utilisation:ratio${select(SOURCE)} > ${threshold}`,
    }),
    NodeDiskIOSaturation: alert({
      levels: [{ severity: 'warning', for: '30m', threshold: 10 }],
      summary: 'Disk has more requests than it can serve',
      description:
        'On average {{ $value | humanize }} requests wait for disk {{ $labels.device }} of node {{ $labels.instance }}, more than {threshold} for {for}.',
      expr: ({ select, threshold }) =>
        `instance_device:node_disk_io_time_weighted_seconds:rate5m${select(SOURCE)} > ${threshold}`,
    }),
    NodeBondingDegraded: alert({
      levels: [{ severity: 'warning', for: '5m' }],
      summary: 'Bonded network interface runs without all its links',
      description:
        'Bond {{ $labels.master }} of node {{ $labels.instance }} has missed {{ $value }} of its links for {for}.',
      expr: ({ select }) => `node_bonding_slaves${select(SOURCE)} - node_bonding_active${select(SOURCE)} > 0`,
    }),
  },
});
