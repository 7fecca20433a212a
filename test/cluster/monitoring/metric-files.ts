import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { MetricFamily } from '../../../lib/mixins/families/parse';
import { METRICS } from '../../../lib/mixins';
import { merged, type ServedFamily } from '../../../lib/mixins/families/exposition';
import { SHARED_FAMILIES, type SharedFamilies } from '../../../lib/mixins/families/shared';
import type { MetricSource } from '../../../lib/catalogue/sources';
import { SOURCES } from '../sources';

/** The runtime's further metrics depend on the release of Go that built the program: the images are built with others. */
const OF_THE_BUILD = /^go_/;

const COMPILED = join(__dirname, '../../../lib/mixins');
const MIXINS = join(SOURCES, '../../lib/mixins');

function line({ name, type, stability, labels }: ServedFamily): string {
  return [name, stability ? `${type}/${stability}` : type, labels.join(',')].join(' ').trimEnd();
}

function block(families: readonly ServedFamily[]): string {
  const sorted = [...families].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `\`\n${sorted.map((family) => `    ${line(family)}\n`).join('')}  \``;
}

/** The parts of a source's file. Labels known before are kept: not every family had a series. */
export function partsOf(
  rounds: readonly ServedFamily[][],
  documented: readonly MetricFamily[],
  known: readonly MetricFamily[],
) {
  const byName = new Map([...known, ...documented].map((family) => [family.name, family]));
  const all = merged(rounds);
  const always = new Set(all.map(({ name }) => name));
  for (const round of rounds) {
    const served = new Set(round.map(({ name }) => name));
    for (const name of always) if (!served.has(name)) always.delete(name);
  }
  const shares = (Object.keys(SHARED_FAMILIES) as SharedFamilies[]).filter((set) =>
    // Versions of a library differ in the stability of a family.
    SHARED_FAMILIES[set].every(({ name, stability }) =>
      all.some((family) => family.name === name && family.stability === stability && always.has(name)),
    ),
  );
  const shared = new Set(shares.flatMap((set) => SHARED_FAMILIES[set]).map(({ name }) => name));
  const own = all
    .filter(({ name }) => !shared.has(name) && !OF_THE_BUILD.test(name))
    .map((family) => ({
      ...family,
      labels: [...new Set([...family.labels, ...(byName.get(family.name)?.labels ?? [])])].sort(),
    }));
  const seen = new Set(all.map(({ name }) => name));
  return {
    shares,
    captured: own.filter(({ name }) => always.has(name)),
    documented: [...own.filter(({ name }) => !always.has(name)), ...documented.filter(({ name }) => !seen.has(name))],
  };
}

/**
 * The file with a source's metrics: the one whose export, once compiled, is the source's entry in the registry.
 *
 * @throws for a source without such a file
 */
function fileOf(source: MetricSource): string {
  const load = createRequire(__filename);
  const file = readdirSync(MIXINS, { encoding: 'utf8', recursive: true })
    .filter((name) => /\bmetrics\.ts$/.test(name))
    .map((name) => name.slice(0, -3))
    .find((name) => Object.values(load(join(COMPILED, name)) as object).includes(METRICS[source]));
  if (!file) throw new Error(`no file in ${MIXINS} exports the metrics of ${source}`);
  return join(MIXINS, `${file}.ts`);
}

/** Rewrites the parts of a source's file, and leaves out empty ones; the rest of the file stays. */
export function rewrite(
  source: MetricSource,
  { shares, captured, documented }: Partial<ReturnType<typeof partsOf>>,
): void {
  const file = fileOf(source);
  let text = readFileSync(file, 'utf8');
  const replace = (part: string, value: string | undefined) => {
    text = text.replace(new RegExp(`\\n  ${part}: (?:\`[^\`]*\`|\\[[^\\]]*\\]),`), '');
    if (value !== undefined) text = text.replace('\n});', `\n  ${part}: ${value},\n});`);
  };
  if (shares) replace('shares', shares.length > 0 ? `[${shares.map((set) => `'${set}'`).join(', ')}]` : undefined);
  if (captured) replace('captured', block(captured));
  if (documented) replace('documented', documented.length > 0 ? block(documented) : undefined);
  writeFileSync(file, text);
}
