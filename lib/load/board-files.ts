import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { whyUnreadable } from './unreadable';

/** A platform, and the mistakes in the files that it names. */
interface WithFiles {
  readonly platform: Platform;
  readonly mistakes: readonly Mistake[];
}

/** Reads the dashboards that a platform names as files, relative to the platform file. */
export function withBoardFiles(platform: Platform, file: string): WithFiles {
  const { monitoring } = platform;
  const { grafana } = monitoring;
  if (!monitoring.enabled || !grafana.enabled) return { platform, mistakes: [] };
  const mistakes: Mistake[] = [];
  const boards = grafana.boards.map((entry, index) => {
    if (entry.file === undefined) return entry;
    const path = ['monitoring', 'grafana', 'boards', index];
    if (entry.json !== undefined) {
      const allowed = 'one of file, json and configMap';
      mistakes.push({ path, problem: 'it has both file and json', allowed, fix: 'split it into two entries' });
      return entry;
    }
    try {
      return { ...entry, json: readFileSync(resolve(dirname(file), entry.file), 'utf8') };
    } catch (error) {
      mistakes.push({
        path: [...path, 'file'],
        problem: `'${entry.file}': ${whyUnreadable(error)}`,
        allowed: 'a file with the JSON of a dashboard, relative to the platform file',
        fix: 'correct the path',
      });
      return entry;
    }
  });
  return { platform: { ...platform, monitoring: { ...monitoring, grafana: { ...grafana, boards } } }, mistakes };
}
