import type { AlertCases, Scenario } from '../alerts/alert-case';
import { durations, seriesOfJob, type Named } from './series';

const controller = seriesOfJob('openwhisk-controller', { namespace: 'ow' });
const invoker = seriesOfJob('openwhisk-invoker', { namespace: 'ow', pod: 'invoker-0' });

/** Operations of a job, each with so many errors per minute, and so many starts. */
const operations = (named: Named, names: readonly string[], errors: number, starts: number): Scenario['series'] =>
  Object.fromEntries(
    names.flatMap((name) => [
      [named(`counter_database_${name}_error_total`), `0+${errors}x60`],
      [named(`counter_database_${name}_start_total`), `0+${starts}x60`],
    ]),
  );

const READS_AND_WRITES = ['getDocument', 'saveDocument', 'deleteDocument', 'queryView'];
const WRITES = ['saveDocumentBulk', 'saveDocument'];
const starts = (names: readonly string[]): string[] => names.map((name) => `counter_database_${name}_start_total`);

/** Cases about the database in the group `openwhisk`. Each operation has its share: without one, the ratio is on the other side. */
export const cases: AlertCases = {
  OpenWhiskActivationDbWriteFailing: {
    fires: { series: operations(invoker, WRITES, 3, 25), at: '11m', expect: { critical: 1, warning: 1 } },
    silent: { series: operations(invoker, WRITES, 3, 310), at: '30m' },
    ends: '15m',
    until: { critical: '13m' },
    gone: '15m',
    fewer: Object.fromEntries(WRITES.map((name) => [`counter_database_${name}_error_total`, '14m'])),
    optional: starts(WRITES),
    also: {
      'a ratio between the thresholds': {
        series: operations(invoker, WRITES, 4, 50),
        at: '30m',
        expect: { warning: 1 },
      },
      'a ratio just above the lower threshold': {
        series: operations(invoker, WRITES, 3, 250),
        at: '30m',
        expect: { warning: 1 },
      },
    },
  },
  OpenWhiskDatabaseErrorsHigh: {
    fires: { series: operations(controller, READS_AND_WRITES, 0.3, 25), at: '11m', expect: { warning: 1 } },
    silent: { series: operations(controller, READS_AND_WRITES, 0.3, 31), at: '30m' },
    ends: '15m',
    gone: '15m',
    optional: starts(READS_AND_WRITES),
  },
  OpenWhiskDatabaseSlow: {
    fires: {
      series: durations(controller, 'histogram_database_getDocument_finish_seconds', 90, 10),
      at: '16m',
      expect: { warning: 1 },
    },
    silent: {
      series: {
        [controller('histogram_database_getDocument_finish_seconds_bucket', { le: '0.75' })]: '0+90x60',
        [controller('histogram_database_getDocument_finish_seconds_bucket', { le: '1.0' })]: '0+100x60',
        [controller('histogram_database_getDocument_finish_seconds_bucket', { le: '+Inf' })]: '0+100x60',
      },
      at: '30m',
    },
    ends: '20m',
    gone: '20m',
  },
};
