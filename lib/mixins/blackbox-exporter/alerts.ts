import { alert } from '../alerts/alert';
import { group } from '../alerts/group';

/** Alerts about what the blackbox exporter finds out by asking as a client would. */
export const blackbox = group('blackbox', {
  alerts: {
    ProbeFailed: alert({
      levels: [{ severity: 'critical', for: '5m' }],
      summary: 'Address does not answer as it should',
      description: 'The probe of {{ $labels.instance }} has failed for {for}.',
      expr: ({ select }) => `probe_success${select('probe')} == 0`,
    }),
    ProbeSlow: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 2 }],
      summary: 'Address answers slowly',
      description:
        'The probe of {{ $labels.instance }} takes {{ $value | humanizeDuration }} on average, more than {threshold} s for {for}.',
      // A probe that fails has another alert; it often takes as long as it may.
      expr: ({ select, threshold }) => `
        avg_over_time(probe_duration_seconds${select('probe')}[5m]) > ${threshold}
        and probe_success${select('probe')} == 1`,
    }),
    ProbeCertificateExpiringSoon: alert({
      levels: [
        { severity: 'critical', for: '1h', threshold: 3 },
        { severity: 'warning', for: '1h', threshold: 14 },
      ],
      summary: 'Certificate will soon expire',
      description:
        'A certificate of {{ $labels.instance }} expires in {{ $value | humanize }} days, less than {threshold}. Clients refuse it then.',
      expr: ({ select, threshold }) =>
        `(probe_ssl_earliest_cert_expiry${select('probe')} - time()) / 86400 < ${threshold}`,
    }),
  },
});
