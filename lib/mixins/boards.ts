import type { MetricSource } from '../catalogue/sources';
import type { Served } from './panels/board';
import { BOARDS } from '.';

/** The boards of the watched sources as JSON, by folder and file name. A board without a panel is left out. */
export function boardsFor(watched: readonly MetricSource[], served?: Served): Record<string, Record<string, string>> {
  const boards: Record<string, Record<string, string>> = {};
  for (const { folder, uid, sources, build } of BOARDS) {
    if (!sources.every((source) => watched.includes(source))) continue;
    const board = build(watched, served);
    if (!board.panels?.length) continue;
    boards[folder] = { ...boards[folder], [`${uid}.json`]: JSON.stringify(board) };
  }
  return boards;
}
