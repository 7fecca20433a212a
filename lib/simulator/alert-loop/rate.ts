/** A scraped value of a counter. */
export interface Sample {
  /** In seconds. */
  readonly time: number;
  readonly value: number;
}

/** How much further than the mean distance of the samples a boundary may be, for the rate to be extrapolated to it. */
const EXTRAPOLATION = 1.1;

/**
 * `rate(counter[window])` at a time, per second (Prometheus 3, promql/functions.go, `extrapolatedRate`): the window does not
 * include its beginning. Undefined with fewer than two samples.
 */
export function rateAt(samples: readonly Sample[], now: number, window: number): number | undefined {
  const inside = samples.filter(({ time }) => time > now - window && time <= now);
  const [first] = inside;
  const last = inside.at(-1);
  if (!first || !last || inside.length < 2) return undefined;
  const resets = inside.reduce((sum, { value }, index) => {
    const before = inside[index - 1]?.value ?? 0;
    return value < before ? sum + before : sum;
  }, 0);
  const increase = last.value - first.value + resets;
  const sampled = last.time - first.time;
  const distance = sampled / (inside.length - 1);
  const within = (seconds: number): number => (seconds >= distance * EXTRAPOLATION ? distance / 2 : seconds);
  // A counter is never below 0: the line is not extrapolated beyond its zero.
  const sinceZero = increase > 0 ? sampled * (first.value / increase) : Infinity;
  const toStart = Math.min(within(first.time - (now - window)), sinceZero);
  return (increase * (sampled + toStart + within(now - last.time))) / sampled / window;
}
