import { type Expression } from '../expressions/expression';
import type { Unit } from './units';

/** Thresholds for warning and bad values. */
export interface Limits {
  /** @default - nothing is only to be watched. */
  readonly warning?: number;
  /** @default - nothing is bad. */
  readonly critical?: number;
  /** Whether low values are bad, not high ones. @default false */
  readonly below?: boolean;
}

/** Unit and thresholds of a value. */
export interface State {
  readonly text: string;
  /** @default - neither good nor bad. */
  readonly is?: 'good' | 'bad';
}

interface Described {
  readonly title: string;
  /** Description of the panel, with advice on reading it. */
  readonly description: string;
}

/** A panel with one kind of value. */
interface Measured extends Described {
  readonly unit: Unit;
  /** @default - no value is bad. */
  readonly limits?: Limits;
}

/** A graph over time. */
export interface Timeseries extends Measured {
  readonly type: 'timeseries';
  /** Queries by legend; `{{label}}` stands for a label's value. */
  readonly queries: Readonly<Record<string, Expression>>;
  /** Whether series are parts of a whole. @default false */
  readonly stacked?: boolean;
  /** The most that there can be. @default - as high as the values are */
  readonly max?: number;
}

/** A value as it is now. */
export interface Stat extends Measured {
  readonly type: 'stat';
  readonly query: Expression;
  /** Unit of the value. @default - a plain number */
  readonly states?: Readonly<Record<string, State>>;
  /** Label shown instead of the value, as `{{label}}`. @default - the value */
  readonly legend?: string;
}

/** A share as it is now, from 0 to 1. */
export interface Gauge extends Described {
  readonly type: 'gauge';
  readonly query: Expression;
  /** @default - from 0.75 on to be watched, from 0.9 on bad */
  readonly limits?: Limits;
}

/** A column of values. */
export interface Column {
  readonly query: Expression;
  readonly unit: Unit;
  /** @default - no value is bad. */
  readonly limits?: Limits;
  /** Unit of the value. @default - a plain number */
  readonly states?: Readonly<Record<string, State>>;
}

/** Another board that a column's cells lead to. */
export interface Link {
  /** Its uid. */
  readonly board: string;
  /** Its variables: `$name` is a variable of this board, anything else a label of the table's. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Values as they are now, a line for each combination of labels. */
export interface Table extends Described {
  readonly type: 'table';
  /** Columns of labels: their titles by label. Every query has these labels and no others. */
  readonly labels: Readonly<Record<string, string>>;
  /** Columns of values by title. */
  readonly columns: Readonly<Record<string, Column>>;
  /** By label. @default - none */
  readonly links?: Readonly<Record<string, Link>>;
}

/** How observations are spread, over time. */
export interface Heatmap extends Described {
  readonly type: 'heatmap';
  readonly unit: Unit;
  /** Buckets of a histogram. */
  readonly buckets: Expression;
}

/** A panel of a board. */
export type Panel = Timeseries | Stat | Gauge | Table | Heatmap;

/** Panels that belong together, under a heading. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** Values over time. */
export function timeseries(panel: Omit<Timeseries, 'type'>): Timeseries {
  return { type: 'timeseries', ...panel };
}

/** A value as it is now. */
export function stat(panel: Omit<Stat, 'type'>): Stat {
  return { type: 'stat', ...panel };
}

/** A share as it is now. */
export function gauge(panel: Omit<Gauge, 'type'>): Gauge {
  return { type: 'gauge', ...panel };
}

/** Values as they are now, by labels. */
export function table(panel: Omit<Table, 'type'>): Table {
  return { type: 'table', ...panel };
}

/** How observations are spread. */
export function heatmap(panel: Omit<Heatmap, 'type'>): Heatmap {
  return { type: 'heatmap', ...panel };
}

/** Panels under a heading. */
export function row(title: string, ...panels: readonly Panel[]): Row {
  return { title, panels };
}
