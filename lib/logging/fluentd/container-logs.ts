import { filter, label, match, parse, relabel, section, source, type Directive } from './directive';
import { LABELS, POSITIONS_DIR } from './places';

/** How the container runtime of a node writes its logs. `auto`: line by line what it is. */
export type Runtime = 'cri' | 'docker-json' | 'auto';

/** Properties of {@link containerLogs}. */
export interface ContainerLogsProps {
  readonly runtime: Runtime;
  /** Languages whose exceptions become one record. */
  readonly languages: readonly string[];
  /** Files that are not read, as a shell writes patterns. */
  readonly excluded: readonly string[];
}

/** Containers' tags until their lines are whole; the prefix is what the joiner of exceptions takes away. */
const RAW = 'raw.kubernetes.**';
const WHOLE = 'kubernetes.**';

/** Nanoseconds, and `Z` or an offset: the node may be in any time zone (Kubernetes issue 81710). */
const TIME_FORMAT = '%Y-%m-%dT%H:%M:%S.%N%z';

/** Time, stream, `P` for a part or `F` for the end of a line, and the line (Kubernetes, "CRI log format"). No part is greedy but the last. */
const CRI = '/^(?<time>[^ ]+) (?<stream>stdout|stderr) (?<logtag>[FP])(?::[^ ]*)? (?<log>.*)$/';

/** Logs of containers: each line whole, an exception one record, with what Kubernetes knows about the pod. */
export function containerLogs({ runtime, languages, excluded }: ContainerLogsProps): Directive[] {
  return [
    source(
      'tail',
      'in_containers',
      {
        path: '/var/log/containers/*.log',
        exclude_path: excluded,
        pos_file: `${POSITIONS_DIR}/containers.pos`,
        tag: 'raw.kubernetes.*',
        read_from_head: true,
        refresh_interval: 10,
        // What is written to a file after it was renamed.
        rotate_wait: 10,
        // Inotify misses what comes in while a full buffer stops the reading; the timer does not.
        enable_stat_watcher: false,
        emit_unmatched_lines: true,
        '@label': LABELS.containers,
      },
      lineParser(runtime),
    ),
    label(LABELS.containers, ...joinParts()),
    label(LABELS.joined, ...joinExceptions(languages)),
  ];
}

function lineParser(runtime: Runtime): Directive {
  const time = { time_key: 'time', time_format: TIME_FORMAT };
  if (runtime === 'cri') return parse('regexp', { expression: CRI, ...time });
  if (runtime === 'docker-json') return parse('json', time);
  return parse(
    'multi_format',
    {},
    section('pattern', { format: 'regexp', expression: CRI, ...time }),
    section('pattern', { format: 'json', ...time }),
  );
}

/**
 * Parts become lines. Docker marks the end of a line by a line feed, and Docker's records get the mark of CRI by it. A line that
 * could not be parsed is a line, too.
 */
function joinParts(): Directive[] {
  return [
    filter(
      RAW,
      'record_transformer',
      'container_line',
      { enable_ruby: true, remove_keys: 'unmatched_line' },
      section('record', {
        log: '${record["log"] || record["unmatched_line"]}',
        stream: '${record["stream"] || "unparsed"}',
        logtag: '${record["logtag"] || (record["log"].nil? || record["log"].end_with?("\\n") ? "F" : "P")}',
      }),
    ),
    filter(RAW, 'concat', 'container_parts', {
      key: 'log',
      separator: '',
      stream_identity_key: 'stream',
      use_partial_cri_logtag: true,
      partial_cri_logtag_key: 'logtag',
      // The plugin removes this key from what it has joined; the stream itself is to stay.
      partial_cri_stream_key: 'logtag',
      use_first_timestamp: true,
      flush_interval: 5,
      timeout_label: LABELS.joined,
    }),
    relabel(RAW, 'container_lines', LABELS.joined),
  ];
}

/**
 * Lines become records, a stack trace becomes a single one. The joiner looks for line ends, as after an exception
 * without a message, and drops records without a text; so all have both here. Invalid UTF-8 becomes U+FFFD, once a
 * character cut in two is whole.
 */
function joinExceptions(languages: readonly string[]): Directive[] {
  return [
    filter(
      RAW,
      'record_transformer',
      'container_text',
      { enable_ruby: true, remove_keys: 'logtag' },
      section('record', {
        log: '${record["log"].dup.force_encoding("UTF-8").scrub.delete_suffix("\\n") + "\\n"}',
      }),
    ),
    match(RAW, 'detect_exceptions', 'container_exceptions', {
      remove_tag_prefix: 'raw',
      message: 'log',
      stream: 'stream',
      languages,
      multiline_flush_interval: 5,
      max_lines: 1000,
      max_bytes: 500_000,
    }),
    filter(
      WHOLE,
      'record_transformer',
      'container_record',
      { enable_ruby: true },
      section('record', { log: '${record["log"].delete_suffix("\\n")}' }),
    ),
    relabel(WHOLE, 'container_records', LABELS.records),
  ];
}
