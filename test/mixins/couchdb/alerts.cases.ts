import type { AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from '../openwhisk/series';

const couchdb = seriesOfJob('couchdb', { namespace: 'ow', pod: 'couchdb-0' });

/** Cases of the alerts about CouchDB. */
export const cases: AlertCases = {
  CouchdbDown: {
    fires: { series: { [couchdb('up')]: '0x30' }, at: '5m', expect: { critical: 1 } },
    silent: { series: { [couchdb('up')]: '0x4 1x30' }, at: '20m' },
    ends: '11m',
  },
  CouchdbErrorsHigh: {
    fires: {
      series: {
        [couchdb('couchdb_httpd_status_codes', { code: '500' })]: '0+1x60',
        [couchdb('couchdb_httpd_status_codes', { code: '503' })]: '0+1x60',
        [couchdb('couchdb_httpd_status_codes', { code: '200' })]: '0+98x60',
      },
      at: '11m',
      expect: { warning: 1 },
    },
    silent: {
      series: {
        [couchdb('couchdb_httpd_status_codes', { code: '500' })]: '0+0.9x60',
        [couchdb('couchdb_httpd_status_codes', { code: '404' })]: '0+50x60',
        [couchdb('couchdb_httpd_status_codes', { code: '200' })]: '0+50x60',
      },
      at: '30m',
    },
    ends: '15m',
    gone: '15m',
    decides: ['job', 'code'],
  },
  CouchdbOverloaded: {
    fires: {
      series: { [couchdb('couchdb_erlang_message_queues')]: '1001x30' },
      at: '10m',
      expect: { warning: 1 },
      labels: { pod: 'couchdb-0' },
    },
    silent: { series: { [couchdb('couchdb_erlang_message_queues')]: '1000x30' }, at: '30m' },
    ends: '11m',
    gone: '15m',
  },
};
