import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { promql, series } from '../expressions/expression';

/** Alerts about what the blackbox exporter finds out by asking as a client would. */
export const blackbox = group('blackbox', {
  alerts: {
    ProbeFailed: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'Address does not answer as it should',
      description: 'The probe of {{ $labels.instance }} has failed for {for}.',
      expr: promql`${latest('probe', 'probe_success')} == 0`,
    }),
    ProbeSlow: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 2 }],
      summary: 'Address answers slowly',
      description:
        'The probe of {{ $labels.instance }} takes {{ $value | humanizeDuration }} on average, more than {threshold} s for {for}.',
      // A probe that fails has another alert; it often takes as long as it may.
      expr: ({ threshold }) => promql`
        avg_over_time(${series('probe', 'probe_duration_seconds')}[5m]) > ${threshold}
        and ${latest('probe', 'probe_success')} == 1`,
    }),
    ProbeCertificateExpiringSoon: alert({
      levels: [
        { severity: 'critical', for: '1h', threshold: 3 },
        { severity: 'warning', for: '1h', threshold: 14 },
      ],
      summary: 'Certificate will soon expire',
      description:
        'A certificate of {{ $labels.instance }} expires in {{ $value | humanize }} days, less than {threshold}. Clients refuse it then.',
      expr: ({ threshold }) =>
        promql`(${latest('probe', 'probe_ssl_earliest_cert_expiry')} - time()) / 86400 < ${threshold}`,
    }),
  },
});
