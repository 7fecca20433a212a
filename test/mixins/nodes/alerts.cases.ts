import type { AlertCases, Scenario } from '../alerts/alert-case';

const node = (metric: string, labels = ''): string =>
  `${metric}{job="node-exporter",instance="n"${labels && `,${labels}`}}`;
const labels = { instance: 'n' };

const onDisk = (metric: string, mountpoint = '/data'): string =>
  node(`node_filesystem_${metric}`, `device="/dev/sda1",fstype="ext4",mountpoint="${mountpoint}"`);
const disk = { ...labels, mountpoint: '/data', device: '/dev/sda1' };

/** A filesystem of 100 bytes and 100 inodes. */
const filesystem = (
  metric: 'avail_bytes' | 'files_free',
  samples: string,
  { readonly = 0, mountpoint = '/data' } = {},
): Scenario['series'] => ({
  [onDisk('size_bytes', mountpoint)]: '100x600',
  [onDisk('files', mountpoint)]: '100x600',
  [onDisk('readonly', mountpoint)]: `${readonly}x600`,
  [onDisk(metric, mountpoint)]: samples,
});

/** Packets and errors a minute. */
const network = (direction: 'receive' | 'transmit', errors: number): Scenario['series'] => ({
  [node(`node_network_${direction}_packets_total`, 'device="eth0"')]: '0+1000x120',
  [node(`node_network_${direction}_errs_total`, 'device="eth0"')]: `0+${errors}x120`,
});

const conntrack = (entries: number): Scenario['series'] => ({
  [node('node_nf_conntrack_entries')]: `${entries}x60`,
  [node('node_nf_conntrack_entries_limit')]: '1000x60',
});

const clock = (maxError: number, synchronised: 0 | 1): Scenario['series'] => ({
  [node('node_timex_maxerror_seconds')]: `${maxError}x60`,
  [node('node_timex_sync_status')]: `${synchronised}x60`,
});

const raid = (active: number): Scenario['series'] => ({
  [node('node_md_disks_required', 'device="md0"')]: '2x60',
  [node('node_md_disks', 'device="md0",state="active"')]: `${active}x60`,
  [node('node_md_disks', 'device="md0",state="spare"')]: '1x60',
});

const descriptors = (allocated: number): Scenario['series'] => ({
  [node('node_filefd_allocated')]: `${allocated}x60`,
  [node('node_filefd_maximum')]: '1000x60',
});

/** Two CPUs that are idle for a number of seconds a minute. */
const cpus = (idle: number): Scenario['series'] => ({
  [node('node_cpu_seconds_total', 'cpu="0",mode="idle"')]: `0+${idle}x60`,
  [node('node_cpu_seconds_total', 'cpu="0",mode="user"')]: `0+${60 - idle}x60`,
  [node('node_cpu_seconds_total', 'cpu="1",mode="idle"')]: `0+${idle - 2}x60`,
  [node('node_cpu_seconds_total', 'cpu="1",mode="iowait"')]: '0+2x60',
  [node('node_cpu_seconds_total', 'cpu="1",mode="user"')]: `0+${60 - idle}x60`,
});

const memory = (available: number): Scenario['series'] => ({
  [node('node_memory_MemTotal_bytes')]: '1000x60',
  [node('node_memory_MemAvailable_bytes')]: `${available}x60`,
});

const bond = (active: number): Scenario['series'] => ({
  [node('node_bonding_slaves', 'master="bond0"')]: '2x60',
  [node('node_bonding_active', 'master="bond0"')]: `${active}x60`,
});

