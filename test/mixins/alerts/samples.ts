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
