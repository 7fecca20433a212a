import type { AlertCases, Scenario } from '../alerts/alert-case';

const API = 'https://api.example.org';
const probe = (metric: string, instance = API): string => `probe_${metric}{job="probe",instance="${instance}"}`;
const labels = { instance: API };

const slow = (seconds: number, success: 0 | 1, instance = API): Scenario['series'] => ({
  [probe('duration_seconds', instance)]: `${seconds}x60`,
  [probe('success', instance)]: `${success}x60`,
});

/** A certificate that is good for a number of days, from the beginning of the test, which is the beginning of time. */
const certificate = (days: number): Scenario['series'] => ({
  [probe('ssl_earliest_cert_expiry')]: `${days * 86400}x120`,
});

/** Cases of the group `blackbox`. */
export const cases: AlertCases = {
  ProbeFailed: {
    fires: { series: { [probe('success')]: '1x5 0x30' }, at: '11m', expect: { critical: 1 }, labels },
    silent: { series: { [probe('success')]: '0x4 1 0x4 1' }, at: '9m' },
    ends: '17m',
    gone: '16m',
  },
  ProbeSlow: {
    fires: { series: slow(2.1, 1), at: '15m', expect: { warning: 1 }, labels },
    silent: { series: { ...slow(9.5, 0), ...slow(1.9, 1, 'https://other.example.org') }, at: '40m' },
    ends: '16m',
    gone: '20m',
  },
  ProbeCertificateExpiringSoon: {
    fires: { series: certificate(2.9), at: '60m', expect: { critical: 1, warning: 1 }, labels },
    silent: { series: certificate(14.1), at: '2h' },
    ends: '61m',
    gone: '65m',
  },
};
