import { FLAP_SECONDS, flapsOf } from './flapping';
import { BASELINE, COMPARED, panelsOf, type ComparedRun, type Mark, type Panel, type Run, type Series } from './panels';
import { timeLabel, timeTicks, withUnit } from './units';

/** Sizes in pixels. */
const WIDTH = 960;
const HEIGHT = 124;
const RIGHT = 64;
const TOP = 24;
const CAPTION = 18;
const TITLE = 16;
const GAP = 44;
const MARGIN = 8;

/** Width of a letter of 12 px at most: digits and small letters are narrower. */
const LETTER = 8;

/** Colours that differ also for the colour-blind, and stand out on white as on black. */
const COLORS = ['#2f81c7', '#d9822b', '#2c9c6e', '#b65cbf', '#c94f4f'];

const STYLE = `
  svg { background: #ffffff; color: #1f2328; font: 12px sans-serif; }
  text { fill: currentColor; }
  .axis { stroke: currentColor; stroke-opacity: 0.25; }
  .mark { stroke: currentColor; stroke-opacity: 0.6; stroke-dasharray: 4 3; }
  .flap { stroke: #c94f4f; stroke-opacity: 0.6; }
  .gap { fill: currentColor; fill-opacity: 0.12; }
  .line { fill: none; stroke-width: 1.5; }
  .wide { stroke-width: 5; stroke-opacity: 0.45; }
  @media (prefers-color-scheme: dark) { svg { background: #0d1117; color: #e6edf3; } }
`;

/** The area of a panel's lines. */
interface Frame {
  readonly times: readonly number[];
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
  readonly top: number;
  readonly bottom: number;
}

/** A drawing: panels over the same times, below lines of text. */
export interface Picture {
  readonly caption: readonly string[];
  readonly times: readonly number[];
  readonly panels: readonly Panel[];
}

/** A simulation as a drawing. A second run under the same load is drawn into the same panels. */
export function drawing(run: Run, compared?: ComparedRun): string {
  const times = run.result.syncs.map(({ time }) => time);
  return pictureOf({ caption: captionOf(run, compared), times, panels: panelsOf(run, compared) });
}

