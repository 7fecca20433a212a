import type { MetricType, Stability } from '../../../lib/mixins/families/parse';

/** A family in the text that a program serves. */
export interface ServedFamily {
  readonly name: string;
  readonly type: MetricType;
  /** What the HELP text begins with, as `[STABLE]`. */
  readonly stability?: Stability;
  /** All labels of its series, sorted; without `le` and `quantile`. */
  readonly labels: readonly string[];
}

/** The part of a series' name that a histogram or summary adds. */
const PART = /_(?:bucket|sum|count)$/;

/**
 * Reads the text format (Prometheus, "Exposition formats").
 *
 * @throws for a series whose family was not announced
 */
export function readExposition(text: string): ServedFamily[] {
  const families = new Map<string, { type: MetricType; stability?: Stability; labels: Set<string> }>();
  const stabilities = new Map<string, Stability>();
  for (const line of text.split('\n')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    const stability = /^\[(ALPHA|BETA|STABLE|INTERNAL)\]/.exec(rest)?.[1]?.toLowerCase() as Stability | undefined;
    if (keyword === 'HELP' && stability) stabilities.set(name, stability);
    if (keyword === 'TYPE')
      families.set(name, {
        type: rest as MetricType,
        ...(stabilities.has(name) ? { stability: stabilities.get(name) } : {}),
        labels: families.get(name)?.labels ?? new Set(),
      });
    if (line === '' || line.startsWith('#')) continue;
    const [, series = '', labels = ''] = /^([^\s{]+)(?:\{(.*)\})? /.exec(line) ?? [];
    const family = families.get(series) ?? families.get(series.replace(PART, ''));
    if (!family) throw new Error(`a series without a TYPE line: ${line}`);
    for (const [, label = ''] of labels.matchAll(/([A-Za-z_]\w*)="(?:[^"\\]|\\.)*"/g))
      if (label !== 'le' && label !== 'quantile') family.labels.add(label);
  }
  return [...families].map(([name, { labels, ...family }]) => ({ name, ...family, labels: [...labels].sort() }));
}

/** Families of several scrapes together: the labels of all of them. */
export function merged(scrapes: readonly (readonly ServedFamily[])[]): ServedFamily[] {
  const families = new Map<string, ServedFamily>();
  for (const family of scrapes.flat()) {
    const labels = new Set([...(families.get(family.name)?.labels ?? []), ...family.labels]);
    families.set(family.name, { ...family, labels: [...labels].sort() });
  }
  return [...families.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
