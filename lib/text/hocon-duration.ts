const HOCON_DURATION = /^(\d+) ?(?:(ms|milliseconds?)|(s|seconds?)|(m|minutes?)|(h|hours?)|(d|days?))$/;
/** Milliseconds of the units, in the order of the groups. */
const MILLISECONDS = [1, 1000, 60_000, 3_600_000, 86_400_000];

/**
 * The milliseconds of a duration in HOCON's notation, such as `100ms` or `20 seconds` (HOCON, "Duration format").
 *
 * @throws when the text is not such a duration.
 */
export function parseHoconDuration(text: string): number {
  const match = HOCON_DURATION.exec(text);
  if (!match) throw new Error(`'${text}' is not a duration; write for example 100ms, 30s, 5m or 20 seconds`);
  const [, digits, ...units] = match;
  return Number(digits) * (MILLISECONDS[units.findIndex((unit) => unit !== undefined)] ?? 1);
}
