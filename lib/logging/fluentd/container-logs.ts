import { stripColours } from './colours';
import { filter, label, match, parse, relabel, section, source, type Directive } from './directive';
import type { BufferOptions } from './output';
import { JSON_PARSER, LABELS, LONGEST_LINE, POSITIONS_DIR } from './places';
import { OTHER_RECORD, traceRules } from './trace-rules';

/** How the container runtime of a node writes its logs. `auto`: line by line what it is. */
export type Runtime = 'cri' | 'docker-json' | 'auto';

/** Properties of {@link containerLogs}. */
export interface ContainerLogsProps {
  readonly runtime: Runtime;
  /** Languages whose exceptions become one record. */
  readonly languages: readonly string[];
  /** Files that are not read, as a shell writes patterns. */
  readonly excluded: readonly string[];
  /** Removes escape sequences of terminals. */
  readonly stripColors: boolean;
  readonly buffer: Pick<BufferOptions, 'chunkSize'>;
}

/** Containers' tags until their lines are whole; the prefix is what the joiner of exceptions takes away. */
const RAW = 'raw.kubernetes.**';
const WHOLE = 'kubernetes.**';

/**
 * RFC 3339 with any fraction: Go's RFC3339Nano leaves out a fraction of zero. `Z` or an offset: the node may be in any time zone
 * (Kubernetes issue 81710).
 */
const TIME_FORMAT = '%iso8601';

/**
 * Time, stream, `P` for a part or `F` for the end of a line, and the line (Kubernetes, "CRI log format"). No part is greedy but the
 * last. A crash of the node leaves NUL bytes before the next line (Fluentd issue 3351).
 */
const CRI = '/^\\0*(?<time>[^ ]+) (?<stream>stdout|stderr) (?<logtag>[FP])(?::[^ ]*)? (?<log>.*)$/';

/** Longest text of a record, in bytes. A longer line becomes several records, so that unfinished lines of all containers fit into memory. */
const LONGEST_TEXT = 256 * 2 ** 10;

function longestText(chunkSize: number): number {
  return Math.min(LONGEST_TEXT, Math.floor(chunkSize / 2));
}

/** Logs of containers: each line whole, an exception one record, with what Kubernetes knows about the pod. */
export function containerLogs({ runtime, languages, excluded, stripColors, buffer }: ContainerLogsProps): Directive[] {
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
        // A pod that lives for 3 s is found; its file is read to the end even if its name is gone by then.
        refresh_interval: 1,
        // Positions of containers that are gone.
        pos_file_compaction_interval: '1h',
        // What is written to a file after it was renamed.
        rotate_wait: 10,
        // Inotify misses what comes in while a full buffer stops the reading; the timer does not.
        enable_stat_watcher: false,
        max_line_size: LONGEST_LINE,
        '@label': LABELS.containers,
      },
      lineParser(runtime),
    ),
    label(LABELS.containers, ...joinParts(buffer.chunkSize)),
    label(LABELS.joined, ...joinTraces(languages, stripColors, buffer.chunkSize)),
  ];
}

/** The last pattern takes every line: outside of multi_format, Fluentd drops a line whose time it cannot read. */
function lineParser(runtime: Runtime): Directive {
  const time = { time_key: 'time', time_format: TIME_FORMAT };
  const cri = section('pattern', { format: 'regexp', expression: CRI, ...time });
  const docker = section('pattern', { format: 'json', ...JSON_PARSER, ...time });
  const unparsed = section('pattern', { format: 'none', message_key: 'unmatched_line' });
  const patterns = { cri: [cri], 'docker-json': [docker], auto: [cri, docker] }[runtime];
  return parse('multi_format', {}, ...patterns, unparsed);
}

/**
 * Parts become lines. Docker marks the end of a line by a line feed, and the other lines get one, too: a text without it is a part.
 * A line that could not be parsed is a line, too.
 */
function joinParts(chunkSize: number): Directive[] {
  return [
    filter(
      RAW,
      'record_transformer',
      'container_line',
      { enable_ruby: true, remove_keys: 'unmatched_line' },
      section('record', {
        log: '${record["logtag"] == "F" || record["log"].nil? ? (record["log"] || record["unmatched_line"]).to_s + "\\n" : record["log"].to_s}',
        stream: '${record["stream"] || "unparsed"}',
      }),
    ),
    filter(
      RAW,
      'record_transformer',
      'container_part',
      { enable_ruby: true },
      section('record', { logtag: '${record["log"].end_with?("\\n") ? "F" : "P"}' }),
    ),
    filter(RAW, 'concat', 'container_parts', {
      key: 'log',
      separator: '',
      stream_identity_key: 'stream',
      partial_key: 'logtag',
      partial_value: 'P',
      use_first_timestamp: true,
      // The held part of a line that is too long becomes a record; the next record begins with the part that did not fit.
      buffer_limit_size: longestText(chunkSize),
      buffer_overflow_method: 'new',
      flush_interval: 5,
      timeout_label: LABELS.joined,
    }),
    relabel(RAW, 'container_lines', LABELS.joined),
  ];
}

/**
 * Lines become records, a stack trace becomes a single one. Invalid UTF-8 becomes U+FFFD, once a character cut in two is whole. A text
 * that goes on in another record has the field `partial`.
 */
function joinTraces(languages: readonly string[], stripColors: boolean, chunkSize: number): Directive[] {
  return [
    filter(
      RAW,
      'record_transformer',
      'container_text',
      { enable_ruby: true, remove_keys: 'logtag' },
      section('record', {
        log: '${record["log"].dup.force_encoding("UTF-8").scrub.delete_suffix("\\n")}',
        // Of a whole line, the field is one that is removed.
        '${record["log"].end_with?("\\n")?"logtag":"partial"}': '${true}',
      }),
    ),
    ...(stripColors ? [stripColours(RAW, 'container_colours')] : []),
    match(
      RAW,
      'join_traces',
      'container_exceptions',
      {
        remove_tag_prefix: 'raw',
        key: 'log',
        stream_key: 'stream',
        partial_key: 'partial',
        other_record: OTHER_RECORD,
        // Lines that wait for the next line of a trace; beyond them, they are taken for ordinary lines.
        pending_lines: 50,
        max_lines: 1000,
        max_bytes: longestText(chunkSize),
        // Files are read once per second, so a trace may come in two pieces.
        pause: 2,
        max_seconds: 5,
      },
      ...traceRules(languages).map(({ from, line, to, kind }) =>
        section('rule', { from, ...(line ? { line } : {}), to, kind }),
      ),
    ),
    relabel(WHOLE, 'container_records', LABELS.records),
  ];
}
