import { simulateAlertLoop } from '../alert-loop/alert-loop';
import type { AlertLoop } from '../alert-loop/presets';
import type { Way } from './way';

/** OpenFaaS' loop of Prometheus, Alertmanager and gateway. All functions share one of each. */
export function alertWay(loop: AlertLoop): Way {
  const { rule, route, scaling } = loop;
  const initialReplicas = scaling.minReplicas;
  return {
    title: `alert above ${rule.threshold}/s over ${rule.window} s, grouped by ${route.groupBy}, repeated after ${route.repeatInterval} s`,
    scale: ({ trace, capacity, podStart, until }) =>
      simulateAlertLoop({ loop, trace, capacity, until, pods: { startSeconds: podStart } }).changes.map((changes) => ({
        initialReplicas,
        changes,
      })),
  };
}
