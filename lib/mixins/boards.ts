import type { MetricSource } from '../catalogue/sources';
import type { Served } from './panels/board';
import { BOARDS } from '.';

/** Options of {@link boardsFor}. */
export interface BoardOptions {
  /** @default - every expression has samples */
  readonly served?: Served;
  /** Names of dashboards to leave out. @default - none */
  readonly disabled?: readonly string[];
  /** Label of the cluster in a store of several clusters. @default - dashboards for one cluster */
  readonly clusterLabel?: string;
}

/** The boards of the watched sources as JSON, by folder and file name. A board without a panel is left out. */
export function boardsFor(
  watched: readonly MetricSource[],
  { served, disabled = [], clusterLabel }: BoardOptions = {},
): Record<string, Record<string, string>> {
  const wanted = BOARDS.filter(
    ({ uid, sources }) => !disabled.includes(uid) && sources.every((source) => watched.includes(source)),
  );
  const exists = (uid: string): boolean => wanted.some((board) => board.uid === uid);
  const boards: Record<string, Record<string, string>> = {};
  for (const { folder, uid, build } of wanted) {
    const board = build(watched, { served, exists, clusterLabel });
    if (!board.panels?.length) continue;
    boards[folder] = { ...boards[folder], [`${uid}.json`]: JSON.stringify(board) };
  }
  return boards;
}
