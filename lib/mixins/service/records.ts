import { anySeries, promql, type Expression } from '../expressions/expression';
import type { RecordingRule } from '../expressions/recorded';
import {
  SERVICE_COMPONENTS,
  worstState,
  type ComponentSettings,
  type ServiceComponent,
  type ServiceSettings,
} from './settings';
import { SIGNALS } from './signals';

/** Series of the business service. */
const SERVICE_SERIES = {
  /** Labels: component, signal. */
  signalHealth: 'service:signal_health:ratio',
  /** Labels: component. */
  componentHealth: 'service:component_health:ratio',
  /** Weight of a component that has signals. Labels: component. */
  componentWeight: 'service:component_weight:value',
  /** Index of the worst state that the component causes. Labels: component. */
  componentState: 'service:component_state:index',
  /** Weighted mean of the components. */
  health: 'service:health:ratio',
  /** Index of the state. */
  state: 'service:state:index',
} as const;

/** A recorded series of the service. */
export function serviceSeries(name: keyof typeof SERVICE_SERIES, ...matchers: readonly string[]): Expression {
  return anySeries(SERVICE_SERIES[name], ...matchers);
}

/**
 * The recording rules of the business service: signals, then components, then the service.
 *
 * @param isMeasured - whether the platform measures an expression. Other signals are left out, with components that have no other.
 */
export function serviceRecords(
  { name, components }: ServiceSettings,
  isMeasured: (signal: Expression) => boolean,
): RecordingRule[] {
  const service = { service: name };
  const measured = SERVICE_COMPONENTS.flatMap((component) => {
    const settings = components[component];
    const signals = Object.entries(SIGNALS[component]).filter(([, signal]) => isMeasured(signal));
    return settings && signals.length > 0 ? [{ component, settings, signals }] : [];
  });
  if (measured.length === 0) return [];
  return [
    ...measured.flatMap(({ component, signals }) =>
      signals.map(([signal, expr]) => ({
        record: SERVICE_SERIES.signalHealth,
        labels: { ...service, component, signal },
        expr: promql`clamp(${expr}, 0, 1)`,
      })),
    ),
    {
      record: SERVICE_SERIES.componentHealth,
      expr: promql`min by (service, component) (${serviceSeries('signalHealth')})`,
    },
    ...measured.flatMap(({ component, settings }) => componentRules(component, settings)),
    {
      record: SERVICE_SERIES.health,
      expr: promql`
        sum by (service) (${serviceSeries('componentHealth')} * on (service, component) ${serviceSeries('componentWeight')})
        / (sum by (service) (${serviceSeries('componentWeight')}) > 0)`,
    },
    { record: SERVICE_SERIES.state, expr: promql`max by (service) (${serviceSeries('componentState')})` },
  ];
}

function componentRules(
  component: ServiceComponent,
  { weight, impact, degradedBelow, downBelow }: ComponentSettings,
): RecordingRule[] {
  const health = serviceSeries('componentHealth', `component="${component}"`);
  return [
    { record: SERVICE_SERIES.componentWeight, expr: promql`${weight} * (${health} >= bool 0)` },
    {
      record: SERVICE_SERIES.componentState,
      expr: promql`clamp_max((${health} < bool ${degradedBelow}) + (${health} < bool ${downBelow}), ${worstState(impact)})`,
    },
  ];
}
