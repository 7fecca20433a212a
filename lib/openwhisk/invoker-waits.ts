import type { Endpoint } from '../kube/endpoint';
import { httpGet, type Wait } from '../kube/waits';

/** The controller counts at least one healthy invoker. */
export function invokerHealthy(controller: Endpoint): Wait {
  return {
    endpoint: controller,
    what: 'a healthy invoker (as counted by the controller)',
    attempt: [
      `count=$(${httpGet('/invokers/healthy/count')} -O -) || return 1`,
      'echo "healthy invokers: $count"',
      '[ "$count" -gt 0 ]',
    ].join('\n'),
  };
}
