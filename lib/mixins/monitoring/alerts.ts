import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { anySeries, percent, promql } from '../expressions/expression';

/** Alerts about all targets, and about alerting itself. */
export const general = group('general.rules', {
  alerts: {
    TargetDown: alert({
      levels: [{ severity: 'warning', for: '10m', threshold: 10 }],
      namespaced: true,
      summary: 'Targets cannot be scraped',
      description:
        '{{ $value | humanize }} % of the targets of {{ $labels.job }} in namespace {{ $labels.namespace }} have not answered, more than {threshold} % for {for}: alerts that look at them see nothing.',
      expr: ({ threshold }) => {
        const up = anySeries('up');
        return promql`${percent(promql`count by (job, namespace) (${up} == 0)`, promql`count by (job, namespace) (${up})`)} > ${threshold}`;
      },
    }),
    Watchdog: alert({
      levels: [{ severity: 'none' }],
      summary: 'Alerts are evaluated',
      description:
        'This alert always fires. Route it to a service that notifies you when it stops arriving, so that a failure of Prometheus or Alertmanager is noticed.',
      expr: promql`vector(1)`,
    }),
    InfoInhibitor: alert({
      levels: [{ severity: 'none' }],
      namespaced: true,
      summary: 'Alerts of severity info stand alone',
      description:
        'In namespace {{ $labels.namespace }} only alerts of severity info fire. Alertmanager does not send them while this one fires; together with a more severe one they help to see why.',
      expr: promql`
        max by (namespace) (${anySeries('ALERTS', 'alertstate="firing"', 'severity="info"')})
        unless on (namespace) ${anySeries('ALERTS', 'alertstate="firing"', 'severity=~"warning|critical"')}`,
    }),
  },
});
