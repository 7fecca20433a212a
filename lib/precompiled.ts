import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { restoreFrom } from './promql/expression';
import { restore, type StoredExpressions } from './promql/stored-expressions';

/** The expressions of the examples, read when the package was built (`npm run build`). */
export const EXPRESSIONS_FILE = join(__dirname, '..', 'expressions.json');

const READER = join(__dirname, 'promql');

/** Spares {@link parse} what was read when the package was built; sources that were not built read everything. */
export function usePrecompiled(): void {
  if (!existsSync(EXPRESSIONS_FILE) || isOutdated()) return;
  const stored = JSON.parse(readFileSync(EXPRESSIONS_FILE, 'utf8')) as StoredExpressions;
  restoreFrom((text) => restoredFrom(stored, text));
}

function restoredFrom(stored: StoredExpressions, text: string): ReturnType<Parameters<typeof restoreFrom>[0]> {
  const found = restore(stored, text);
  return found && { ...found, problems: [] };
}

/** Whether the code that reads expressions was built after the file. */
function isOutdated(): boolean {
  const { mtimeMs } = statSync(EXPRESSIONS_FILE);
  return readdirSync(READER).some((file) => statSync(join(READER, file)).mtimeMs > mtimeMs);
}
