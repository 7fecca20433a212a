import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { quantile, sumRate } from '../panels/rates';
import { row, stat, timeseries } from '../panels/panels';
import { apiClientRow, CHOSEN, instancesUp, percentiles, processRow } from '../panels/processes';
import { instances } from '../panels/variables';

const SOURCE = 'kube-proxy';

const metric = (name: string, ...matchers: readonly string[]): Expression => series(SOURCE, name, CHOSEN, ...matchers);

/** kube-proxy: how long nodes take to know a Service. */
export const kubeProxy = board({
  uid: 'kubernetes-kube-proxy',
  folder: 'Kubernetes',
  title: 'Kubernetes / Proxy',
  description: 'How long it takes until nodes know of a change of a Service.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'up'))],
  rows: [
    row(
      'Overview',
      instancesUp(SOURCE),
      stat({
        title: 'Oldest sync',
        description: 'Time since the proxy that is furthest behind wrote its rules.',
        unit: 'seconds',
        query: promql`time() - min(${metric('kubeproxy_sync_proxy_rules_last_timestamp_seconds')})`,
      }),
      stat({
        title: 'Pending changes of endpoints',
        description: 'Changes of endpoints that no rule reflects yet.',
        unit: 'count',
        query: promql`sum(${metric('kubeproxy_sync_proxy_rules_endpoint_changes_pending')})`,
      }),
      stat({
        title: 'Pending changes of Services',
        description: 'Changes of Services that no rule reflects yet.',
        unit: 'count',
        query: promql`sum(${metric('kubeproxy_sync_proxy_rules_service_changes_pending')})`,
      }),
    ),
    row(
      'Rules',
      timeseries({
        title: 'Network programming',
        description: 'From the change of a Service or its pods until the rules of a node reflect it.',
        unit: 'seconds',
        queries: percentiles(metric('kubeproxy_network_programming_duration_seconds_bucket')),
      }),
      timeseries({
        title: 'Rules sync, 99th percentile',
        description: 'How long it takes to write the rules of a node.',
        unit: 'seconds',
        queries: {
          '{{instance}}': quantile(0.99, 'instance', metric('kubeproxy_sync_proxy_rules_duration_seconds_bucket')),
        },
      }),
      timeseries({
        title: 'Rules syncs',
        description: 'Synchronisations of proxy rules per second.',
        unit: 'operationsPerSecond',
        queries: { '{{instance}}': sumRate('instance', metric('kubeproxy_sync_proxy_rules_duration_seconds_count')) },
      }),
      timeseries({
        title: 'Failed restores',
        description: 'Failed synchronisations of proxy rules per second.',
        unit: 'operationsPerSecond',
        limits: { critical: 0.01 },
        queries: {
          '{{instance}}': sumRate('instance', metric('kubeproxy_sync_proxy_rules_iptables_restore_failures_total')),
        },
      }),
      timeseries({
        title: 'Rules',
        description: 'Rules of iptables that each node has.',
        unit: 'count',
        queries: { '{{instance}}': promql`sum by (instance) (${metric('kubeproxy_sync_proxy_rules_iptables_total')})` },
      }),
      timeseries({
        title: 'Changes',
        description: 'Changes of Services and their endpoints per second, as the proxies see them.',
        unit: 'operationsPerSecond',
        queries: {
          'Endpoints {{instance}}': sumRate('instance', metric('kubeproxy_sync_proxy_rules_endpoint_changes_total')),
          'Services {{instance}}': sumRate('instance', metric('kubeproxy_sync_proxy_rules_service_changes_total')),
        },
      }),
    ),
    apiClientRow(SOURCE),
    processRow(SOURCE),
  ],
});