/** Draws panels, one below the other, readable on light and dark ground. */
export function pictureOf({ caption, times, panels }: Picture): string {
  const labels = panels.map((panel) => withUnit(highestOf(panel), panel.unit).length);
  const left = 2 * MARGIN + Math.max(...labels) * LETTER;
  const lines = caption.flatMap((line) => wrapped(line, Math.floor((WIDTH - left - MARGIN) / LETTER)));
  const top = TOP + lines.length * CAPTION;
  const height = top + panels.length * (TITLE + HEIGHT + GAP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escape(lines.join(' '))}</title>`,
    `<style>${STYLE}</style>`,
    ...lines.map((line, index) => text(left, 20 + index * CAPTION, line)),
    ...panels.flatMap((panel, index) => draw(panel, frameOf(panel, times, left, top + index * (TITLE + HEIGHT + GAP)))),
    '</svg>',
    '',
  ].join('\n');
}

/** Lines above the panels. */
function captionOf({ hpa, result }: Run, compared?: ComparedRun): string[] {
  const named = `${hpa.name}: ${hpa.target.kind}/${hpa.target.name}`;
  if (compared) return [`${BASELINE}: ${named}`, `${COMPARED}: ${compared.title.replaceAll(',', ', ')}`];
  const flaps = flapsOf(result.changes);
  return flaps.length > 0 ? [named, `red: ${flaps.length} × back within ${FLAP_SECONDS} s`] : [named];
}

/** The text in lines of at most some letters, broken between words where there are any. */
function wrapped(content: string, letters: number): string[] {
  return content.match(new RegExp(`\\S.{0,${letters - 2}}\\S(?=\\s|$)|\\S{1,${letters}}`, 'g')) ?? [];
}

/** The highest value that a panel shows; 1 where all are 0. */
function highestOf({ series, marks, top = 0 }: Panel): number {
  const values = [...series.flatMap((one) => one.values), ...marks.map(({ value }) => value)];
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), top) || 1;
}

function frameOf(panel: Panel, times: readonly number[], left: number, top: number): Frame {
  const highest = highestOf(panel);
  const last = times.at(-1) || 1;
  const bottom = top + TITLE + HEIGHT;
  return {
    times,
    x: (time) => round(left + (time / last) * (WIDTH - left - RIGHT)),
    y: (value) => round(bottom - (value / highest) * (HEIGHT - TITLE)),
    top: top + 8,
    bottom,
  };
}

function draw(panel: Panel, frame: Frame): string[] {
  const { times, x, y, top, bottom } = frame;
  const { series, unit, marks, turns = [] } = panel;
  const last = times.at(-1) ?? 0;
  const highest = highestOf(panel);
  return [
    text(x(0), top, unit === 'cores' ? `${panel.title}, in cores` : panel.title),
    ...legend(series.length > 1 ? series.map(({ name }) => name) : [], top),
    ...gaps(series, frame),
    ...[0, highest].flatMap((value) => [
      line(x(0), y(value), x(last), y(value), 'axis'),
      text(x(0) - MARGIN, y(value) + (value === 0 ? 0 : 4), withUnit(value, unit), undefined, 'end'),
    ]),
    ...timeTicks(last || 1).map((time) => text(x(time), bottom + TITLE, timeLabel(time, last), undefined, 'middle')),
    ...turns.map((time) => line(x(time), y(highest), x(time), bottom, 'flap')),
    ...labelled(marks, frame),
    ...series.map((one, index) =>
      path(one, frame, COLORS[index % COLORS.length] ?? '', index === 0 && series.length > 1),
    ),
  ];
}

/** Horizontal lines with their names at the right; names that would overlap are written in one. */
function labelled(marks: readonly Mark[], { times, x, y, bottom }: Frame): string[] {
  const last = times.at(-1) ?? 0;
  const labels: { names: string[]; y: number }[] = [];
  for (const { name, value } of [...marks].sort((one, other) => one.value - other.value)) {
    const before = labels.at(-1);
    if (before && before.y - y(value) < TITLE) {
      if (!before.names.includes(name)) before.names.push(name);
    } else labels.push({ names: [name], y: y(value) });
  }
  return [
    ...marks.map(({ value }) => line(x(0), y(value), x(last), y(value), 'mark')),
    // Above the last time, which is below the panel.
    ...labels.map((label) => text(x(last) + MARGIN / 2, Math.min(label.y + 4, bottom), label.names.join(', '))),
  ];
}

/** Syncs without a value of a series. */
function gaps(series: readonly Series[], { times, x, y, bottom }: Frame): string[] {
  const missing = times.filter((_, index) => series.some(({ values }) => values[index] === undefined));
  const step = (times[1] ?? 1) - (times[0] ?? 0);
  const last = times.at(-1) ?? 0;
  return missing.map((time) => {
    const width = round(x(Math.min(last, time + step)) - x(time));
    return `<rect class="gap" x="${x(time)}" y="${bottom - HEIGHT + TITLE}" width="${width}" height="${round(y(0) - bottom + HEIGHT - TITLE)}"/>`;
  });
}

/** Names in the colours of their lines, from the right. */
function legend(names: readonly string[], y: number): string[] {
  let x = WIDTH - RIGHT;
  const texts = names.map((name, index) => ({ name, color: COLORS[index % COLORS.length] })).reverse();
  return texts.map(({ name, color }) => {
    x -= (name.length + 1) * LETTER;
    return text(x, y, name, color);
  });
}

/** A line in steps: a value holds until the next sync, and there is none where nothing was measured. */
function path({ values }: Series, { times, x, y }: Frame, color: string, wide: boolean): string {
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
  return `<path class="line${wide ? ' wide' : ''}" stroke="${color}" d="${steps}"/>`;
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
