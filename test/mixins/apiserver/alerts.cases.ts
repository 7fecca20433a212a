import type { AlertCases, Scenario } from '../alerts/alert-case';
import { downCase, unreachableCase } from '../alerts/component-down';

const UP = 'job="apiserver"';
const API = 'job="apiserver",name="v1beta1.metrics.k8s.io"';

/** Requests a minute by the time for which their certificates are still valid: an hour, a day, a week, a year. */
function certificates(hour: number, day: number, week: number, year: number): Scenario['series'] {
  const bounds = { '3600': hour, '86400': hour + day, '604800': hour + day + week, '+Inf': hour + day + week + year };
  return Object.fromEntries(
    Object.entries(bounds).map(([le, count]) => [
      `apiserver_client_certificate_expiration_seconds_bucket{job="apiserver",instance="i",le="${le}"}`,
      `0+${count}x40`,
    ]),
  );
}

/** Cases of the group `kubernetes-system-apiserver`. */
export const cases: AlertCases = {
  // What is critical is a warning as well.
  KubeClientCertificateExpiration: {
    fires: { series: certificates(0, 20, 0, 980), at: '6m', expect: { critical: 1, warning: 1 } },
    silent: { series: certificates(9, 0, 0, 991), at: '30m' },
    ends: '10m',
    gone: '10m',
  },
  KubeAggregatedAPIErrors: {
    fires: {
      series: { [`aggregator_unavailable_apiservice_total{${API},reason="FailedDiscoveryCheck"}`]: '0+1x40' },
      at: '15m',
      expect: { warning: 1 },
      labels: { name: 'v1beta1.metrics.k8s.io', reason: 'FailedDiscoveryCheck' },
    },
    // Three times in 10 minutes.
    silent: {
      series: {
        [`aggregator_unavailable_apiservice_total{${API},reason="FailedDiscoveryCheck"}`]: '0 0 1 1 1 2 2 2 2 3 3 3x30',
      },
      at: '10m',
    },
    ends: '23m',
    gone: '22m',
  },
  KubeAggregatedAPIDown: {
    fires: {
      series: { [`aggregator_unavailable_apiservice{${API}}`]: '0x5 1x40' },
      at: '12m',
      expect: { warning: 1 },
      labels: { name: 'v1beta1.metrics.k8s.io' },
    },
    // One minute of ten.
    silent: { series: { [`aggregator_unavailable_apiservice{${API}}`]: '1 0x8 1 0x8 1 0x8 1' }, at: '27m' },
    ends: '22m',
    gone: '22m',
  },
  KubeAPIDown: downCase(UP),
  KubeAPIInstanceUnreachable: unreachableCase(UP),
  KubeAPITerminatedRequests: {
    fires: {
      series: {
        'apiserver_request_total{job="apiserver",verb="GET",code="200"}': '0+70x40',
        'apiserver_request_terminations_total{job="apiserver",verb="GET",code="429"}': '0+30x40',
      },
      at: '6m',
      expect: { warning: 1 },
    },
    // 30 of 80 would be too many, 15 of 95 are not.
    silent: {
      series: {
        'apiserver_request_total{job="apiserver",verb="GET",code="200"}': '0+80x40',
        'apiserver_request_terminations_total{job="apiserver",verb="GET",code="429"}': '0+15x40',
      },
      at: '30m',
    },
    ends: '13m',
    gone: '15m',
    fewer: { apiserver_request_terminations_total: '11m' },
  },
};
