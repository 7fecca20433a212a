import type { Kind, Scenario } from './alert-case';
import { isCounter, samplesOf, until } from './samples';

/** Exporters whose second replica serves every series once more. */
const EXPORTERS = [
  'kube-state-metrics',
  'kafka-exporter',
  'redis-exporter',
  'elasticsearch-exporter',
  'mysqld-exporter',
];

const INFO = /^kube_\w+_(info|owner|labels|access_mode|reason)\{|_build_info\{/;

/** The name of the metric of a series. */
export const metricOf = (series: string): string => series.slice(0, series.indexOf('{'));
const withLabel = (series: string, label: string): string => series.replace('{', `{${label},`);

type Derive = (
  series: string,
  samples: readonly string[],
  scenario: Scenario,
) => readonly [string, readonly string[]][];

/** A failed scrape ends all series of the target, but for `up`, which is 0. `ALERTS` is not scraped. */
const missedScrapes: Derive = (series, samples) => {
  const metric = metricOf(series);
  if (metric === 'ALERTS') return [[series, samples]];
  const missed = metric === 'up' ? '0' : 'stale';
  return [[series, samples.map((sample, index) => (index % 10 === 9 && sample !== '_' ? missed : sample))]];
};

/** Both replicas serve the same state, and differ by the labels of their own pods. */
const secondReplica: Derive = (series, samples) =>
  EXPORTERS.some((job) => series.includes(`job="${job}"`)) && metricOf(series) !== 'up'
    ? [
        [withLabel(series, 'instance="replica-a"'), samples],
        [withLabel(series, 'instance="replica-b"'), samples],
      ]
    : [[series, samples]];

/** An object that was created again under the same name has the info series of both for some minutes. */
const duplicateInfo: Derive = (series, samples) =>
  INFO.test(series)
    ? [
        [series, samples],
        [withLabel(series, 'uid="former"'), samples],
      ]
    : [[series, samples]];

/** The program restarts half-way, directly after a scrape: the next one fails, and counters begin again at 0. */
const restart: Derive = (series, samples, { at }) => {
  const metric = metricOf(series);
  if (metric === 'ALERTS') return [[series, samples]];
  const moment = Math.floor(minutes(at) / 2);
  const before = isCounter(series) ? Number(samples[moment - 1]) : 0;
  const since = (sample: string): string =>
    Number.isFinite(before) && before !== 0 && Number.isFinite(Number(sample))
      ? String(Number(sample) - before)
      : sample;
  const restarted = samples.map((sample, index) => {
    if (index < moment || sample === '_') return sample;
    if (index === moment) return metric === 'up' ? '0' : 'stale';
    return since(sample);
  });
  return [[series, restarted]];
};

/** Every target is gone from service discovery. */
const vanished: Derive = (series, samples) => [
  [series, [...samples.slice(0, 2), 'stale', ...samples.slice(3).map(() => '_')]],
];

const NODE = /[{,]node="([^"]*)"/;
const NODE_INSTANCE =
  /job="(?:node-exporter|kubelet)".*instance="([^"]*)"|instance="([^"]*)".*job="(?:node-exporter|kubelet)"/;

/** The node that a series is about. */
function nodeOf(series: string): string | undefined {
  return (NODE.exec(series) ?? NODE_INSTANCE.exec(series))?.slice(1).find((name) => name !== undefined);
}

/** The cluster has the first node only. */
const oneNode: Derive = (series, samples, scenario) => {
  const nodes = Object.keys(scenario.series).flatMap((other) => nodeOf(other) ?? []);
  const node = nodeOf(series);
  return node === undefined || node === nodes[0] ? [[series, samples]] : [];
};

/** All objects are deleted half-way, in order. */
const plannedDeletion: Derive = (series, samples, { at }) => {
  const moment = Math.floor(minutes(at) / 2);
  return [[series, samples.map((sample, index) => (index < moment ? sample : index === moment ? 'stale' : '_'))]];
};

const DERIVE: Readonly<Record<Kind, Derive>> = {
  'a missed scrape in ten': missedScrapes,
  'a second replica of the exporter': secondReplica,
  'a duplicate info series': duplicateInfo,
  'a restart': restart,
  'vanished targets': vanished,
  'one node': oneNode,
  'a planned deletion': plannedDeletion,
};

/** Kinds that end or begin nothing that an alert reports. */
export const ONLY_SILENT: readonly Kind[] = ['one node', 'a planned deletion'];

/** All kinds. */
export const KINDS = Object.keys(DERIVE) as Kind[];

/** A scenario under the circumstances of a kind; nothing if they change none of its series. */
export function derived(kind: Kind, scenario: Scenario): Scenario | undefined {
  const all = Object.entries(scenario.series).map(([series, text]) => [series, samplesOf(text)] as const);
  const changed = all.flatMap(([series, samples]) => DERIVE[kind](series, samples, scenario));
  if (JSON.stringify(changed) === JSON.stringify(all)) return undefined;
  return { ...scenario, series: Object.fromEntries(changed.map(([series, samples]) => [series, samples.join(' ')])) };
}

/** Minutes of a duration such as `4h30m`. */
export function minutes(duration: string): number {
  const { hours = '0', rest = '0' } = /^(?:(?<hours>\d+)h)?(?:(?<rest>\d+)m)?$/.exec(duration)?.groups ?? {};
  return 60 * Number(hours) + Number(rest);
}

/** The same, and the look some minutes later: a failed scrape or a restart delays an alert. */
export function later(minutesMore: number, { series, at }: Scenario): Scenario {
  const end = minutes(at) + minutesMore;
  return {
    series: Object.fromEntries(
      Object.entries(series).map(([key, text]) => [key, until(end, key, samplesOf(text)).join(' ')]),
    ),
    at: `${end}m`,
  };
}
