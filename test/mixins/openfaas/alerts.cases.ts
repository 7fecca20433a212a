import type { AlertCases } from '../alerts/alert-case';
import { durations, seriesOfJob } from '../openwhisk/series';

const place = { namespace: 'openfaas', pod: 'owdev-openfaas-gateway-x' };
const one = { function_name: 'resize.openfaas-fn' };
const gateway = seriesOfJob('openfaas-gateway', place);
const ofOne = seriesOfJob('openfaas-gateway', { ...place, ...one });
const answered = (code: string): string => ofOne('gateway_function_invocation_total', { code });
const started = ofOne('gateway_function_invocation_started');
const within = (le: string): string => ofOne('gateway_functions_seconds_bucket', { code: '200', le });
const pods = ofOne('gateway_service_count');

const provider = seriesOfJob('openfaas-provider', place);
const asked = (code: string): string =>
  provider('provider_http_requests_total', { code, method: 'GET', path: '/system/functions' });
const pending = seriesOfJob('openfaas-queue-worker', { namespace: 'openfaas', pod: 'owdev-openfaas-queue-worker-x' })(
  'queue_worker_pending_messages',
  { kubernetes_pod_name: 'owdev-openfaas-queue-worker-x', queue_name: 'faas-request' },
);

/** Cases of the group `openfaas`. */
export const cases: AlertCases = {
  OpenFaaSGatewayDown: {
    fires: { series: { [gateway('up')]: '1x5 0x30' }, at: '11m', expect: { critical: 1 } },
    // One of two is enough.
    silent: {
      series: {
        [gateway('up')]: '0x30',
        [gateway('up', { pod: 'owdev-openfaas-gateway-y' })]: '1x30',
      },
      at: '30m',
    },
    ends: '12m',
  },
  OpenFaaSFunctionErrorsHigh: {
    fires: {
      series: { [answered('200')]: '0+70x60', [answered('502')]: '0+30x60' },
      at: '11m',
      since: { critical: '6m' },
      expect: { critical: 1, warning: 1 },
      labels: one,
    },
    // The client's errors are none of the function's.
    silent: {
      series: { [answered('200')]: '0+66x60', [answered('404')]: '0+30x60', [answered('500')]: '0+4x60' },
      at: '40m',
    },
    ends: '15m',
    until: { critical: '14m' },
    gone: '15m',
    decides: ['job', 'code'],
    divided: ['code'],
  },
  OpenFaaSFunctionSlow: {
    fires: {
      series: durations(ofOne, 'gateway_functions_seconds', 93, 7, { code: '200' }),
      at: '16m',
      expect: { warning: 1 },
      labels: one,
    },
    silent: { series: durations(ofOne, 'gateway_functions_seconds', 96, 4, { code: '200' }), at: '40m' },
    ends: '19m',
    gone: '20m',
    also: {
      'a function of which one invocation in twenty takes 4.4 s': {
        series: { [within('2.5')]: '0+80x60', [within('5.0')]: '0+100x60', [within('+Inf')]: '0+100x60' },
        at: '40m',
      },
    },
  },
  OpenFaaSProviderErrorsHigh: {
    fires: {
      series: { [asked('200')]: '0+94x60', [asked('500')]: '0+6x60' },
      at: '11m',
      expect: { warning: 1 },
      labels: { namespace: 'openfaas' },
    },
    // A function that is not there is the client's mistake.
    silent: {
      series: { [asked('200')]: '0+80x60', [asked('404')]: '0+16x60', [asked('500')]: '0+4x60' },
      at: '40m',
    },
    ends: '14m',
    gone: '15m',
    decides: ['job', 'code'],
    divided: ['code'],
  },
  OpenFaaSQueueBacklog: {
    fires: {
      series: { [pending]: '1001x40' },
      at: '15m',
      expect: { warning: 1 },
      labels: { queue_name: 'faas-request' },
    },
    silent: { series: { [pending]: '5000x9 1000x40' }, at: '40m' },
    ends: '26m',
    gone: '20m',
  },
  OpenFaaSFunctionWithoutPods: {
    fires: { series: { [started]: '0+10x60', [pods]: '0x60' }, at: '6m', expect: { critical: 1 }, labels: one },
    // It starts from zero.
    silent: { series: { [started]: '0+10x60', [pods]: '0x3 1x60' }, at: '40m' },
    ends: '11m',
    gone: '10m',
    fewer: { gateway_service_count: '11m' },
    exempt: { 'a restart': 'gateway_service_count is a gauge, although it is named like a counter' },
  },
  OpenFaaSFunctionNotScaled: {
    fires: {
      series: { [answered('200')]: '0+894x60', [pods]: '2x60' },
      at: '19m',
      expect: { warning: 1 },
      labels: one,
    },
    // A pod more with each step of the load.
    silent: { series: { [answered('200')]: '0+894x60', [pods]: '2x9 3x60' }, at: '40m' },
    ends: '30m',
    gone: '22m',
    fewer: { gateway_service_count: '24m' },
    exempt: { 'a restart': 'gateway_service_count is a gauge, although it is named like a counter' },
    decides: ['job', 'code'],
  },
};
