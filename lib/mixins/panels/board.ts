import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { MetricSource } from '../../catalogue/sources';
import type { Row } from './panels';
import type { Variable } from './variables';

/** Whether a program of the platform can serve samples for an expression. */
export type Served = (expr: string) => boolean;

/** The platform that a board is for. */
export interface BoardContext {
  /** @default - every expression has samples */
  readonly served?: Served;
  /** Whether there is a board of a name, for links to it. @default - every board exists */
  readonly exists?: (uid: string) => boolean;
  /** Label of the cluster in a store of several clusters. @default - the board is for one cluster */
  readonly clusterLabel?: string;
}

/** A board of Grafana. */
export interface Board {
  /** Stable identifier: the file's name and the board's uid. */
  readonly uid: string;
  /** Folder in Grafana. */
  readonly folder: 'Kubernetes' | 'Monitoring' | 'OpenWhisk' | 'Logging' | 'OpenFaaS' | 'MySQL' | 'Tracing';
  /** Sources that the dashboard requires. */
  readonly sources: readonly MetricSource[];
  /**
   * The board for the watched sources. A panel without a source, or whose metrics or variables are not served, is left out, and so is a
   * link to a missing board.
   */
  readonly build: (watched: readonly MetricSource[], context?: BoardContext) => Dashboard;
}

/** A board as it is written down. */
export interface BoardDefinition extends Omit<Board, 'build'> {
  readonly title: string;
  /** Purpose of the dashboard. */
  readonly description: string;
  /** @default - none. */
  readonly variables?: readonly Variable[];
  readonly rows: readonly Row[];
}
