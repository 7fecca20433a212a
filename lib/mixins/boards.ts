import type { MetricSource } from '../catalogue/sources';
import { BOARDS } from '.';

/** The boards of the watched sources as JSON, by folder and file name. */
export function boardsFor(watched: readonly MetricSource[]): Record<string, Record<string, string>> {
  const boards: Record<string, Record<string, string>> = {};
  for (const { folder, uid, sources, build } of BOARDS) {
    if (!sources.every((source) => watched.includes(source))) continue;
    boards[folder] = { ...boards[folder], [`${uid}.json`]: JSON.stringify(build(watched)) };
  }
  return boards;
}
