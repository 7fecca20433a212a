import { alert } from '../alerts/alert';
import { componentDown, instanceUnreachable } from '../alerts/component-down';
import { group } from '../alerts/group';
import { percent, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'apiserver';

/** Alerts about the API server and what it passes requests on to. */
export const kubernetesSystemApiserver = group('kubernetes-system-apiserver', {
  alerts: {
    // The metric measures the remaining validity of the certificates in requests, not their owners. One request in a
    // hundred is more than clients with a fresh, short-lived first certificate send.
    KubeClientCertificateExpiration: alert({
      levels: [
        { severity: 'critical', for: '5m', threshold: 86400 },
        { severity: 'warning', for: '5m', threshold: 604800 },
      ],
      summary: 'A client certificate is about to expire',
      description:
        'One request in a hundred comes to the API server with a client certificate that expires in {{ $value | humanizeDuration }} or less.',
      expr: ({ threshold }) => promql`
        histogram_quantile(0.01, sum by (le) (
          rate(${series(SOURCE, 'apiserver_client_certificate_expiration_seconds_bucket')}[5m])
        )) < ${threshold}`,
    }),
    KubeAggregatedAPIErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 4 }],
      summary: 'An aggregated API comes and goes',
      description:
        'The aggregated API {{ $labels.name }} has become unavailable {{ $value | humanize }} times in 10 minutes ({{ $labels.reason }}), more than {threshold} times for {for}.',
      expr: ({ threshold }) => promql`
        sum by (name, reason) (
          increase(${series(SOURCE, 'aggregator_unavailable_apiservice_total')}[10m])
        ) > ${threshold}`,
    }),
    // Each API server finds out for itself whether it reaches the service behind an API.
    KubeAggregatedAPIDown: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 85 }],
      summary: 'An aggregated API is not available',
      description:
        'The aggregated API {{ $labels.name }} was available for {{ $value | humanize }} % of the last 10 minutes, less than {threshold} % for {for}.',
      expr: ({ threshold }) => promql`
        100 * (1 - max by (name) (
          avg_over_time(${series(SOURCE, 'aggregator_unavailable_apiservice')}[10m])
        )) < ${threshold}`,
    }),
    KubeAPIDown: componentDown(
      SOURCE,
      'API server',
      'nothing in the cluster can be changed, and what fails is not made good',
    ),
    KubeAPIInstanceUnreachable: instanceUnreachable(SOURCE, 'API server'),
    // Rejected requests are not among the served ones.
    KubeAPITerminatedRequests: alert({
      levels: [{ severity: 'warning', for: '5m', threshold: 20 }],
      summary: 'The API server refuses requests to protect itself',
      description:
        'The API server has turned away {{ $value | humanize }} % of all requests, more than {threshold} % for {for}.',
      expr: ({ threshold }) => {
        const requests = (metric: string): Expression =>
          promql`sum(rate(${series(SOURCE, `apiserver_request${metric}`)}[10m]))`;
        const refused = requests('_terminations_total');
        return promql`${percent(refused, promql`(${requests('_total')} + ${refused})`)} > ${threshold}`;
      },
    }),
  },
});
