import { columnOf } from './columns';
import { FLAP_SECONDS, flapsOf, isFlapping, type CalmerBehavior } from './flapping';
import type { Hpa, Metric } from './hpa';
import { panelsOf, type Series } from './panels';
import type { SimulationResult, Sync } from './simulation';

/** Characters from left to right of the chart. */
const WIDTH = 72;

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Report of a simulation: changes, chart, totals, and flapping. */
export function report(hpa: Hpa, result: SimulationResult, calmer: CalmerBehavior | undefined): string {
  return [
    title(hpa, result),
    '',
    ...table(hpa, result),
    '',
    ...chart(hpa, result),
    '',
    totals(result),
    ...flapping(hpa, result, calmer),
  ].join('\n');
}

function title({ name, target, minReplicas, maxReplicas, metrics }: Hpa, { syncs }: SimulationResult): string {
  const targets = metrics.map((metric) => `${columnOf(metric)} at ${measure(metric, metric.target.value)}`).join(', ');
  const last = syncs.at(-1)?.time ?? 0;
  return `${name}: ${target.kind}/${target.name}, ${minReplicas} to ${maxReplicas} replicas, ${targets}; 0 to ${last} s`;
}

function table({ metrics }: Hpa, { changes, syncs }: SimulationResult): string[] {
  if (changes.length === 0) return ['no change of replicas'];
  const syncAt = new Map<number, Sync>(syncs.map((sync) => [sync.time, sync]));
  const columns = metrics.map(columnOf);
  const header = ['time', ...columns.map((name) => `demand ${name}`), ...columns, 'ready', 'replicas'];
  const rows = changes.map(({ time, from, to }) => {
    const sync = syncAt.get(time);
    return [
      `${time} s`,
      ...metrics.map((_, index) => amount(sync?.demand[index])),
      ...metrics.map((metric, index) => measure(metric, sync?.measured[index])),
      String(sync?.ready),
      `${from} → ${to}`,
    ];
  });
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [header, ...rows].map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
}

/** Each series as a row of blocks, as high as its greatest value in that time. */
function chart(hpa: Hpa, result: SimulationResult): string[] {
  const lines = panelsOf(hpa, result).flatMap(({ title: name, series }) => {
    const shown = series.filter((one) => one.name !== 'ready');
    return shown.map((one) => ({ name: shown.length > 1 ? `${name}: ${one.name}` : name, one }));
  });
  return lines.map(({ name, one }) => {
    const highest = Math.max(0, ...known(one));
    return `${blocks(one, highest)}  ${name}, up to ${amount(highest)}`;
  });
}

function known({ values }: Series): number[] {
  return values.filter((value) => value !== undefined);
}

function blocks({ values }: Series, highest: number): string {
  const width = Math.min(WIDTH, values.length);
  return Array.from({ length: width }, (_, column) => {
    const part = values.slice(
      Math.floor((column * values.length) / width),
      Math.floor(((column + 1) * values.length) / width),
    );
    const there = part.filter((value) => value !== undefined);
    if (there.length === 0) return ' ';
    const share = highest === 0 ? 0 : Math.max(...there) / highest;
    return LEVELS[Math.round(share * (LEVELS.length - 1))];
  }).join('');
}

function totals({ changes, unserved, demanded, replicaSeconds }: SimulationResult): string {
  const share = demanded === 0 ? 0 : (unserved * 100) / demanded;
  return `${plural(changes.length, 'change')}, ${amount(replicaSeconds / 3600)} replica hours, unserved ${amount(unserved)} of ${amount(demanded)} (${share.toFixed(1)} %)`;
}

function flapping(hpa: Hpa, result: SimulationResult, calmer: CalmerBehavior | undefined): string[] {
  const flaps = flapsOf(result.changes);
  const [first] = flaps;
  if (!first || !isFlapping(flaps)) return [];
  const named = `flapping: ${flaps.length} times replicas were removed and needed again within ${FLAP_SECONDS} s, first at ${first.down} and ${first.up} s`;
  if (!calmer) return ['', named, 'no window for scaling down helps: look at the target, or at the load'];
  const { behavior, result: after, flaps: left } = calmer;
  const effect = `${left} instead of ${flaps.length}; ${amount(after.replicaSeconds / 3600)} replica hours instead of ${amount(result.replicaSeconds / 3600)}, unserved ${amount(after.unserved)} instead of ${amount(result.unserved)}`;
  return [
    '',
    named,
    `with this behaviour of ${hpa.name} the same load does it ${effect}:`,
    '  behavior:',
    '    scaleDown:',
    `      stabilizationWindowSeconds: ${behavior.scaleDown.stabilizationWindowSeconds}`,
  ];
}

/** Current value, in the unit of the target. */
function measure({ target }: Metric, value: number | undefined): string {
  if (value === undefined) return '-';
  return target.type === 'Utilization' ? `${value} %` : amount(value / 1000);
}

function amount(value: number | undefined): string {
  if (value === undefined) return 'none';
  return String(Number(value.toPrecision(4)));
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
