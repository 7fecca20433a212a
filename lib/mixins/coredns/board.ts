import { board } from '../panels/define';
import { promql, series, share, type Expression } from '../expressions/expression';
import { orZero, quantile, sumRate, totalRate } from '../panels/rates';
import { row, stat, timeseries } from '../panels/panels';
import { CHOSEN, instancesUp, percentiles, processRow } from '../panels/processes';
import { instances } from '../panels/variables';

const SOURCE = 'coredns';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, CHOSEN, ...matchers);
const requests = metric('coredns_dns_requests_total');
const responses = (...matchers: readonly string[]): Expression => metric('coredns_dns_responses_total', ...matchers);

/** The cluster's DNS. */
export const coredns = board({
  uid: 'kubernetes-coredns',
  folder: 'Kubernetes',
  title: 'Kubernetes / CoreDNS',
  description: 'Whether names are answered, how fast, and from where.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'up'))],
  rows: [
    row(
      'Overview',
      instancesUp(SOURCE),
      stat({
        title: 'Requests',
        description: 'Queries per second.',
        unit: 'requestsPerSecond',
        query: totalRate(requests),
      }),
      stat({
        title: 'Server failures',
        description: 'Share of the answers that say the server failed.',
        unit: 'ratio',
        limits: { warning: 0.01, critical: 0.03 },
        query: share(orZero(totalRate(responses('rcode="SERVFAIL"'))), totalRate(responses())),
      }),
      stat({
        title: 'Cache hits',
        description: 'Share of the questions that the cache could answer.',
        unit: 'ratio',
        query: share(totalRate(metric('coredns_cache_hits_total')), totalRate(metric('coredns_cache_requests_total'))),
      }),
      stat({
        title: 'Panics',
        description: 'How often CoreDNS crashed and went on, in the time of the board.',
        unit: 'count',
        limits: { critical: 1 },
        query: promql`sum(increase(${metric('coredns_panics_total')}[$__range]))`,
      }),
    ),
    row(
      'Requests',
      timeseries({
        title: 'Requests by type',
        description: 'Queries per second by record type.',
        unit: 'requestsPerSecond',
        stacked: true,
        queries: { '{{type}}': sumRate('type', requests) },
      }),
      timeseries({
        title: 'Responses by code',
        description: 'Responses per second. Many NXDOMAIN are normal: pods try the search domains first.',
        unit: 'requestsPerSecond',
        stacked: true,
        queries: { '{{rcode}}': sumRate('rcode', responses()) },
      }),
      timeseries({
        title: 'Requests by zone and protocol',
        description: 'Queries per second: of cluster names, and of external names.',
        unit: 'requestsPerSecond',
        queries: { '{{zone}} ({{proto}})': sumRate('zone, proto', requests) },
      }),
      timeseries({
        title: 'Duration',
        description: 'How long an answer takes.',
        unit: 'seconds',
        queries: percentiles(metric('coredns_dns_request_duration_seconds_bucket')),
      }),
    ),
    row(
      'Cache and forwarding',
      timeseries({
        title: 'Cache',
        description:
          'Queries per second that the cache could answer, by whether the name exists, and that it could not.',
        unit: 'requestsPerSecond',
        queries: {
          'Hits, {{type}}': sumRate('type', metric('coredns_cache_hits_total')),
          Misses: totalRate(metric('coredns_cache_misses_total')),
        },
      }),
      timeseries({
        title: 'Cache entries',
        description: 'Names that the cache holds.',
        unit: 'count',
        queries: { '{{type}}': promql`sum by (type) (${metric('coredns_cache_entries')})` },
      }),
      timeseries({
        title: 'Forwarding, 99th percentile',
        description: 'How long servers outside take to answer.',
        unit: 'seconds',
        queries: { '{{to}}': quantile(0.99, 'to', metric('coredns_proxy_request_duration_seconds_bucket')) },
      }),
      timeseries({
        title: 'Programming, 99th percentile',
        description: 'From the change of the pods of a Service until its name leads to them.',
        unit: 'seconds',
        queries: {
          '{{service_kind}}': quantile(
            0.99,
            'service_kind',
            metric('coredns_kubernetes_dns_programming_duration_seconds_bucket'),
          ),
        },
      }),
    ),
    processRow(SOURCE),
  ],
});
