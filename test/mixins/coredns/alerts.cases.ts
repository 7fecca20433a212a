import type { AlertCases, Scenario } from '../alerts/alert-case';
import { downCase } from '../alerts/component-down';

const POD = 'job="coredns",namespace="kube-system",pod="p",instance="i"';
const SERVER = `${POD},server="dns://:53",zone=".",view=""`;
const UPSTREAM = `${POD},proxy_name="forward",to="192.0.2.1:53"`;

/** Of a hundred answers a minute so many take longer than 4.096 s, the last bound but one. */
const slow = (name: string, labels: string, count: number): Scenario['series'] => ({
  [`${name}_bucket{${labels},le="2.048"}`]: '0+90x40',
  [`${name}_bucket{${labels},le="4.096"}`]: `0+${100 - count}x40`,
  [`${name}_bucket{${labels},le="8.192"}`]: '0+100x40',
  [`${name}_bucket{${labels},le="+Inf"}`]: '0+100x40',
});

const answers = (name: string, labels: string, counts: Readonly<Record<string, number>>): Scenario['series'] =>
  Object.fromEntries(
    Object.entries(counts).map(([rcode, count]) => [`${name}{${labels},rcode="${rcode}"}`, `0+${count}x40`]),
  );

/** Cases of the group `coredns`. */
export const cases: AlertCases = {
  CoreDNSDown: downCase('job="coredns"'),
  CoreDNSLatencyHigh: {
    fires: {
      series: slow('coredns_dns_request_duration_seconds', SERVER, 5),
      at: '11m',
      expect: { critical: 1 },
      labels: { server: 'dns://:53', zone: '.' },
    },
    // Between 2.048 s and 4.096 s, nearer to the first.
    silent: {
      series: {
        ...slow('coredns_dns_request_duration_seconds', SERVER, 0),
        [`coredns_dns_request_duration_seconds_bucket{${SERVER},le="2.048"}`]: '0+98x40',
      },
      at: '30m',
    },
    ends: '15m',
    gone: '15m',
  },
  // What is critical is a warning as well. A name that there is not is no error.
  CoreDNSErrorsHigh: {
    fires: {
      series: answers('coredns_dns_responses_total', SERVER, { NOERROR: 60, NXDOMAIN: 36, SERVFAIL: 4 }),
      at: '11m',
      expect: { critical: 1, warning: 1 },
    },
    silent: {
      series: answers('coredns_dns_responses_total', SERVER, { NOERROR: 491, NXDOMAIN: 500, SERVFAIL: 9 }),
      at: '30m',
    },
    ends: '15m',
    until: { critical: '13m' },
    gone: '15m',
    decides: ['job', 'rcode'],
    divided: ['rcode'],
  },
  CoreDNSForwardLatencyHigh: {
    fires: {
      series: slow('coredns_proxy_request_duration_seconds', `${UPSTREAM},rcode="NOERROR"`, 5),
      at: '11m',
      expect: { critical: 1 },
      labels: { to: '192.0.2.1:53' },
    },
    silent: {
      series: {
        ...slow('coredns_proxy_request_duration_seconds', `${UPSTREAM},rcode="NOERROR"`, 0),
        [`coredns_proxy_request_duration_seconds_bucket{${UPSTREAM},rcode="NOERROR",le="2.048"}`]: '0+98x40',
      },
      at: '30m',
    },
    ends: '15m',
    gone: '15m',
    decides: ['job', 'proxy_name'],
  },
  CoreDNSForwardErrorsHigh: {
    fires: {
      series: answers('coredns_proxy_request_duration_seconds_count', UPSTREAM, { NOERROR: 96, SERVFAIL: 4 }),
      at: '11m',
      expect: { critical: 1, warning: 1 },
      labels: { to: '192.0.2.1:53' },
    },
    silent: {
      series: answers('coredns_proxy_request_duration_seconds_count', UPSTREAM, { NOERROR: 991, SERVFAIL: 9 }),
      at: '30m',
    },
    ends: '15m',
    until: { critical: '13m' },
    gone: '15m',
    decides: ['job', 'proxy_name', 'rcode'],
    divided: ['rcode'],
  },
  CoreDNSForwardHealthcheckBroken: {
    fires: {
      series: { [`coredns_forward_healthcheck_broken_total{${POD}}`]: '0+3x40' },
      at: '11m',
      expect: { warning: 1 },
      labels: { instance: 'i' },
    },
    // For a few minutes only.
    silent: { series: { [`coredns_forward_healthcheck_broken_total{${POD}}`]: '0x5 0+3x4 12x30' }, at: '20m' },
    ends: '15m',
    gone: '15m',
  },
  CoreDNSPanic: {
    fires: {
      series: { [`coredns_panics_total{${POD}}`]: '0x5 1x20' },
      at: '6m',
      expect: { critical: 1 },
      labels: { instance: 'i' },
    },
    silent: { series: { [`coredns_panics_total{${POD}}`]: '1x20' }, at: '15m' },
    ends: '15m',
    gone: '15m',
  },
  CoreDNSReloadFailed: {
    fires: {
      series: { [`coredns_reload_failed_total{${POD}}`]: '0x5 1x90' },
      at: '6m',
      expect: { warning: 1 },
      labels: { instance: 'i' },
    },
    silent: { series: { [`coredns_reload_failed_total{${POD}}`]: '0x5 1x90' }, at: '80m' },
    ends: '72m',
    gone: '65m',
  },
};
