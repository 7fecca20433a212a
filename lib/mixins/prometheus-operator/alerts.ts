import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { percent, promql, series, type Expression } from '../expressions/expression';

const SOURCE = 'prometheus-operator';

/** The part of the operator that looks after one kind of object. */
const IT = 'controller {{ $labels.controller }} of the Prometheus operator';

/** Errors in percent of all operations, by controller. */
function errors(failures: string, operations: string): Expression {
  const rate = (counter: string) => promql`sum by (controller) (rate(${series(SOURCE, counter)}[10m]))`;
  return percent(rate(failures), rate(operations));
}

/** Alerts about the Prometheus operator. */
export const prometheusOperator = group('prometheus-operator', {
  alerts: {
    PrometheusOperatorListErrors: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 40 }],
      summary: 'Prometheus operator cannot list its objects',
      description: `{{ $value | humanize }} % of the list requests of the ${IT} have failed, more than {threshold} % for {for}.`,
      expr: ({ threshold }) =>
        promql`${errors('prometheus_operator_list_operations_failed_total', 'prometheus_operator_list_operations_total')} > ${threshold}`,
    }),
    PrometheusOperatorWatchErrors: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 40 }],
      summary: 'Prometheus operator cannot watch its objects',
      description: `{{ $value | humanize }} % of the watch requests of the ${IT} have failed, more than {threshold} % for {for}.`,
      expr: ({ threshold }) =>
        promql`${errors('prometheus_operator_watch_operations_failed_total', 'prometheus_operator_watch_operations_total')} > ${threshold}`,
    }),
    PrometheusOperatorSyncFailed: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'Prometheus operator cannot bring objects into being',
      description: `The ${IT} has failed to reconcile {{ $value }} object(s) for {for}.`,
      expr: promql`min_over_time(${series(SOURCE, 'prometheus_operator_syncs', 'status="failed"')}[5m]) > 0`,
    }),
    PrometheusOperatorReconcileErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 10 }],
      summary: 'Prometheus operator fails often',
      description: `{{ $value | humanize }} % of the reconciliations of the ${IT} have failed, more than {threshold} % for {for}.`,
      expr: ({ threshold }) =>
        promql`${errors('prometheus_operator_reconcile_errors_total', 'prometheus_operator_reconcile_operations_total')} > ${threshold}`,
    }),
    PrometheusOperatorStatusUpdateErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 10 }],
      summary: 'Prometheus operator cannot write the status of its objects',
      description: `{{ $value | humanize }} % of the status updates of the ${IT} have failed, more than {threshold} % for {for}.`,
      expr: ({ threshold }) =>
        promql`${errors('prometheus_operator_status_update_errors_total', 'prometheus_operator_status_update_operations_total')} > ${threshold}`,
    }),
    PrometheusOperatorNodeLookupErrors: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 0.1 }],
      summary: 'Prometheus operator does not find the addresses of nodes',
      description:
        'The Prometheus operator has failed to look up node addresses ({{ $value | humanize }} times per second) for {for}: their kubelets are not scraped.',
      expr: ({ threshold }) =>
        promql`rate(${series(SOURCE, 'prometheus_operator_node_address_lookup_errors_total')}[5m]) > ${threshold}`,
    }),
    PrometheusOperatorNotReady: alert({
      levels: [{ severity: 'warning', for: '5m' }],
      summary: 'Prometheus operator is not ready',
      description: `The ${IT} has not been ready to reconcile objects for {for}.`,
      expr: promql`max by (controller) (max_over_time(${series(SOURCE, 'prometheus_operator_ready')}[5m])) == 0`,
    }),
    PrometheusOperatorRejectedResources: alert({
      levels: [{ severity: 'warning', for: '5m' }],
      summary: 'Prometheus operator has rejected objects',
      description: `The ${IT} has left out {{ $value }} {{ $labels.resource }} object(s) as not valid for {for}.`,
      expr: promql`min_over_time(${series(SOURCE, 'prometheus_operator_managed_resources', 'state="rejected"')}[5m]) > 0`,
    }),
  },
});
