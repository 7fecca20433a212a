/**
 * Collectors of the node exporter 1.12.1 (`--help`). Without perf, logind, runit, supervisord and systemd: they need capabilities, a
 * socket or a D-Bus of the node, which the pod has not.
 */
export const COLLECTORS = [
  ...[
    'arp',
    'bcache',
    'bcachefs',
    'bonding',
    'btrfs',
    'buddyinfo',
    'cgroups',
    'conntrack',
    'cpu',
    'cpu_vulnerabilities',
  ],
  ...[
    'cpufreq',
    'diskstats',
    'dmi',
    'dmmultipath',
    'drbd',
    'drm',
    'edac',
    'entropy',
    'ethtool',
    'fibrechannel',
    'filefd',
  ],
  ...['filesystem', 'hwmon', 'infiniband', 'interrupts', 'ipvs', 'kernel_hung', 'ksmd', 'lnstat', 'loadavg', 'mdadm'],
  ...['meminfo', 'meminfo_numa', 'mountstats', 'netclass', 'netdev', 'netstat', 'network_route', 'nfs', 'nfsd', 'ntp'],
  ...['nvme', 'nvmesubsystem', 'os', 'pcidevice', 'powersupplyclass', 'pressure', 'processes', 'qdisc', 'rapl'],
  ...['schedstat', 'selinux', 'slabinfo', 'sockstat', 'softirqs', 'softnet', 'stat', 'swap', 'sysctl', 'tapestats'],
  ...['tcpstat', 'textfile', 'thermal_zone', 'time', 'timex', 'udp_queues', 'uname', 'vmstat', 'watchdog', 'wifi'],
  ...['xfrm', 'xfs', 'zfs', 'zoneinfo'],
];

/** Collectors with metrics that rules and dashboards of the platform use. */
export const USED_COLLECTORS: readonly string[] = [
  ...['bonding', 'conntrack', 'cpu', 'diskstats', 'filefd', 'filesystem', 'loadavg', 'mdadm', 'meminfo', 'netclass'],
  ...['netdev', 'netstat', 'pressure', 'stat', 'textfile', 'time', 'timex', 'uname', 'vmstat'],
];

/** Options of collectors that exclude each other: `<option>-include` and `<option>-exclude`. */
const FILTERS = [
  ...[
    'arp.device',
    'diskstats.device',
    'ethtool.device',
    'filesystem.mount-points',
    'filesystem.fs-types',
    'hwmon.chip',
  ],
  ...['hwmon.sensor', 'infiniband.device', 'interrupts.name', 'netdev.device', 'qdisc.device', 'slabinfo.slabs'],
];

/** Options of collectors with a value (`--collector.<option>=<value>`). */
export const COLLECTOR_OPTIONS = [
  ...FILTERS.flatMap((option) => [`${option}-include`, `${option}-exclude`]),
  ...['cpu.info.flags-include', 'cpu.info.bugs-include', 'ethtool.metrics-include', 'ipvs.backend-labels'],
  ...['netclass.ignored-devices', 'netstat.fields', 'ntp.server', 'ntp.server-port', 'ntp.protocol-version'],
  ...['ntp.ip-ttl', 'ntp.max-distance', 'ntp.local-offset-tolerance', 'powersupply.ignored-supplies', 'sysctl.include'],
  ...['sysctl.include-info', 'tapestats.ignored-devices', 'vmstat.fields'],
];

/** The option that excludes another: `netdev.device-exclude` for `netdev.device-include`, and the reverse. */
export function contraryOf(option: string): string | undefined {
  const [, filter = '', kind] = /^(.*)-(include|exclude)$/.exec(option) ?? [];
  return FILTERS.includes(filter) ? `${filter}-${kind === 'include' ? 'exclude' : 'include'}` : undefined;
}
