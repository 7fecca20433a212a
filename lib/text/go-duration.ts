const GO_DURATION = /^(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/;

const SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/**
 * The seconds of a duration that Go programs read in their flags, such as `15s` or `1m30s` (Go, package time, `ParseDuration`);
 * undefined when it is not one that is above or at 0.
 */
export function parseGoDuration(text: string): number | undefined {
  if (text === '0') return 0;
  let seconds = 0;
  let rest = text;
  do {
    const [part = '', amount = '', , unit = ''] = GO_DURATION.exec(rest) ?? [];
    if (part === '') return undefined;
    seconds += Number(amount) * (SECONDS[unit] ?? 0);
    rest = rest.slice(part.length);
  } while (rest !== '');
  return seconds;
}
