import { columnOf } from './columns';
import { FLAP_SECONDS, flapsOf, isFlapping } from './flapping';
import type { Hpa, Metric } from './hpa';
import { BASELINE, COMPARED, panelsOf, type ComparedRun, type Run, type Series } from './panels';
import { triesAll, type Proposal } from './proposals';
import type { SimulationResult } from './simulation';
import { aligned, amount, difference, unservedPercent, unservedShare } from './text-table';

/** Characters from left to right of the chart. */
const WIDTH = 72;

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Report of a simulation: changes, chart, totals, flapping, and what other settings would do. */
export function report(run: Run, proposals: readonly Proposal[], compared?: ComparedRun): string {
  const { hpa, result } = run;
  return [
    title(hpa, result),
    '',
    ...table(hpa, result),
    ...(compared ? ['', `${COMPARED}: ${compared.title}`, '', ...table(compared.hpa, compared.result)] : []),
    '',
    ...chart(run, compared),
    '',
    ...(compared
      ? outcomes([
          { name: BASELINE, result },
          { name: COMPARED, result: compared.result },
        ])
      : [totals(result)]),
    ...flapping(result, proposals),
    ...proposed(result, proposals),
  ].join('\n');
}

function title({ name, target, minReplicas, maxReplicas, metrics }: Hpa, { syncs }: SimulationResult): string {
  const targets = metrics.map((metric) => `${columnOf(metric)} at ${measure(metric, metric.target.value)}`).join(', ');
  const last = syncs.at(-1)?.time ?? 0;
  return `${name}: ${target.kind}/${target.name}, ${minReplicas} to ${maxReplicas} replicas, ${targets}; 0 to ${last} s`;
}

function table({ metrics }: Hpa, { changes, syncs }: SimulationResult): string[] {
  if (changes.length === 0) return ['no change of replicas'];
  const columns = metrics.map(columnOf);
  const header = ['time', ...columns.map((name) => `demand ${name}`), ...columns, 'ready', 'replicas'];
  const rows = changes.map(({ time, from, to, by }) => {
    const sync = syncs.filter((one) => one.time <= time).at(-1);
    return [
      `${time} s`,
      ...metrics.map((_, index) => amount(sync?.demand[index])),
      ...metrics.map((metric, index) => measure(metric, sync?.measured[index])),
      String(sync?.ready),
      `${from} → ${to}${by === 'keda' ? ' by KEDA' : ''}`,
    ];
  });
  return aligned([header, ...rows]);
}

/** Each series as a row of blocks, as high as its greatest value in that time. */
function chart(run: Run, compared?: ComparedRun): string[] {
  const lines = panelsOf(run, compared).flatMap(({ title: name, series }) => {
    const shown = series.filter((one) => one.name !== 'ready');
    return shown.map((one) => ({ name: shown.length > 1 ? `${name}: ${one.name}` : name, one }));
  });
  return lines.map(({ name, one }) => {
    const highest = highestOf(known(one));
    return `${blocks(one, highest)}  ${name}, up to ${amount(highest)}`;
  });
}

/** The highest of any number of values from 0 on; arguments of a function are limited in number. */
function highestOf(values: readonly number[]): number {
  return values.reduce((highest, value) => Math.max(highest, value), 0);
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
    const share = highest === 0 ? 0 : highestOf(there) / highest;
    return LEVELS[Math.round(share * (LEVELS.length - 1))];
  }).join('');
}

function totals(result: SimulationResult): string {
  const { changes, unserved, demanded, replicaSeconds } = result;
  return `${plural(changes.length, 'change')}, ${amount(replicaSeconds / 3600)} replica hours, unserved ${amount(unserved)} of ${amount(demanded)} (${unservedPercent(result)} %)`;
}

function flapping(result: SimulationResult, proposals: readonly Proposal[]): string[] {
  const flaps = flapsOf(result.changes);
  const [first] = flaps;
  if (!first || !isFlapping(flaps)) return [];
  const named = `flapping: ${flaps.length} times replicas were removed and needed again within ${FLAP_SECONDS} s, first at ${first.down} and ${first.up} s`;
  const calmer = proposals.some((one) => flapsOf(one.result.changes).length < flaps.length);
  return [
    '',
    named,
    ...(calmer || !triesAll(result)
      ? []
      : ['no window or policy for scaling down helps: look at the target, or at the load']),
  ];
}

function proposed(result: SimulationResult, proposals: readonly Proposal[]): string[] {
  const [first] = proposals;
  const cut = triesAll(result)
    ? []
    : [
        'not all settings were tried, as the trace is long for so many replicas; a part of it, with --until, allows more',
      ];
  if (!first) return cut.length > 0 ? ['', ...cut] : [];
  return [
    '',
    'proposals, each simulated under the same load:',
    ...outcomes([{ name: 'now', result }, ...proposals.map((one) => ({ name: one.setting, result: one.result }))]),
    `to see one: --compare ${first.setting}`,
    ...cut,
  ];
}

/** Results side by side: what each serves, and what it costs compared with the first. */
function outcomes(rows: readonly { readonly name: string; readonly result: SimulationResult }[]): string[] {
  const hours = rows[0]?.result.replicaSeconds ?? 0;
  const header = ['', 'unserved', 'flaps', 'changes', 'highest', 'replica hours'];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const cells = rows.map(({ name, result }, index) => [
    name.padEnd(width),
    unservedShare(result),
    String(flapsOf(result.changes).length),
    String(result.changes.length),
    String(highestOf(result.syncs.map(({ desired }) => desired))),
    `${amount(result.replicaSeconds / 3600)}${index === 0 || hours === 0 ? '' : ` (${difference(result.replicaSeconds / hours)})`}`,
  ]);
  return aligned([header, ...cells]);
}

/** Current value, in the unit of the target. */
function measure({ target }: Metric, value: number | undefined): string {
  if (value === undefined) return '-';
  return target.type === 'Utilization' ? `${value} %` : amount(value / 1000);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
