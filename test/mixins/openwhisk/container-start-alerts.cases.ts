import type { AlertCase, AlertCases } from '../alerts/alert-case';
import { durations, seriesOfJob } from './series';

const invoker = seriesOfJob('openwhisk-invoker', { namespace: 'ow', pod: 'invoker-0' });

/** A way to start containers: the metric, and the label of the operation if metrics have tags. */
interface Start {
  readonly metric: string;
  readonly cmd?: string;
}

const labelsOf = ({ cmd }: Start): Readonly<Record<string, string>> => (cmd === undefined ? {} : { cmd });
const decidesOf = ({ cmd }: Start): string[] => (cmd === undefined ? ['job'] : ['job', 'cmd']);

/** Starts that take long, and those that take just less. */
function slow(start: Start): AlertCase {
  const name = `histogram_invoker_${start.metric}_finish_seconds`;
  const bucket = (le: string): string => invoker(`${name}_bucket`, { ...labelsOf(start), le });
  return {
    fires: { series: durations(invoker, name, 8, 2, labelsOf(start)), at: '16m', expect: { warning: 1 } },
    silent: {
      series: {
        [bucket('2.5')]: '0+1x60',
        [bucket('5.0')]: '0+9.1x60',
        [bucket('10.0')]: '0+10x60',
        [bucket('+Inf')]: '0+10x60',
        // Deletions may take their time.
        ...durations(invoker, 'histogram_invoker_kubeapi_finish_seconds', 0, 100, { cmd: 'delete' }),
      },
      at: '40m',
    },
    ends: '25m',
    gone: '25m',
    decides: decidesOf(start),
  };
}

/** Starts of which more than half fail, and just less than one in twenty. */
function failing(start: Start): AlertCase {
  const [errors, starts] = ['error', 'start'].map((event) =>
    invoker(`counter_invoker_${start.metric}_${event}_total`, labelsOf(start)),
  ) as [string, string];
  return {
    fires: { series: { [errors]: '0+6x60', [starts]: '0+10x60' }, at: '11m', expect: { critical: 1, warning: 1 } },
    silent: {
      series: {
        [errors]: '0+0.4x60',
        [starts]: '0+10x60',
        [invoker('counter_invoker_kubeapi_error_total', { cmd: 'delete' })]: '0+9x60',
      },
      at: '40m',
    },
    ends: '20m',
    until: { critical: '14m' },
    gone: '20m',
    fewer: { [`counter_invoker_${start.metric}_error_total`]: '14m' },
    decides: decidesOf(start),
    also: {
      'a ratio between the thresholds': {
        series: { [errors]: '0+4x60', [starts]: '0+10x60' },
        at: '40m',
        expect: { warning: 1 },
      },
      'a ratio just above the lower threshold': {
        series: { [errors]: '0+0.6x60', [starts]: '0+10x60' },
        at: '40m',
        expect: { warning: 1 },
      },
    },
  };
}

/** The same for pods and containers of Docker, with and without tags. */
function everyWay(toCase: (start: Start) => AlertCase): AlertCase {
  return {
    ...toCase({ metric: 'kubeapi', cmd: 'create' }),
    variants: {
      'without tags': toCase({ metric: 'kubeapi_create' }),
      'with Docker': toCase({ metric: 'docker', cmd: 'run' }),
      'with Docker, without tags': toCase({ metric: 'docker_run' }),
    },
  };
}

/** Cases about the start of containers in the group `openwhisk`. */
export const cases: AlertCases = {
  OpenWhiskContainerStartSlow: everyWay(slow),
  OpenWhiskContainerStartFailing: everyWay(failing),
};
