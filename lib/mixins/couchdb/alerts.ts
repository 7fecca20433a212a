import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { percent, promql, series } from '../expressions/expression';

/** Alerts about CouchDB. */
export const couchdb = group('couchdb', {
  alerts: {
    CouchdbDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'CouchDB does not answer',
      description:
        'Prometheus has not scraped CouchDB for {for}. Actions cannot be read and activation results cannot be stored.',
      expr: promql`absent(${series('couchdb', 'up')} == 1)`,
    }),

    CouchdbErrorsHigh: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 1 }],
      summary: 'CouchDB returns server errors',
      description: '{{ $value | humanize }} % of the responses of CouchDB have been server errors (5xx) for {for}.',
      expr: ({ threshold }) => promql`
        ${percent(
          promql`sum(rate(${series('couchdb', 'couchdb_httpd_status_codes', 'code=~"5.."')}[5m]))`,
          promql`sum(rate(${series('couchdb', 'couchdb_httpd_status_codes')}[5m]))`,
        )} > ${threshold}`,
    }),

    // Erlang processes that do not get to their messages: a slow disk, mostly.
    CouchdbOverloaded: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 1000 }],
      namespaced: true,
      summary: 'CouchDB does not keep up with its requests',
      description:
        '{{ $value }} messages, more than {threshold}, have waited in the Erlang message queues of CouchDB {{ $labels.namespace }}/{{ $labels.pod }} for {for}.',
      expr: ({ threshold }) => promql`${latest('couchdb', 'couchdb_erlang_message_queues')} > ${threshold}`,
    }),
  },
});
