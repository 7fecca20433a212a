import type { AlertCases } from '../alerts/alert-case';
import { durations, seriesOfJob } from './series';

const events = seriesOfJob('user-events', { namespace: 'guest', initiator: 'guest', action: 'hello' });
const activations = events('openwhisk_action_activations_total', { kind: 'nodejs:20', memory: '256' });
const status = (name: string): string => events('openwhisk_action_status', { status: name });
/** The action that controllers send to invokers which have been away: slow, cold and often failing. */
const ofInvokers = seriesOfJob('user-events', {
  namespace: 'whisk.system',
  initiator: 'whisk.system',
  action: 'invokerHealthTestAction0',
});
const tested = ofInvokers('openwhisk_action_activations_total', { kind: 'nodejs:20', memory: '128' });
const service = seriesOfJob('user-events', { namespace: 'ow', pod: 'user-events-0' });

/** Cases of the group `openwhisk-user-events`, but for those of the objectives. */
export const cases: AlertCases = {
  OpenWhiskUserEventsDown: {
    fires: { series: { [service('up')]: '0x30' }, at: '10m', expect: { warning: 1 } },
    silent: { series: { [service('up')]: '0x9 1x30' }, at: '30m' },
    ends: '21m',
  },
  OpenWhiskUserEventsLagging: {
    fires: { series: { [service('openwhisk_userevents_consumer_lag')]: '1001x60' }, at: '15m', expect: { warning: 1 } },
    silent: { series: { [service('openwhisk_userevents_consumer_lag')]: '1000x60' }, at: '30m' },
    ends: '16m',
    gone: '20m',
  },
  OpenWhiskSystemErrorsHigh: {
    fires: {
      series: { [status('whisk_internal_error')]: '0+12x60', [activations]: '0+100x60' },
      at: '11m',
      since: { critical: '6m' },
      expect: { critical: 1, warning: 1 },
    },
    silent: {
      series: {
        [status('whisk_internal_error')]: '0+0.9x60',
        [status('application_error')]: '0+50x60',
        [ofInvokers('openwhisk_action_status', { status: 'whisk_internal_error' })]: '0+50x60',
        [tested]: '0+50x60',
        [activations]: '0+100x60',
      },
      at: '30m',
    },
    ends: '15m',
    until: { critical: '13m' },
    gone: '15m',
    fewer: { openwhisk_action_status: '13m' },
    decides: ['job', 'status'],
    ignores: { action: 'invokerHealthTestAction0' },
  },
  OpenWhiskDeveloperErrorsHigh: {
    fires: {
      series: { [status('action_developer_error')]: '0+60x60', [activations]: '0+100x60' },
      at: '16m',
      expect: { info: 1 },
      labels: { namespace: 'guest', action: 'hello' },
    },
    // One call a minute says little, whatever becomes of it.
    silent: { series: { [status('action_developer_error')]: '0+1x60', [activations]: '0+1x60' }, at: '30m' },
    ends: '20m',
    gone: '20m',
    fewer: { openwhisk_action_status: '18m' },
    decides: ['job', 'status'],
    ignores: { action: 'invokerHealthTestAction0' },
  },
  OpenWhiskColdStartsHigh: {
    fires: {
      series: { [events('openwhisk_action_coldStarts_total')]: '0+6x90', [activations]: '0+10x90' },
      at: '37m',
      expect: { info: 1 },
    },
    silent: {
      series: {
        [events('openwhisk_action_coldStarts_total')]: '0+5x90',
        [activations]: '0+10x90',
        [ofInvokers('openwhisk_action_coldStarts_total')]: '0+50x90',
        [tested]: '0+50x90',
      },
      at: '60m',
    },
    ends: '46m',
    gone: '42m',
    fewer: { openwhisk_action_coldStarts_total: '40m' },
    ignores: { action: 'invokerHealthTestAction0' },
  },
  OpenWhiskWaitTimeHigh: {
    fires: {
      series: durations(events, 'openwhisk_action_waitTime_seconds', 90, 10),
      at: '16m',
      expect: { warning: 1 },
    },
    silent: {
      series: {
        ...durations(events, 'openwhisk_action_waitTime_seconds', 96, 4),
        ...durations(ofInvokers, 'openwhisk_action_waitTime_seconds', 0, 50),
      },
      at: '30m',
    },
    ends: '20m',
    gone: '20m',
    ignores: { action: 'invokerHealthTestAction0' },
  },
  OpenWhiskThrottled: {
    fires: {
      series: {
        'openwhisk_action_limit_timed_total{job="user-events",namespace="guest"}': '0+10x60',
        'openwhisk_action_limit_concurrent_total{job="user-events",namespace="guest"}': '0+10x60',
      },
      at: '19m',
      expect: { info: 2 },
      labels: { namespace: 'guest', limit: 'invocations per minute' },
    },
    silent: {
      series: { 'openwhisk_action_limit_timed_total{job="user-events",namespace="guest"}': '0+5x60' },
      at: '30m',
    },
    ends: '22m',
    gone: '22m',
  },
};
