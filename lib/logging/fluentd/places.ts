/** The ways of records, one after the other, so that no filter is for everything. */
export const LABELS = {
  /** Parts of containers' lines. */
  containers: '@CONTAINERS',
  /** Whole lines. */
  joined: '@JOINED',
  /** Whole records of containers. */
  records: '@RECORDS',
  system: '@SYSTEM',
  output: '@OUTPUT',
} as const;

/** Where the container sees its directory of the node. */
export const STATE_DIR = '/var/lib/fluentd';

/** Up to where each file has been read. */
export const POSITIONS_DIR = `${STATE_DIR}/positions`;

/**
 * Longest line of a file that is held in memory, in bytes. Runtimes write parts of 16 KiB; a file with a hole of NUL bytes, or without
 * a line feed, is skipped up to its next line.
 */
export const LONGEST_LINE = 8 * 2 ** 20;

/** Port of Fluentd's metrics. */
export const METRICS_PORT = 24231;

/** The environment variable with the name of the node; kubernetes_metadata watches the pods of that node only. */
export const NODE_NAME = 'K8S_NODE_NAME';

/**
 * The parser of JSON. Ruby's own refuses more than 100 levels; oj, the default, has no limit, and a text of 50,000 brackets exhausts the
 * stack of the worker (`SystemStackError`) at every start.
 */
export const JSON_PARSER = { json_parser: 'json' } as const;
