import { alert } from '../alerts/alert';
import { componentDown } from '../alerts/component-down';
import { group } from '../alerts/group';
import { percent, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'coredns';

/** Of the plugin that asks other DNS servers. */
const FORWARDED = 'proxy_name="forward"';

/** Clients wait 5 s before they ask again (resolv.conf(5), `timeout`). */
const SLOW = [{ severity: 'critical', for: '10m', threshold: 4 }] as const;

const FAILING = [
  { severity: 'critical', for: '10m', threshold: 3 },
  { severity: 'warning', for: '10m', threshold: 1 },
] as const;

/** Alerts about the cluster's DNS. */
export const coredns = group('coredns', {
  alerts: {
    CoreDNSDown: componentDown(SOURCE, 'CoreDNS', 'no name is resolved in the cluster'),
    CoreDNSLatencyHigh: alert({
      levels: SLOW,
      summary: 'CoreDNS answers slowly',
      description:
        'The slowest hundredth of the answers of {{ $labels.server }} for the zone {{ $labels.zone }} has taken {{ $value | humanizeDuration }} or more for {for}.',
      expr: ({ threshold }) => promql`
        histogram_quantile(0.99, sum by (server, zone, le) (
          rate(${series(SOURCE, 'coredns_dns_request_duration_seconds_bucket')}[5m])
        )) > ${threshold}`,
    }),
    CoreDNSErrorsHigh: alert({
      levels: FAILING,
      summary: 'CoreDNS cannot resolve names',
      description:
        'CoreDNS has answered {{ $value | humanize }} % of all requests with SERVFAIL, more than {threshold} % for {for}.',
      expr: ({ threshold }) => {
        const answers = (...matchers: string[]): Expression =>
          promql`sum(rate(${series(SOURCE, 'coredns_dns_responses_total', ...matchers)}[5m]))`;
        return promql`${percent(answers('rcode="SERVFAIL"'), answers())} > ${threshold}`;
      },
    }),
    CoreDNSForwardLatencyHigh: alert({
      levels: SLOW,
      summary: 'A DNS server outside the cluster answers CoreDNS slowly',
      description:
        'The slowest hundredth of the answers of {{ $labels.to }} to CoreDNS has taken {{ $value | humanizeDuration }} or more for {for}.',
      expr: ({ threshold }) => promql`
        histogram_quantile(0.99, sum by (to, le) (
          rate(${series(SOURCE, 'coredns_proxy_request_duration_seconds_bucket', FORWARDED)}[5m])
        )) > ${threshold}`,
    }),
    CoreDNSForwardErrorsHigh: alert({
      levels: FAILING,
      summary: 'A DNS server outside the cluster fails',
      description:
        '{{ $labels.to }} has answered {{ $value | humanize }} % of the requests of CoreDNS with SERVFAIL, more than {threshold} % for {for}.',
      expr: ({ threshold }) => {
        const answers = (...matchers: string[]): Expression =>
          promql`sum by (to) (rate(${series(SOURCE, 'coredns_proxy_request_duration_seconds_count', FORWARDED, ...matchers)}[5m]))`;
        return promql`${percent(answers('rcode="SERVFAIL"'), answers())} > ${threshold}`;
      },
    }),
    CoreDNSForwardHealthcheckBroken: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'CoreDNS reaches no DNS server outside the cluster',
      description:
        'CoreDNS at {{ $labels.instance }} has held all the DNS servers that it forwards to for unhealthy, and asked one at random, for {for}.',
      expr: promql`rate(${series(SOURCE, 'coredns_forward_healthcheck_broken_total')}[5m]) > 0`,
    }),
    CoreDNSPanic: alert({
      levels: [{ severity: 'critical' }],
      summary: 'CoreDNS panics',
      description:
        'CoreDNS at {{ $labels.instance }} has panicked {{ $value | humanize }} times in 10 minutes: a request met a bug in it.',
      expr: promql`increase(${series(SOURCE, 'coredns_panics_total')}[10m]) > 0`,
    }),
    // It tries a changed configuration once, and goes on with the former one.
    CoreDNSReloadFailed: alert({
      levels: [{ severity: 'warning' }],
      summary: 'CoreDNS refuses its configuration',
      description:
        'CoreDNS at {{ $labels.instance }} failed to load a changed configuration in the last hour and keeps using the previous one.',
      expr: promql`increase(${series(SOURCE, 'coredns_reload_failed_total')}[1h]) > 0`,
    }),
  },
});
