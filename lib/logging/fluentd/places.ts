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

/** Port of Fluentd's metrics. */
export const METRICS_PORT = 24231;

/** The environment variable with the name of the node; kubernetes_metadata watches the pods of that node only. */
export const NODE_NAME = 'K8S_NODE_NAME';
