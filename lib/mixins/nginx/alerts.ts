import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { promql, series } from '../expressions/expression';

/** Alerts about nginx, as its exporter sees it. */
export const nginx = group('nginx', {
  alerts: {
    NginxDown: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'The entry point does not answer',
      description:
        'No nginx has answered its exporter, or no exporter has been scraped, for {for}: the API is unreachable.',
      expr: promql`absent(${latest('nginx-exporter', 'nginx_up')} == 1)`,
    }),

    // nginx accepts a connection before it knows whether a worker has a place for it.
    NginxConnectionsDropped: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0 }],
      summary: 'The entry point drops connections',
      description: 'nginx has dropped {{ $value | humanize }} connections per second for {for}.',
      expr: ({ threshold }) => promql`
        sum(rate(${series('nginx-exporter', 'nginx_connections_accepted')}[5m]) - rate(${series('nginx-exporter', 'nginx_connections_handled')}[5m]))
        > ${threshold}`,
    }),
  },
});
