import { env, filter, label, parse, relabel, section, source, type Directive } from './directive';
import { LABELS, LONGEST_LINE, NODE_NAME, POSITIONS_DIR } from './places';

/** Storage of the journal on the nodes. */
export type Journal = 'persistent' | 'volatile' | 'none';

/** Directory of a volatile journal; it is outside of /var/log. */
export const VOLATILE_JOURNAL = '/run/log/journal';

/** Units of the journal that a pod's life depends on, whatever the runtime; K3s, RKE2 and MicroK8s run the kubelet in a unit of their own. */
const UNITS = [
  'kubelet',
  'containerd',
  'crio',
  'docker',
  'k3s',
  'k3s-agent',
  'rke2-server',
  'rke2-agent',
  'snap.microk8s.daemon-kubelite',
  'snap.microk8s.daemon-containerd',
];

/** Fields of the journal (systemd.journal-fields) under the names of other records. */
const FIELDS = {
  MESSAGE: 'log',
  _SYSTEMD_UNIT: 'system.unit',
  SYSLOG_IDENTIFIER: 'system.program',
  PRIORITY: 'system.priority',
  _PID: 'system.pid',
};

/** Files of nodes without a journal (Kubernetes, "System Logs": klog writes below /var/log there). */
const FILES = ['kubelet', 'kube-proxy', 'containerd'].map((name) => `/var/log/${name}.log`);

/** Logs of the kubelet, the container runtime and the kernel: from the journal and, where there is none, from files. */
export function systemLogs(journal: Journal): Directive[] {
  return [
    // Without a journal, the plugin logs an error per second.
    ...(journal === 'none' ? [] : [journalSource(journal === 'volatile' ? VOLATILE_JOURNAL : '/var/log/journal')]),
    source(
      'tail',
      'in_node_files',
      {
        path: FILES.join(','),
        pos_file: `${POSITIONS_DIR}/node-files.pos`,
        tag: 'system.file.*',
        read_from_head: true,
        rotate_wait: 10,
        enable_stat_watcher: false,
        max_line_size: LONGEST_LINE,
        '@label': LABELS.system,
      },
      parse('none', { message_key: 'log' }),
    ),
    label(
      LABELS.system,
      // Invalid UTF-8 becomes U+FFFD. The name of the node is where records of containers have it.
      filter(
        'system.**',
        'record_transformer',
        'system_record',
        { enable_ruby: true },
        section('record', {
          log: '${record["log"].to_s.dup.force_encoding("UTF-8").scrub}',
          'kubernetes.host': env(NODE_NAME),
        }),
      ),
      relabel('system.**', 'system_records', LABELS.output),
    ),
  ];
}

function journalSource(path: string): Directive {
  const matches = [...UNITS.map((unit) => ({ _SYSTEMD_UNIT: `${unit}.service` })), { _TRANSPORT: 'kernel' }];
  return source(
    'systemd',
    'in_journal',
    { path, matches, read_from_head: true, tag: 'system.journal', '@label': LABELS.system },
    section('storage', { '@type': 'local', path: `${POSITIONS_DIR}/journal.json`, persistent: true }),
    section('entry', { field_map: FIELDS, field_map_strict: true }),
  );
}
