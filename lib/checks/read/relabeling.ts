import { matchesRegex } from '../../promql/regex';
import type { Relabeling } from './monitoring-objects';

/** Labels whose value is known; nothing for those whose value is not. */
export type KnownLabels = ReadonlyMap<string, string | undefined>;

/** The labels of a target after relabeling, as far as they can be determined. */
export function relabeled(labels: KnownLabels, steps: readonly Relabeling[] = []): KnownLabels {
  const result = new Map(labels);
  for (const { action = 'replace', sourceLabels = [], separator = ';', targetLabel, regex, replacement } of steps) {
    if (action === 'labeldrop') {
      for (const name of result.keys()) if (matchesRegex(regex ?? '', name)) result.delete(name);
    } else if (action === 'replace' && targetLabel) {
      const values = sourceLabels.map((name) => (result.has(name) ? result.get(name) : unset(name)));
      const known = values.every((value) => value !== undefined);
      const joined = values.join(separator);
      if (!known) result.set(targetLabel, undefined);
      else if (regex === undefined) result.set(targetLabel, replacement ?? joined);
      else if (matchesRegex(regex, joined))
        result.set(targetLabel, replacement?.includes('$') ? undefined : (replacement ?? joined));
    }
  }
  return result;
}

/** Labels that are not there are empty; what service discovery knows is not known before. */
function unset(name: string): string | undefined {
  return name.startsWith('__') ? undefined : '';
}

/** Whether relabeling drops all series of a metric. `labels` are those that its series have. */
export function dropsMetric(metric: string, labels: readonly string[], steps: readonly Relabeling[] = []): boolean {
  return steps.some(({ action, sourceLabels = [], separator = ';', regex = '(.*)' }) => {
    if (action !== 'drop' && action !== 'keep') return false;
    if (!sourceLabels.includes('__name__')) return false;
    // Which of its series go depends on labels that they have.
    if (sourceLabels.some((name) => name !== '__name__' && labels.includes(name))) return false;
    const value = sourceLabels.map((name) => (name === '__name__' ? metric : '')).join(separator);
    return matchesRegex(regex, value) === (action === 'drop');
  });
}
