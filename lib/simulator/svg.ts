import type { Hpa } from './hpa';
import { panelsOf, type Panel, type Series } from './panels';
import type { SimulationResult } from './simulation';

/** Sizes in pixels. */
const WIDTH = 960;
const PANEL = 140;
const LEFT = 64;
const RIGHT = 16;
const TOP = 40;
const GAP = 44;
const TICKS = 6;

/** Colours that differ also for the colour-blind, and stand out on white as on black. */
const COLORS = ['#2f81c7', '#d9822b', '#2c9c6e', '#b65cbf', '#c94f4f'];

const STYLE = `
  svg { background: #ffffff; color: #1f2328; font: 12px sans-serif; }
  text { fill: currentColor; }
  .axis { stroke: currentColor; stroke-opacity: 0.25; }
  .mark { stroke: currentColor; stroke-opacity: 0.6; stroke-dasharray: 4 3; }
  .line { fill: none; stroke-width: 1.5; }
  @media (prefers-color-scheme: dark) { svg { background: #0d1117; color: #e6edf3; } }
`;

/** A simulation as a drawing: one panel below the other over the same time, readable on light and dark ground. */
export function drawing(hpa: Hpa, result: SimulationResult): string {
  const panels = panelsOf(hpa, result);
  const height = TOP + panels.length * (PANEL + GAP);
  const times = result.syncs.map(({ time }) => time);
  const caption = `${hpa.name}: ${hpa.target.kind}/${hpa.target.name}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escape(caption)}</title>`,
    `<style>${STYLE}</style>`,
    text(LEFT, 20, caption),
    ...panels.flatMap((panel, index) => draw(panel, times, TOP + index * (PANEL + GAP))),
    '</svg>',
    '',
  ].join('\n');
}

function draw({ title, series, mark }: Panel, times: readonly number[], top: number): string[] {
  const values = series.flatMap((one) => one.values.filter((value) => value !== undefined));
  const highest = [...values, mark ?? 0].reduce((most, value) => Math.max(most, value), 0) || 1;
  const last = times.at(-1) || 1;
  const bottom = top + 16 + PANEL - 16;
  const x = (time: number): number => round(LEFT + (time / last) * (WIDTH - LEFT - RIGHT));
  const y = (value: number): number => round(bottom - (value / highest) * (PANEL - 16));
  const names = series.length > 1 ? series.map(({ name }) => name) : [];
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => Math.round((last * index) / TICKS));
  return [
    text(LEFT, top + 8, title),
    ...legend(names, top + 8),
    line(x(0), bottom, x(last), bottom, 'axis'),
    line(x(0), y(highest), x(last), y(highest), 'axis'),
    text(LEFT - 8, bottom, '0', undefined, 'end'),
    text(LEFT - 8, y(highest) + 4, String(Number(highest.toPrecision(4))), undefined, 'end'),
    ...ticks.map((time) => text(x(time), bottom + 16, `${time} s`, undefined, 'middle')),
    ...(mark === undefined ? [] : [line(x(0), y(mark), x(last), y(mark), 'mark')]),
    ...series.map((one, index) => path(one, times, x, y, COLORS[index % COLORS.length] ?? '')),
  ];
}

/** Names in the colours of their lines, from the right; a letter is some eight pixels wide. */
function legend(names: readonly string[], y: number): string[] {
  let x = WIDTH - RIGHT;
  const texts = names.map((name, index) => ({ name, color: COLORS[index % COLORS.length] })).reverse();
  return texts.map(({ name, color }) => {
    x -= name.length * 8 + 8;
    return text(x, y, name, color);
  });
}

/** A line in steps: a value holds until the next sync, and there is none where nothing was measured. */
function path(
  { values }: Series,
  times: readonly number[],
  x: (time: number) => number,
  y: (value: number) => number,
  color: string,
): string {
  let steps = '';
  let before: number | undefined;
  values.forEach((value, index) => {
    const at = x(times[index] ?? 0);
    if (value === undefined) {
      if (before !== undefined) steps += `H${at}`;
    } else if (before === undefined) steps += `M${at} ${y(value)}`;
    else if (value !== before || index === values.length - 1) steps += `H${at}V${y(value)}`;
    before = value;
  });
  return `<path class="line" stroke="${color}" d="${steps}"/>`;
}

function text(x: number, y: number, content: string, color?: string, anchor?: string): string {
  const style = color ? ` style="fill: ${color}"` : '';
  const align = anchor ? ` text-anchor="${anchor}"` : '';
  return `<text x="${x}" y="${y}"${align}${style}>${escape(content)}</text>`;
}

function line(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
