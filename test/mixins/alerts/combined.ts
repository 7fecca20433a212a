import type { AlertCase, Scenario } from './alert-case';
import { metricOf, minutes } from './kinds';
import { isCounter, samplesOf, until } from './samples';

/**
 * The fault is over: the samples of `fires` until it fires, then those of `silent`. Counters go on from where they are, and series
 * of only one of the two end or begin.
 */
export function recovery(fires: Scenario, silent: Scenario, end: number): Scenario {
  const over = minutes(fires.at) + 1;
  const names = new Set([...Object.keys(fires.series), ...Object.keys(silent.series)]);
  const series = [...names].map((name) => {
    const [before, after] = [fires, silent].map(({ series: { [name]: text } }) =>
      text === undefined ? [] : samplesOf(text),
    );
    const ill = before?.length ? until(over - 1, name, before) : Array<string>(over).fill('_');
    const well = after?.length
      ? until(end - over, name, after)
      : ['stale', ...Array<string>(Math.max(0, end - over)).fill('_')];
    const last = Number(ill.filter((sample) => Number.isFinite(Number(sample))).at(-1) ?? 0);
    const first = Number(well.find((sample) => Number.isFinite(Number(sample))) ?? 0);
    const onwards = isCounter(name) ? last - first : 0;
    const shifted = well.map((sample) =>
      onwards !== 0 && Number.isFinite(Number(sample)) ? String(Number(sample) + onwards) : sample,
    );
    return [name, [...ill, ...shifted].join(' ')] as const;
  });
  return { series: Object.fromEntries(series), at: `${end}m` };
}

/** Everything is deleted when it fires: all series end; or only those of one metric. */
export function deletion(fires: Scenario, end: number, metric?: string): Scenario {
  const { series, at } = recovery(fires, { series: {}, at: '0m' }, end);
  const ended = Object.entries(series).map(([name, samples]) => {
    const { [name]: text = '' } = fires.series;
    return [
      name,
      metric === undefined || metricOf(name) === metric ? samples : until(end, name, samplesOf(text)).join(' '),
    ] as const;
  });
  return { series: Object.fromEntries(ended), at };
}

/** A scenario, and the series of another one under values of labels with which the alert ignores them. */
export function among(
  scenario: Scenario,
  others: Scenario,
  { decides = ['job'], ignores = {} }: Pick<AlertCase, 'decides' | 'ignores'>,
): Scenario {
  const values = { ...Object.fromEntries(decides.map((label) => [label, 'other'])), ...ignores };
  const ignored = Object.entries(others.series).flatMap(([name, samples]) =>
    Object.entries(values).map(([label, value]) => [withValue(name, label, value), samples] as const),
  );
  return {
    ...scenario,
    series: { ...Object.fromEntries(ignored.filter(([name]) => !(name in others.series))), ...scenario.series },
  };
}

/** Levels at which series that an alert ignores would outweigh its own, in a maximum, a minimum, a sum or a ratio. */
export const EXTREMES = ['low', 'high'] as const;
type Level = (typeof EXTREMES)[number];

/** The series of scenarios at an extreme: a gauge is 0 or large, a counter stays or rises fast. */
function extreme(level: Level, at: string, scenarios: readonly Scenario[]): Scenario {
  const high = (name: string): string => (isCounter(name) ? '0+1e6' : '1e9');
  const names = scenarios.flatMap(({ series }) => Object.keys(series));
  return {
    series: Object.fromEntries(names.map((name) => [name, `${level === 'low' ? '0' : high(name)}x${minutes(at)}`])),
    at,
  };
}

/**
 * A scenario among ignored series at an extreme. Labels that are `divided` are left out: their other values count in the sum that a
 * ratio divides by.
 */
export function outweighed(level: Level, scenario: Scenario, { fires, silent, ...rest }: AlertCase): Scenario {
  const { divided = [], decides = ['job'] } = rest;
  const others = extreme(level, scenario.at, silent ? [fires, silent] : [fires]);
  return among(scenario, others, { ...rest, decides: decides.filter((label) => !divided.includes(label)) });
}

/** A scenario in which one metric has another value of a label that decides. */
export function relabelled(scenario: Scenario, metric: string, label: string): Scenario {
  const renamed = (series: string) => (metricOf(series) === metric ? withValue(series, label, 'other') : series);
  return {
    ...scenario,
    series: Object.fromEntries(Object.entries(scenario.series).map(([series, text]) => [renamed(series), text])),
  };
}

/** Each metric of a scenario, with its labels out of a list. */
export function metricsWith(labels: readonly string[], { series }: Scenario): [metric: string, label: string][] {
  const names = Object.keys(series);
  const metrics = [...new Set(names.map(metricOf))];
  return metrics.flatMap((metric) =>
    labels
      .filter((label) => names.some((name) => metricOf(name) === metric && new RegExp(`[{,]${label}="`).test(name)))
      .map((label): [string, string] => [metric, label]),
  );
}

function withValue(series: string, label: string, value: string): string {
  return series.replace(new RegExp(`([{,])${label}="(?:[^"\\\\]|\\\\.)*"`), `$1${label}=${JSON.stringify(value)}`);
}
