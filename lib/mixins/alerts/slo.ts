import { matchersOf, type MetricSource } from '../../catalogue/sources';
import type { AlertDefinition, AlertLevel, Windows } from './alert';
import { recorded, type RecordingRule } from '../expressions/recorded';
import { promql, share, type Expression } from '../expressions/expression';

/** The period of an error budget. */
const PERIOD = '30d';

/** A level, and the part of the budget that is spent in its long window when it fires. */
interface Burn extends AlertLevel {
  readonly windows: Windows;
  readonly share: number;
}

/**
 * Burn rates worth an alert (Google, "The Site Reliability Workbook", chapter 5, "Multiwindow, Multi-Burn-Rate
 * Alerts"): the long window keeps an alert from firing at a hiccup, the short one, a twelfth of it, lets it end soon
 * after the trouble does. A short `for` keeps the first minutes of a new Prometheus, which all windows share, from
 * firing everything at once.
 */
const BURNS: readonly Burn[] = [
  { severity: 'critical', for: '2m', windows: { long: '1h', short: '5m' }, share: 0.02 },
  { severity: 'critical', for: '15m', windows: { long: '6h', short: '30m' }, share: 0.05 },
  { severity: 'warning', for: '1h', windows: { long: '1d', short: '2h' }, share: 0.1 },
  { severity: 'warning', for: '3h', windows: { long: '3d', short: '6h' }, share: 0.1 },
];

/** A service-level objective. */
interface Objective {
  /** First part of the names of its recorded series, e.g. `apiserver_request`. */
  readonly level: string;
  /** Counter of the requests. */
  readonly source: MetricSource;
  /** Part of the requests that has to be good, e.g. 0.99. */
  readonly target: number;
  /** Rate of all requests over 5 minutes, with the label `job`. */
  readonly requests: Expression;
  /** Rate of the failed requests, with the same labels. No sample counts as 0. */
  readonly errors: Expression;
}

/** Rules of an error budget: its recorded series, and the levels and the expression of its alert. */
export interface ErrorBudget extends Pick<AlertDefinition, 'levels' | 'expr'> {
  readonly records: readonly RecordingRule[];
  /** The recorded rates of all and of the failed requests. */
  readonly rates: { readonly requests: Expression; readonly errors: Expression };
}

/**
 * The rules of an error budget. Only two series are recorded, the rates of all and of the bad requests; a part over any window is the
 * quotient of their sums over time, so that no window needs a series of its own.
 *
 * @throws for a target that leaves no budget, or one so large that it cannot be spent fast enough for the first level to fire
 */
export function errorBudget({ level, source, target, requests, errors }: Objective): ErrorBudget {
  checkTarget(level, target);
  const all: RecordingRule = { record: `${level}:requests:rate5m`, expr: requests };
  const bad: RecordingRule = {
    record: `${level}:errors:rate5m`,
    expr: promql`${errors}\nor 0 * ${recorded(all, matchersOf(source))}`,
  };
  const rates = { requests: recorded(all, matchersOf(source)), errors: recorded(bad, matchersOf(source)) };
  const ratio = (window: string): Expression => share(over(rates.errors, window), over(rates.requests, window));
  return {
    records: [all, bad],
    rates,
    levels: BURNS.map(({ severity, for: duration, windows }) => ({ severity, for: duration, windows })),
    expr: ({ windows: { long, short } }) => {
      const limit = errorLimit(target, long);
      return promql`${ratio(long)} > ${limit}\nand ${ratio(short)} > ${limit}`;
    },
  };
}

/** The part of bad requests above which a level fires, by its long window. */
export function errorLimit(target: number, long: string): number {
  return rounded((1 - target) * burnRate(long));
}

/** How many times faster than allowed a budget is spent when the level of a long window fires. */
export function burnRate(long: string): number {
  const burn = BURNS.find(({ windows }) => windows.long === long);
  if (!burn) throw new Error(`no level of an error budget looks at ${long}; the long windows are ${LONG.join(', ')}`);
  return rounded((burn.share * seconds(PERIOD)) / seconds(long));
}

const LONG = BURNS.map(({ windows }) => windows.long);

/** The recorded rates cover 5 minutes already. */
function over(rate: Expression, window: string): Expression {
  return window === '5m' ? rate : promql`sum_over_time(${rate}[${window}])`;
}

function checkTarget(level: string, target: number): void {
  const fastest = Math.max(...LONG.map(burnRate));
  const least = 1 - 1 / fastest;
  if (target > least && target < 1) return;
  throw new Error(
    `the target of ${level} is ${target}; it has to be above ${least.toPrecision(4)}, as no one can spend a larger budget ${fastest} ` +
      'times too fast, and below 1, as there is no budget otherwise; 99 % is written 0.99',
  );
}

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86400 };

function seconds(duration: string): number {
  return Number.parseInt(duration, 10) * (UNITS[duration.slice(-1)] ?? Number.NaN);
}

/** Without the noise of binary fractions: 1 - 0.99 is 0.010000000000000009. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
