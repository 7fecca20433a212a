import type { AlertCases, Scenario } from '../alerts/alert-case';

const of = (metric: string, labels = ''): string =>
  `${metric}{job="prometheus-operator",namespace="monitoring",pod="o",controller="prometheus"${labels && `,${labels}`}}`;
const labels = { controller: 'prometheus' };

/** Operations of a kind that fail, of 100 a minute. */
const failing = (failures: string, operations: string, count: number): Scenario['series'] => ({
  [of(`prometheus_operator_${operations}_operations_total`)]: '0+100x60',
  [of(`prometheus_operator_${failures}_total`)]: `0+${count}x60`,
});

const state = (metric: string, more: string, samples: string): Scenario['series'] => ({
  [of(`prometheus_operator_${metric}`, more)]: samples,
});

/** Cases of the group `prometheus-operator`. */
export const cases: AlertCases = {
  PrometheusOperatorListErrors: {
    fires: { series: failing('list_operations_failed', 'list', 41), at: '16m', expect: { warning: 1 }, labels },
    silent: { series: failing('list_operations_failed', 'list', 40), at: '40m' },
    ends: '25m',
    gone: '25m',
    fewer: { prometheus_operator_list_operations_failed_total: '18m' },
  },
  PrometheusOperatorWatchErrors: {
    fires: { series: failing('watch_operations_failed', 'watch', 41), at: '16m', expect: { warning: 1 }, labels },
    silent: { series: failing('watch_operations_failed', 'watch', 40), at: '40m' },
    ends: '25m',
    gone: '25m',
    fewer: { prometheus_operator_watch_operations_failed_total: '18m' },
  },
  PrometheusOperatorSyncFailed: {
    fires: { series: state('syncs', 'status="failed"', '1x30'), at: '10m', expect: { warning: 1 }, labels },
    silent: { series: state('syncs', 'status="failed"', '1x3 0 1x3 0 1x3 0 1x3 0'), at: '14m' },
    ends: '15m',
    gone: '15m',
    decides: ['job', 'status'],
  },
  PrometheusOperatorReconcileErrors: {
    fires: { series: failing('reconcile_errors', 'reconcile', 11), at: '11m', expect: { warning: 1 }, labels },
    silent: { series: failing('reconcile_errors', 'reconcile', 10), at: '40m' },
    ends: '20m',
    gone: '20m',
    fewer: { prometheus_operator_reconcile_errors_total: '13m' },
  },
  PrometheusOperatorStatusUpdateErrors: {
    fires: { series: failing('status_update_errors', 'status_update', 11), at: '11m', expect: { warning: 1 }, labels },
    silent: { series: failing('status_update_errors', 'status_update', 10), at: '40m' },
    ends: '20m',
    gone: '20m',
    fewer: { prometheus_operator_status_update_errors_total: '13m' },
  },
  PrometheusOperatorNodeLookupErrors: {
    fires: { series: state('node_address_lookup_errors_total', '', '0+10x60'), at: '14m', expect: { warning: 1 } },
    silent: { series: state('node_address_lookup_errors_total', '', '0+6x60'), at: '40m' },
    ends: '17m',
    gone: '17m',
  },
  PrometheusOperatorNotReady: {
    fires: { series: state('ready', '', '0x30'), at: '5m', expect: { warning: 1 }, labels },
    silent: { series: state('ready', '', '1 0 0 0 1 0 0 0 1 0x3'), at: '11m' },
    ends: '6m',
    gone: '10m',
  },
  PrometheusOperatorRejectedResources: {
    fires: {
      series: state('managed_resources', 'resource="ServiceMonitor",state="rejected"', '2x30'),
      at: '5m',
      expect: { warning: 1 },
      labels: { ...labels, resource: 'ServiceMonitor' },
    },
    silent: {
      series: {
        ...state('managed_resources', 'resource="ServiceMonitor",state="rejected"', '0x30'),
        ...state('managed_resources', 'resource="ServiceMonitor",state="selected"', '2x30'),
      },
      at: '20m',
    },
    ends: '6m',
    gone: '10m',
    decides: ['job', 'state'],
  },
};
