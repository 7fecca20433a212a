import type { AlertCase, Scenario } from './alert-case';

/** The series of requests, from the samples of the counters of all, of good and of failed ones. */
type Load = (all: string, good: string, failed: string) => Scenario['series'];

/** Samples of a counter that rises at one rate per minute after the other. */
function rising(...phases: readonly (readonly [minutes: number, rate: number])[]): string {
  let value = 0;
  const texts = phases.map(([minutes, rate]) => {
    const text = `${value}+${rate}x${minutes - 1}`;
    value += rate * minutes;
    return text;
  });
  return texts.join(' ');
}

/** 1,000 requests per minute, and a burst of errors after a quiet time, in multiples of the allowed ratio. */
function burst(load: Load, budget: number, quiet: number, minutes: number, rate: number, after: number) {
  const failed = 1000 * budget * rate;
  return load(
    rising([quiet + minutes + after, 1000]),
    rising([quiet, 1000], [minutes, 1000 - failed], [after, 1000]),
    rising([quiet, 0], [minutes, failed], [after, 0]),
  );
}

/**
 * Bursts of errors, one per pair of windows of an error budget. The beginning depends on the long window and its threshold: 29
 * minutes at 30 times the allowed ratio are more than 14.4 times over an hour. The end depends on the short one.
 */
export function bursts(load: Load, budget: number): NonNullable<AlertCase['also']> {
  return {
    'half an hour at 30 times the allowed ratio after six quiet hours': {
      series: burst(load, budget, 360, 35, 30, 20),
      at: '393m',
      expect: { critical: 1 },
      looks: { '392m': {}, '397m': { critical: 1 }, '398m': {} },
    },
    'three hours at 12.5 times the allowed ratio after twelve quiet ones': {
      series: burst(load, budget, 720, 200, 12.5, 60),
      at: '910m',
      expect: { critical: 1 },
      looks: { '909m': {}, '937m': { critical: 1 }, '938m': {} },
    },
    'fifteen hours at 5.6 times the allowed ratio after a quiet day': {
      series: burst(load, budget, 1440, 900, 5.6, 400),
      at: '2274m',
      expect: { warning: 2 },
      looks: {
        ...{ '1935m': {}, '1936m': { warning: 1 }, '2273m': { warning: 1 } },
        ...{ '2397m': { warning: 2 }, '2398m': { warning: 1 }, '2637m': { warning: 1 }, '2638m': {} },
      },
    },
  };
}
