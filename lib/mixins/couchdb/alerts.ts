import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent, promql, series } from '../expressions/expression';

/** Alerts about CouchDB. */
export const couchdb = group('couchdb', {
  alerts: {
    CouchdbDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'CouchDB does not answer',
      description: 'CouchDB has not been scraped for {for}: actions cannot be read, results not be kept.',
      expr: promql`absent(${series('couchdb', 'up')} == 1)`,
    }),

    CouchdbErrorsHigh: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 1 }],
      summary: 'CouchDB answers with errors',
      description: '{{ $value | humanize }} % of the answers of CouchDB have been errors of its own for {for}.',
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
        '{{ $value }} messages, more than {threshold}, have waited inside CouchDB {{ $labels.namespace }}/{{ $labels.pod }} for {for}.',
      expr: ({ threshold }) => promql`${series('couchdb', 'couchdb_erlang_message_queues')} > ${threshold}`,
    }),
  },
});
