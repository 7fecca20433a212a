import { UserError } from '../../text/user-error';
import type { MetricType, Stability } from './parse';

/** A family in the text that a program serves. */
export interface ServedFamily {
  readonly name: string;
  readonly type: MetricType;
  /** Class at the beginning of the HELP text: `[STABLE]`. */
  readonly stability?: Stability;
  /** Minor version of the note `(Deprecated since 1.34.0)` in the HELP text. @default - it has no such note. */
  readonly deprecated?: string;
  /** All labels of its series, sorted; without `le` and `quantile`. */
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, without `+Inf`. @default - none: another type, or no series */
  readonly buckets?: readonly number[];
}

/** The part of a series' name that a histogram or summary adds. */
const PART = /_(?:bucket|sum|count)$/;

interface Help {
  readonly stability?: Stability;
  readonly deprecated?: string;
}

interface Collected extends Help {
  readonly type: MetricType;
  readonly labels: Set<string>;
  readonly bounds: Set<number>;
}

/**
 * Reads the text format (Prometheus, "Exposition formats").
 *
 * @throws for a line in another form, and for a series whose family was not announced
 */
export function readExposition(text: string): ServedFamily[] {
  const families = new Map<string, Collected>();
  const helps = new Map<string, Help>();
  text.split('\n').forEach((line, index) => {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (keyword === 'HELP') helps.set(name, helpOf(rest));
    if (keyword === 'TYPE')
      families.set(name, { type: rest.trim() as MetricType, ...helps.get(name), labels: new Set(), bounds: new Set() });
    if (line.trim() === '' || line.startsWith('#')) return;
    const [, series, labels = ''] = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+\S/.exec(line) ?? [];
    if (series === undefined) throw new UserError(`line ${index + 1} is not in the text format of Prometheus: ${line}`);
    const family = families.get(series) ?? families.get(series.replace(PART, ''));
    if (!family) throw new UserError(`a series without a TYPE line: ${line}`);
    for (const [, label = '', value = ''] of labels.matchAll(/([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g)) {
      if (label === 'le') family.bounds.add(Number(value));
      else if (label !== 'quantile') family.labels.add(label);
    }
  });
  return [...families].map(([name, { labels, bounds, ...family }]) => ({
    name,
    ...family,
    labels: [...labels].sort(),
    ...(bounds.size > 0 ? { buckets: [...bounds].filter(Number.isFinite).sort((a, b) => a - b) } : {}),
  }));
}

/** The class and the deprecation in a HELP text of Kubernetes' framework. */
function helpOf(text: string): Help {
  const [, stability] = /^\[(ALPHA|BETA|STABLE|INTERNAL)\]/.exec(text) ?? [];
  const [, deprecated] = /^(?:\[\w+\] )?\(Deprecated since (1\.\d+)/.exec(text) ?? [];
  return {
    ...(stability ? { stability: stability.toLowerCase() as Stability } : {}),
    ...(deprecated ? { deprecated } : {}),
  };
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
