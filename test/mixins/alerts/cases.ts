import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AlertCases } from './alert-case';

/** This folder's parent: `test/mixins`, or `build/test/mixins` in the cluster tests. */
const MIXINS = join(__dirname, '..');

/** The sources name the files: `build` may still hold files whose source was removed. */
const SOURCES = MIXINS.replace(/([/\\])build[/\\](test[/\\]mixins)$/, '$1$2');

/** The cases of all alerts: the export `cases` of every `*.cases.ts` beside the mixins' tests. */
export const ALERT_CASES: AlertCases = readCases();

function readCases(): AlertCases {
  const load = createRequire(__filename);
  const cases: Record<string, AlertCases[string]> = {};
  for (const file of readdirSync(SOURCES, { encoding: 'utf8', recursive: true })) {
    if (!file.endsWith('.cases.ts')) continue;
    for (const [alert, one] of Object.entries((load(join(MIXINS, file.slice(0, -3))) as { cases: AlertCases }).cases)) {
      if (cases[alert]) throw new Error(`${file}: ${alert} already has a case in another file; keep one of them`);
      cases[alert] = one;
    }
  }
  return cases;
}
