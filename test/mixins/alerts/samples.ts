/** A sample in promtool's notation: a number, a missing sample `_`, or the end of a series `stale`. */
type Sample = string;

const REPEATED = /^(?<start>.+?)(?:(?<step>[+-]\d*\.?\d+(?:e[+-]?\d+)?))?x(?<times>\d+)$/;

/** The single samples of a text in promtool's notation: `0+1x2 _x2` is `0 1 2 _ _` (Prometheus, "Unit testing for rules"). */
export function samplesOf(text: string): Sample[] {
  return text.split(/\s+/).filter(Boolean).flatMap(expanded);
}

function expanded(token: string): Sample[] {
  const { start, step, times } = REPEATED.exec(token)?.groups ?? {};
  if (start === undefined || times === undefined) return [token];
  if (start === '_' || start === 'stale') return Array<Sample>(Number(times)).fill(start);
  return Array.from({ length: Number(times) + 1 }, (_, index) =>
    step === undefined ? start : String(Number(start) + index * Number(step)),
  );
}

const COUNTER = /^\w+_(total|count|sum|bucket|errors|evictions)\{/;

/** Whether a series only rises, but for restarts. */
export function isCounter(series: string): boolean {
  return COUNTER.test(series);
}

/** Samples until a minute: a counter goes on as it rose last, anything else stays as it is. */
export function until(minute: number, series: string, samples: readonly Sample[]): Sample[] {
  const last = samples.at(-1) ?? '_';
  const step = isCounter(series) ? Number(last) - Number(samples.at(-2)) : 0;
  const missing = Array.from({ length: Math.max(0, minute + 1 - samples.length) }, (_, index) => {
    if (!Number.isFinite(Number(last))) return last === 'stale' ? '_' : last;
    return String(Number(last) + (Number.isFinite(step) ? step : 0) * (index + 1));
  });
  return [...samples, ...missing].slice(0, minute + 1);
}
