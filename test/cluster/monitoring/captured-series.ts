import type { MetricSource } from '../../../lib/catalogue/sources';
import type { Scrape } from '../../../lib/checks/read/scrapes';
import { readExposition } from '../../../lib/mixins/families/exposition';

/** A series for promtool, and how its values go on. */
interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** Scrapes for each minute of an hour. */
const SCRAPES = 60;

/** A label of a target that is known when it is scraped only. */
const ANY = 'any';

/**
 * The series that Prometheus stores of a text, scraped as the platform's monitors do: with the labels of the target. Every counter
 * grows, and no gauge is 0, so that an expression without a result asks for what does not exist.
 */
export function storedSeries(source: MetricSource, text: string, scrapes: readonly Scrape[]): InputSeries[] {
  const scrape = scrapes.find(({ sources }) => sources.includes(source));
  if (!scrape) throw new Error(`the platform does not scrape ${source}`);
  const target = [...scrape.labels]
    .filter(([name]) => !name.startsWith('__'))
    .map(([name, value]) => [name, value ?? ANY]);
  const stored = (name: string, own: readonly (readonly string[])[]): string => {
    const names = new Set(target.map(([label]) => label));
    const kept = own.map(([label = '', value]) =>
      names.has(label) && !scrape.honorLabels ? [`exported_${label}`, value] : [label, value],
    );
    const added = target.filter(([label]) => !kept.some(([other]) => other === label));
    return `${name}{${[...kept, ...added].map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')}}`;
  };
  const types = new Map(readExposition(text).map(({ name, type }) => [name, type]));
  const served = seriesIn(text).map(({ name, labels, value }) => {
    const start = Number.isFinite(value) ? value : 0;
    const values = types.get(name) === 'gauge' ? `${start || 1}x${SCRAPES}` : `${start}+${start + 1}x${SCRAPES}`;
    return { series: stored(name, labels), values };
  });
  return [{ series: stored('up', []), values: `1x${SCRAPES}` }, ...served, ...unobserved(types, served, stored)];
}

/** Histograms that a program has announced, and of which it has not observed anything yet. */
function unobserved(
  types: ReadonlyMap<string, string>,
  served: readonly InputSeries[],
  stored: (name: string, own: readonly (readonly string[])[]) => string,
): InputSeries[] {
  return [...types]
    .filter(([name, type]) => type === 'histogram' && !served.some(({ series }) => series.startsWith(`${name}_sum{`)))
    .flatMap(([name]) => [
      { series: stored(`${name}_bucket`, [['le', '1.0']]), values: `0+1x${SCRAPES}` },
      { series: stored(`${name}_bucket`, [['le', '+Inf']]), values: `0+1x${SCRAPES}` },
      { series: stored(`${name}_sum`, []), values: `0+1x${SCRAPES}` },
      { series: stored(`${name}_count`, []), values: `0+1x${SCRAPES}` },
    ]);
}

/** The lines of a text that are samples. */
function seriesIn(text: string): { name: string; labels: string[][]; value: number }[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [, name = '', labels = '', value = ''] = /^([^\s{]+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', text = '']) => [label, text]);
    return { name, labels: pairs, value: Number(value) };
  });
}
