import { alert } from '../alerts/alert';
import { componentDown } from '../alerts/component-down';
import { group } from '../alerts/group';
import { percent } from '../alerts/percent';

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
      expr: ({ select, threshold }) => `
        histogram_quantile(0.99, sum by (server, zone, le) (
          rate(coredns_dns_request_duration_seconds_bucket${select(SOURCE)}[5m])
        )) > ${threshold}`,
    }),
    CoreDNSErrorsHigh: alert({
      levels: FAILING,
      summary: 'CoreDNS cannot resolve names',
      description:
        'CoreDNS has answered {{ $value | humanize }} % of all requests with SERVFAIL, more than {threshold} % for {for}.',
      expr: ({ select, threshold }) => {
        const answers = (...matchers: string[]): string =>
          `sum(rate(coredns_dns_responses_total${select(SOURCE, ...matchers)}[5m]))`;
        return `${percent(answers('rcode="SERVFAIL"'), answers())} > ${threshold}`;
      },
    }),
    CoreDNSForwardLatencyHigh: alert({
      levels: SLOW,
      summary: 'A DNS server outside the cluster answers CoreDNS slowly',
      description:
        'The slowest hundredth of the answers of {{ $labels.to }} to CoreDNS has taken {{ $value | humanizeDuration }} or more for {for}.',
      expr: ({ select, threshold }) => `
        histogram_quantile(0.99, sum by (to, le) (
          rate(coredns_proxy_request_duration_seconds_bucket${select(SOURCE, FORWARDED)}[5m])
        )) > ${threshold}`,
    }),
    CoreDNSForwardErrorsHigh: alert({
      levels: FAILING,
      summary: 'A DNS server outside the cluster fails',
      description:
        '{{ $labels.to }} has answered {{ $value | humanize }} % of the requests of CoreDNS with SERVFAIL, more than {threshold} % for {for}.',
      expr: ({ select, threshold }) => {
        const answers = (...matchers: string[]): string =>
          `sum by (to) (rate(coredns_proxy_request_duration_seconds_count${select(SOURCE, FORWARDED, ...matchers)}[5m]))`;
        return `${percent(answers('rcode="SERVFAIL"'), answers())} > ${threshold}`;
      },
    }),
    CoreDNSForwardHealthcheckBroken: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'CoreDNS reaches no DNS server outside the cluster',
      description:
        'CoreDNS at {{ $labels.instance }} has held all the DNS servers that it forwards to for unhealthy, and asked one at random, for {for}.',
      expr: ({ select }) => `rate(coredns_forward_healthcheck_broken_total${select(SOURCE)}[5m]) > 0`,
    }),
    CoreDNSPanic: alert({
      levels: [{ severity: 'critical' }],
      summary: 'CoreDNS panics',
      description:
        'CoreDNS at {{ $labels.instance }} has panicked {{ $value | humanize }} times in 10 minutes: a request met a bug in it.',
      expr: ({ select }) => `increase(coredns_panics_total${select(SOURCE)}[10m]) > 0`,
    }),
    // It tries a changed configuration once, and goes on with the former one.
    CoreDNSReloadFailed: alert({
      levels: [{ severity: 'warning' }],
      summary: 'CoreDNS refuses its configuration',
      description:
        'CoreDNS at {{ $labels.instance }} could not load a changed configuration in the last hour, and goes on with the former one.',
      expr: ({ select }) => `increase(coredns_reload_failed_total${select(SOURCE)}[1h]) > 0`,
    }),
  },
});