/** Cases of the group `node-exporter`. */
export const cases: AlertCases = {
  NodeFilesystemSpaceFillingUp: {
    fires: {
      series: filesystem('avail_bytes', '9.9-0.05x120'),
      at: '61m',
      expect: { critical: 1, warning: 1 },
      labels: disk,
    },
    // Little but steady, and more but falling.
    silent: {
      series: {
        ...filesystem('avail_bytes', '10x120'),
        ...filesystem('avail_bytes', '21-0.05x120', { mountpoint: '/var' }),
      },
      at: '2h',
    },
    ends: '77m',
    until: { critical: '62m' },
    gone: '66m',
    optional: ['node_filesystem_files'],
    also: {
      'images up to the limit of the kubelet': {
        series: filesystem('avail_bytes', '50-0.033x400 38-0.08x260'),
        at: '10h',
      },
    },
  },
  NodeFilesystemAlmostOutOfSpace: {
    fires: {
      series: filesystem('avail_bytes', '2.9x120'),
      at: '30m',
      expect: { critical: 1, warning: 1 },
      labels: disk,
    },
    silent: {
      series: {
        ...filesystem('avail_bytes', '0x120', { readonly: 1 }),
        ...filesystem('avail_bytes', '5.1x120', { mountpoint: '/var' }),
      },
      at: '2h',
    },
    ends: '31m',
    gone: '35m',
    optional: ['node_filesystem_files'],
    also: { 'little space': { series: filesystem('avail_bytes', '4x120'), at: '60m', expect: { warning: 1 } } },
  },
  NodeFilesystemFilesFillingUp: {
    fires: {
      series: filesystem('files_free', '19.9-0.1x120'),
      at: '61m',
      expect: { critical: 1, warning: 1 },
      labels: disk,
    },
    // Few but steady, and more but falling.
    silent: {
      series: {
        ...filesystem('files_free', '20x120'),
        ...filesystem('files_free', '46-0.05x120', { mountpoint: '/var' }),
      },
      at: '2h',
    },
    ends: '77m',
    until: { critical: '62m' },
    gone: '66m',
    optional: ['node_filesystem_size_bytes'],
    also: {
      'inodes that last for some more hours': {
        series: filesystem('files_free', '39-0.05x120'),
        at: '61m',
        expect: { warning: 1 },
      },
      'inodes that fall below the critical threshold': {
        series: filesystem('files_free', '60-0.1x470'),
        at: '459m',
        expect: { warning: 1 },
        looks: { '430m': { warning: 1 }, '460m': { critical: 1, warning: 1 } },
      },
    },
  },
  NodeFilesystemAlmostOutOfFiles: {
    fires: {
      series: filesystem('files_free', '2.9x120'),
      at: '60m',
      expect: { critical: 1, warning: 1 },
      labels: disk,
    },
    // A filesystem without a table of inodes reports 0 of 0. One is read-only, and another has just enough.
    silent: {
      series: {
        ...{ ...filesystem('files_free', '0x120'), [onDisk('files')]: '0x120' },
        ...filesystem('files_free', '0x120', { readonly: 1, mountpoint: '/usr' }),
        ...filesystem('files_free', '5.1x120', { mountpoint: '/var' }),
      },
      at: '2h',
    },
    ends: '61m',
    gone: '65m',
    optional: ['node_filesystem_size_bytes'],
    also: { 'few inodes': { series: filesystem('files_free', '4x120'), at: '60m', expect: { warning: 1 } } },
  },
  NodeNetworkReceiveErrs: {
    fires: {
      series: network('receive', 11),
      at: '61m',
      expect: { warning: 1 },
      labels: { ...labels, device: 'eth0' },
    },
    silent: { series: network('receive', 10), at: '100m' },
    ends: '65m',
    gone: '65m',
    fewer: { node_network_receive_errs_total: '63m' },
  },
  NodeNetworkTransmitErrs: {
    fires: {
      series: network('transmit', 11),
      at: '61m',
      expect: { warning: 1 },
      labels: { ...labels, device: 'eth0' },
    },
    silent: { series: network('transmit', 10), at: '100m' },
    ends: '65m',
    gone: '65m',
    fewer: { node_network_transmit_errs_total: '63m' },
  },
  NodeHighNumberConntrackEntriesUsed: {
    fires: { series: conntrack(751), at: '5m', expect: { warning: 1 }, labels },
    silent: { series: conntrack(750), at: '30m' },
    ends: '6m',
    gone: '10m',
  },
  NodeTextFileCollectorScrapeError: {
    fires: { series: { [node('node_textfile_scrape_error')]: '1x10' }, at: '0m', expect: { warning: 1 }, labels },
    silent: { series: { [node('node_textfile_scrape_error')]: '0x10' }, at: '5m' },
    ends: '1m',
    gone: '5m',
  },
  NodeClockSkewDetected: {
    fires: { series: { [node('node_timex_offset_seconds')]: '-0.06x60' }, at: '15m', expect: { warning: 1 }, labels },
    // A large offset that gets smaller, and a small one that does not.
    silent: {
      series: {
        [node('node_timex_offset_seconds')]: '0.9-0.01x60',
        'node_timex_offset_seconds{job="node-exporter",instance="m"}': '0.04x60',
      },
      at: '30m',
    },
    ends: '21m',
    gone: '20m',
  },
  NodeClockNotSynchronising: {
    fires: { series: clock(16, 0), at: '10m', expect: { warning: 1 }, labels },
    silent: { series: clock(15.9, 0), at: '30m' },
    ends: '11m',
    gone: '15m',
  },
  NodeRAIDDegraded: {
    fires: { series: raid(1), at: '15m', expect: { critical: 1 }, labels: { ...labels, device: 'md0' } },
    silent: { series: raid(2), at: '30m' },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'state'],
  },
  NodeRAIDDiskFailure: {
    fires: {
      series: { [node('node_md_disks', 'device="md0",state="failed"')]: '1x10' },
      at: '0m',
      expect: { warning: 1 },
      labels: { ...labels, device: 'md0' },
    },
    silent: { series: { [node('node_md_disks', 'device="md0",state="failed"')]: '0x10' }, at: '5m' },
    ends: '1m',
    gone: '5m',
    decides: ['job', 'state'],
  },
  NodeFileDescriptorLimit: {
    fires: { series: descriptors(901), at: '15m', expect: { critical: 1, warning: 1 }, labels },
    silent: { series: descriptors(700), at: '30m' },
    ends: '16m',
    gone: '20m',
  },
  NodeCPUHighUsage: {
    fires: { series: cpus(5), at: '16m', expect: { info: 1 }, labels },
    silent: { series: cpus(6), at: '30m' },
    ends: '21m',
    gone: '24m',
    decides: ['job', 'mode'],
  },
  NodeSystemSaturation: {
    fires: {
      series: { ...cpus(5), [node('node_load1')]: '4.1x60' },
      at: '15m',
      expect: { warning: 1 },
      labels,
    },
    silent: { series: { ...cpus(5), [node('node_load1')]: '4x60' }, at: '30m' },
    ends: '16m',
    gone: '20m',
    decides: ['job', 'mode'],
  },
  NodeMemoryMajorPagesFaults: {
    fires: { series: { [node('node_vmstat_pgmajfault')]: '0+50000x60' }, at: '18m', expect: { warning: 1 }, labels },
    silent: { series: { [node('node_vmstat_pgmajfault')]: '0+30000x60' }, at: '30m' },
    ends: '21m',
    gone: '21m',
  },
  NodeMemoryHighUtilization: {
    fires: { series: memory(99), at: '15m', expect: { warning: 1 }, labels },
    silent: { series: memory(101), at: '30m' },
    ends: '16m',
    gone: '20m',
  },
  NodeDiskIOSaturation: {
    fires: {
      series: { [node('node_disk_io_time_weighted_seconds_total', 'device="sda"')]: '0+1000x60' },
      at: '34m',
      expect: { warning: 1 },
      labels: { ...labels, device: 'sda' },
    },
    silent: {
      series: {
        [node('node_disk_io_time_weighted_seconds_total', 'device="sda"')]: '0+600x60',
        [node('node_disk_io_time_weighted_seconds_total', 'device="loop0"')]: '0+6000x60',
      },
      at: '50m',
    },
    ends: '37m',
    gone: '37m',
    ignores: { device: 'loop0' },
  },
  NodeBondingDegraded: {
    fires: { series: bond(1), at: '5m', expect: { warning: 1 }, labels: { ...labels, master: 'bond0' } },
    silent: { series: bond(2), at: '30m' },
    ends: '6m',
    gone: '10m',
  },
};
