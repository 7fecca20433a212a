import type { MetricSource } from '../../catalogue/sources';
import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { latest } from '../alerts/state';
import { anySeries, joined, optional, percent, promql, type Expression } from '../expressions/expression';

/** Components that say their version where they are watched; the provider of a managed cluster runs some of them itself. */
const COMPONENTS: readonly MetricSource[] = ['kubelet', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'];

/** Requests to the API server, by the process that sends them. Whatever uses Kubernetes' client for Go counts them. */
const requests = (...matchers: readonly string[]): Expression =>
  promql`sum by (job, instance) (rate(${anySeries('rest_client_requests_total', ...matchers)}[5m]))`;

/** Alerts about Kubernetes as a whole. */
export const kubernetesSystem = group('kubernetes-system', {
  alerts: {
    KubeVersionMismatch: alert({
      levels: [{ severity: 'warning', for: '15m' }],
      summary: 'Components of Kubernetes have different versions',
      description: 'Components of {{ $value }} minor versions of Kubernetes have run together for {for}.',
      expr: promql`
        count(count by (minor_version) (label_replace(
          ${latest('apiserver', 'kubernetes_build_info')}
          or ${optional(
            joined(
              '\nor ',
              COMPONENTS.map((source) => latest(source, 'kubernetes_build_info')),
            ),
          )},
          "minor_version", "$1", "git_version", "v([0-9]+[.][0-9]+).*"
        ))) > 1`,
    }),
    KubeClientErrors: alert({
      levels: [{ severity: 'warning', for: '15m', threshold: 1 }],
      summary: 'Requests to the API server fail',
      description:
        '{{ $value | humanize }} % of the requests of {{ $labels.job }} ({{ $labels.instance }}) to the API server have failed, more than {threshold} % for {for}.',
      // A request without any answer has the code <error>: mostly one that the client itself has cut off, such as the renewal of a
      // lease or a watch. An API server that does not answer at all has another alert.
      expr: ({ threshold }) => promql`${percent(requests('code=~"5.."'), requests())} > ${threshold}`,
    }),
  },
});
