import type { AlertCases } from '../alerts/alert-case';
import { durations, seriesOfJob } from '../openwhisk/series';

const place = { namespace: 'openfaas', pod: 'owdev-openfaas-gateway-x' };
const one = { function_name: 'resize.openfaas-fn' };
const gateway = seriesOfJob('openfaas-gateway', place);
const ofOne = seriesOfJob('openfaas-gateway', { ...place, ...one });
const answered = (code: string): string => ofOne('gateway_function_invocation_total', { code });
const started = ofOne('gateway_function_invocation_started');
const pods = ofOne('gateway_service_count');

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
