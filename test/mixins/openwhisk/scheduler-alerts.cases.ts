import type { AlertCases } from '../alerts/alert-case';
import { durations, seriesOfJob } from './series';

const scheduler = seriesOfJob('openwhisk-scheduler', { namespace: 'ow', pod: 'scheduler-0' });
const stuck = scheduler('counter_scheduler_queueNotProcessing_counter_total', { action: 'guest/hello@0.0.1' });
const WAIT = 'histogram_scheduler_kafkaWaitTime_counter_seconds';

/** Cases of the group `openwhisk-scheduler`. */
export const cases: AlertCases = {
  OpenWhiskSchedulerDown: {
    fires: { series: { [scheduler('up')]: '0x30' }, at: '5m', expect: { critical: 1 } },
    silent: { series: { [scheduler('up')]: '0x4 1x30' }, at: '30m' },
    ends: '11m',
  },
  OpenWhiskSchedulerQueueGrowing: {
    // With tags, and without.
    fires: {
      series: {
        [scheduler('gauge_scheduler_queueActivation_counter', { action: 'guest/hello@0.0.1' })]: '101x60',
        [scheduler('gauge_scheduler_queueActivation_guest_other_counter')]: '101x60',
      },
      at: '15m',
      expect: { warning: 2 },
      labels: { action: 'guest/hello@0.0.1' },
    },
    silent: {
      series: {
        [scheduler('gauge_scheduler_queueActivation_counter', { action: 'guest/hello@0.0.1' })]: '900x10 100x60',
      },
      at: '40m',
    },
    ends: '27m',
    gone: '20m',
  },
  OpenWhiskSchedulerQueueStuck: {
    fires: {
      series: { [stuck]: '_x5 1+1x60' },
      at: '11m',
      expect: { warning: 1 },
      labels: { action: 'guest/hello@0.0.1' },
    },
    // Once, long ago.
    silent: { series: { [stuck]: '0x3 1x60' }, at: '30m' },
    ends: '25m',
    gone: '20m',
  },
  OpenWhiskSchedulerIntakeSlow: {
    fires: { series: durations(scheduler, WAIT, 90, 10), at: '11m', expect: { warning: 1 } },
    silent: { series: durations(scheduler, WAIT, 96, 4), at: '30m' },
    ends: '15m',
    gone: '15m',
  },
  OpenWhiskSchedulerLeaseNotRenewed: {
    fires: {
      series: { [scheduler('counter_scheduler_keepAlive_counter_total', { leaseId: '7' })]: '0+60x10 600x60' },
      at: '19m',
      expect: { critical: 1 },
      labels: { pod: 'scheduler-0' },
    },
    // A new lease takes the place of a lost one.
    silent: {
      series: {
        [scheduler('counter_scheduler_keepAlive_counter_total', { leaseId: '7' })]: '0+60x10 600x60',
        [scheduler('counter_scheduler_keepAlive_counter_total', { leaseId: '8' })]: '_x10 0+60x60',
      },
      at: '30m',
    },
    ends: '21m',
    gone: '23m',
  },
};
