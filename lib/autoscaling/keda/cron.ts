/** Bounds of a field, and the names of its values. */
interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The fields that KEDA's parser has (cron_scaler.go; github.com/robfig/cron/v3, parser.go): Sunday is 0 only. */
const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 0, max: 6, names: DAYS },
];

/** The most days of each month, from January on. */
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The mistake in a schedule as KEDA reads it; undefined for a valid one. */
export function cronMistake(text: string): string | undefined {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== FIELDS.length || text.trim() === '') {
    return `'${text}' has ${text.trim() === '' ? 0 : parts.length} fields`;
  }
  const values: (readonly number[])[] = [];
  for (const [index, field] of FIELDS.entries()) {
    const read = valuesOf(parts[index] ?? '', field);
    if (typeof read === 'string') return `'${text}': ${read}`;
    values.push(read);
  }
  const [, , days = [], months = []] = values;
  // With both days given, either suffices.
  const byDate = !/^[*?]/.test(parts[2] ?? '') && /^[*?](\/1)?$/.test(parts[4] ?? '');
  const occurs = months.some((month) => days.some((day) => day <= (MONTH_DAYS[month - 1] ?? 0)));
  return byDate && !occurs ? `'${text}' never occurs: no such month has such a day` : undefined;
}

/** The values of a field, or its mistake. */
function valuesOf(text: string, field: Field): readonly number[] | string {
  const { name, min, max } = field;
  const values: number[] = [];
  for (const range of text.split(',').filter((part) => part !== '')) {
    const [bounds = '', step, ...rest] = range.split('/');
    const [low = '', high, ...more] = bounds.split('-');
    const isAny = low === '*' || low === '?';
    const from = isAny ? min : numberOf(low, field);
    const to = isAny || (high === undefined && step !== undefined) ? max : numberOf(high ?? low, field);
    const by = step === undefined ? 1 : Number(/^\d+$/.test(step) ? step : NaN);
    if ([from, to, by].some(Number.isNaN) || rest.length > 0 || more.length > 0) return `'${range}' is not a ${name}`;
    if (from < min || to > max) return `${name} '${range}' is not within ${min} to ${max}`;
    if (from > to) return `${name} '${range}' begins after its end`;
    if (by === 0) return `${name} '${range}' has a step of 0`;
    for (let value = from; value <= to; value += by) values.push(value);
  }
  return values.length > 0 ? values : `${name} is empty`;
}

function numberOf(text: string, { min, names = [] }: Field): number {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return min + named;
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
