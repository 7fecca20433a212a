import { alert } from '../alerts/alert';
import { group } from '../alerts/group';
import { promql, type Expression } from '../expressions/expression';
import { serviceSeries } from './records';
import { SERVICE_STATES } from './settings';

/** Health of the components that put the service into a state. */
const causes = (state: (typeof SERVICE_STATES)[number]): Expression => promql`
  ${serviceSeries('componentHealth')}
  and on (service, component) (${serviceSeries('componentState')} == ${SERVICE_STATES.indexOf(state)})`;

/** Alerts about the business service, one per component that is the reason. */
export const service = group('service', {
  alerts: {
    ServiceDown: alert({
      levels: [{ severity: 'critical', for: '2m' }],
      summary: 'Business service is down',
      description:
        '{{ $labels.service }} has been down for {for} because of {{ $labels.component }}, which is {{ $value | humanizePercentage }} healthy.',
      expr: causes('down'),
    }),
    ServiceDegraded: alert({
      levels: [{ severity: 'warning', for: '10m' }],
      summary: 'Business service is degraded',
      description:
        '{{ $labels.service }} has been degraded for {for} because of {{ $labels.component }}, which is {{ $value | humanizePercentage }} healthy.',
      expr: causes('degraded'),
    }),
  },
});
