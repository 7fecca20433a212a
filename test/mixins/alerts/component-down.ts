import type { AlertCase, Scenario } from './alert-case';

/** Samples of `up` by instance, for a source whose series have these labels: `job="etcd"`. */
export function up(labels: string, instances: Readonly<Record<string, string>>): Scenario['series'] {
  return Object.fromEntries(
    Object.entries(instances).map(([instance, samples]) => [`up{${labels},instance="${instance}"}`, samples]),
  );
}

/** Both instances are down; one of two is. */
export function downCase(labels: string, decides = ['job']): AlertCase {
  return {
    fires: { series: up(labels, { a: '1x5 0x30', b: '0x40' }), at: '21m', expect: { critical: 1 } },
    silent: { series: up(labels, { a: '1x40', b: '0x40' }), at: '40m' },
    ends: '22m',
    decides,
  };
}

/** One instance of two is down; none is down for long. */
export function unreachableCase(labels: string, decides = ['job']): AlertCase {
  return {
    fires: {
      series: up(labels, { a: '1x40', b: '0x40' }),
      at: '15m',
      expect: { warning: 1 },
      labels: { instance: 'b' },
    },
    silent: { series: up(labels, { a: '1x40', b: '0x13 1 0x13 1' }), at: '27m' },
    ends: '30m',
    gone: '16m',
    decides,
  };
}
