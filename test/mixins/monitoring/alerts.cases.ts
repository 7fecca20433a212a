import type { AlertCases, Scenario } from '../alerts/alert-case';

/** Targets of a job, of which the first ones do not answer. */
const targets = (down: number, all: number): Scenario['series'] =>
  Object.fromEntries(
    Array.from({ length: all }, (_, index) => [
      `up{job="j",namespace="n",instance="i${index}"}`,
      `${index < down ? 0 : 1}x30`,
    ]),
  );
const firing = (severity: string): string =>
  `ALERTS{alertname="${severity}",alertstate="firing",severity="${severity}",namespace="n",pod="p"}`;

/** Cases of the group `general.rules`. */
export const cases: AlertCases = {
  TargetDown: {
    fires: {
      series: targets(2, 10),
      at: '10m',
      expect: { warning: 1 },
      labels: { job: 'j', namespace: 'n' },
    },
    silent: { series: targets(1, 10), at: '20m' },
    ends: '11m',
    gone: '11m',
    decides: [],
  },
  Watchdog: {
    fires: { series: {}, at: '0m', expect: { none: 1 } },
  },
  InfoInhibitor: {
    fires: { series: { [firing('info')]: '1x10' }, at: '0m', expect: { none: 1 }, labels: { namespace: 'n' } },
    silent: { series: { [firing('info')]: '1x10', [firing('warning')]: '1x10' }, at: '5m' },
    ends: '1m',
    gone: '1m',
    decides: ['alertstate', 'severity'],
  },
};
