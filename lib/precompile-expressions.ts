import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlatform, readText } from './load/load';
import { EXPRESSIONS_FILE } from './precompiled';
import { readExpressions } from './promql/expression';
import { store } from './promql/stored-expressions';
import { PACKAGE_ROOT, synthesizeLoaded } from './render';

const PLATFORMS = join(PACKAGE_ROOT, 'stacks', 'platforms');

/** Writes the expressions that the example platforms have in common with most other platforms. */
export function precompileExpressions(): void {
  for (const file of readdirSync(PLATFORMS).map((name) => join(PLATFORMS, name))) {
    synthesizeLoaded(parsePlatform(readText(file), file));
  }
  const valid = readExpressions().flatMap(({ text, type, tree, problems }) =>
    type !== undefined && tree && problems.length === 0 ? [{ text, type, tree }] : [],
  );
  writeFileSync(EXPRESSIONS_FILE, JSON.stringify(store(valid)));
}
