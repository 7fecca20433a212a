import { stripColours } from './colours';
import { env, filter, label, parse, relabel, section, source, type Directive, type Params } from './directive';
import { jsonFields } from './json-lines';
import { klogFields } from './klog';
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
export const NODE_FILES = ['kubelet', 'kube-proxy', 'containerd'].map((name) => `/var/log/${name}.log`);

/** Log files of the nodes that the platform file adds. */
export interface NodeLog {
  readonly name: string;
  /** A path below /var/log; `*` stands for any characters but a slash. */
  readonly path: string;
  /** `json`: each line is an object, whose values become fields. */
  readonly format: 'text' | 'json';
}

/** Properties of {@link systemLogs}. */
export interface SystemLogsProps {
  /** Reads the journal and the files of the kubelet and the container runtime. */
  readonly systemLogs: boolean;
  readonly journal: Journal;
  /** Units of the journal beside the kubelet and the container runtime; without a suffix, they are services. */
  readonly units: readonly string[];
  readonly files: readonly NodeLog[];
  readonly stripColors: boolean;
}

/** Logs of the node: of the kubelet, the container runtime and the kernel, from the journal or from files, and further files. */
export function systemLogs({ systemLogs, journal, units, files, stripColors }: SystemLogsProps): Directive[] {
  if (!systemLogs && files.length === 0) return [];
  const json = files.filter(({ format }) => format === 'json').map(({ name }) => tagOf(name));
  return [
    // Without a journal, the plugin logs an error per second.
    ...(systemLogs && journal !== 'none' ? [journalSource(JOURNALS[journal], units)] : []),
    ...(systemLogs
      ? [fileSource('in_node_files', 'node-files', { path: NODE_FILES.join(','), tag: 'system.file.*' })]
      : []),
    ...files.map(({ name, path }) =>
      fileSource(`in_file_${name}`, `node-file-${name}`, { path, tag: tagOf(name), path_key: FILE }),
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
      ...files.map(({ name }) =>
        filter(
          tagOf(name),
          'record_transformer',
          `file_${name}`,
          {},
          section('record', { [FIELDS.SYSLOG_IDENTIFIER]: name }),
        ),
      ),
      ...(stripColors ? [stripColours('system.**', 'system_colours')] : []),
      ...(json.length > 0 ? jsonFields(json.join(' '), 'node_json') : []),
      klogFields('system.**', 'system_klog'),
      relabel('system.**', 'system_records', LABELS.output),
    ),
  ];
}

/** The file that a line was read from. */
const FILE = 'system.file';

function tagOf(name: string): string {
  return `system.files.${name}`;
}

const JOURNALS = { persistent: '/var/log/journal', volatile: VOLATILE_JOURNAL };

function fileSource(id: string, positions: string, params: Params): Directive {
  return source(
    'tail',
    id,
    {
      ...params,
      pos_file: `${POSITIONS_DIR}/${positions}.pos`,
      // Positions of files that are gone.
      pos_file_compaction_interval: '1h',
      read_from_head: true,
      rotate_wait: 10,
      enable_stat_watcher: false,
      max_line_size: LONGEST_LINE,
      '@label': LABELS.system,
    },
    parse('none', { message_key: 'log' }),
  );
}

/** Kinds of units that write to the journal or cause entries in it (systemd, systemd.unit). */
const SUFFIX = /\.(service|socket|mount|scope|slice|timer|path|target|device|swap|automount)$/;

function journalSource(path: string, units: readonly string[]): Directive {
  const names = new Set([...UNITS, ...units].map((unit) => (SUFFIX.test(unit) ? unit : `${unit}.service`)));
  const matches = [...[...names].map((unit) => ({ _SYSTEMD_UNIT: unit })), { _TRANSPORT: 'kernel' }];
  return source(
    'systemd',
    'in_journal',
    { path, matches, read_from_head: true, tag: 'system.journal', '@label': LABELS.system },
    section('storage', { '@type': 'local', path: `${POSITIONS_DIR}/journal.json`, persistent: true }),
    section('entry', { field_map: FIELDS, field_map_strict: true }),
  );
}
