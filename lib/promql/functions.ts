/** Type of an expression's result. `range` and `instant` are vectors. */
export type ValueType = 'instant' | 'range' | 'scalar' | 'string';

/** How a function is called. */
export interface Signature {
  /** Types of the arguments; the last one also applies to all further arguments. */
  readonly args: readonly ValueType[];
  readonly least: number;
  readonly most: number;
  readonly returns: ValueType;
  /** Whether Prometheus has to be started with `--enable-feature=promql-experimental-functions`. */
  readonly experimental: boolean;
}

/**
 * The functions of Prometheus 3.13 (Prometheus, "Query functions"), by signature: `?` is for arguments that may be left out, `*`
 * for such as may be repeated, too.
 */
const STABLE = {
  '(instant) instant': `abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count
    histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp`,
  '(instant?) instant': 'day_of_month day_of_week day_of_year days_in_month hour minute month year',
  '(range) instant': `absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time
    max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time`,
  '(range scalar) instant': 'predict_linear',
  '(scalar range) instant': 'quantile_over_time',
  '(instant scalar) instant': 'clamp_max clamp_min',
  '(instant scalar?) instant': 'round',
  '(instant scalar scalar) instant': 'clamp',
  '(scalar instant) instant': 'histogram_quantile',
  '(scalar scalar instant) instant': 'histogram_fraction',
  '(instant string string string string) instant': 'label_replace',
  '(instant string string string*) instant': 'label_join',
  '(instant) scalar': 'scalar',
  '(scalar) instant': 'vector',
  '() scalar': 'pi time',
};

const EXPERIMENTAL = {
  '(range) instant': `first_over_time mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time
    ts_of_min_over_time`,
  '(range scalar scalar) instant': 'double_exponential_smoothing',
  '(instant string scalar scalar*) instant': 'histogram_quantiles',
  '(instant instant?) instant': 'info',
  '(instant string*) instant': 'sort_by_label sort_by_label_desc',
  '(scalar scalar) scalar': 'max_of min_of',
  '() scalar': 'end range start step',
};

/** The functions by name. */
export const FUNCTIONS: ReadonlyMap<string, Signature> = new Map([
  ...Object.entries(STABLE).flatMap(([text, names]) => signatures(text, names, false)),
  ...Object.entries(EXPERIMENTAL).flatMap(([text, names]) => signatures(text, names, true)),
]);

/** Aggregations with a parameter before the vector, and its type. */
export const AGGREGATION_PARAMETERS: Readonly<Record<string, ValueType>> = {
  bottomk: 'scalar',
  count_values: 'string',
  limit_ratio: 'scalar',
  limitk: 'scalar',
  quantile: 'scalar',
  topk: 'scalar',
};

/** Aggregations that Prometheus has to be started with `--enable-feature=promql-experimental-functions` for. */
export const EXPERIMENTAL_AGGREGATIONS = ['limitk', 'limit_ratio'];

function signatures(text: string, names: string, experimental: boolean): [string, Signature][] {
  const [, list = '', returns = 'instant'] = /^\((.*)\) (\w+)$/.exec(text) ?? [];
  const args = list.split(' ').filter((arg) => arg !== '');
  const signature = {
    args: args.map((arg) => arg.replace(/[?*]$/, '') as ValueType),
    least: args.filter((arg) => /\w$/.test(arg)).length,
    most: list.endsWith('*') ? Infinity : args.length,
    returns: returns as ValueType,
    experimental,
  };
  return names.split(/\s+/).map((name) => [name, signature]);
}
