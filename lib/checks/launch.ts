import { LaunchOrder } from '../kube/launch-order';
import type { Synthesis } from '../kube/synthesis';
import { endpointsOf } from '../kube/waits';
import type { Check, Finding } from './finding';

const CHECK = 'launch-order';

/**
 * Every wait can end: there are no cycles; the awaited component is in this app or declared external; and the queried
 * address is a Service and port of the app, or the declared external server.
 */
export const launch: Check = (synthesis) => {
  const order = LaunchOrder.of(synthesis.app);
  const cycle = order.cycle();
  return order.workloads.flatMap((workload) => {
    const report = (problem: string, fix: string): Finding => ({
      check: CHECK,
      object: `${workload.apiObject.kind}/${workload.apiObject.name}`,
      path: workload.node.path,
      problem,
      fix,
    });
    const waits = workload.waitsFor.flatMap((milestone) => {
      const { provider } = milestone;
      if (provider && !order.workloads.some((other) => other === provider)) {
        return [report(`waits for ${milestone.name}, whose ${provider.stableName} is not in the app`, 'add it')];
      }
      if (!('wait' in milestone)) return [];
      return endpointsOf(milestone.wait).flatMap(({ host, port, service }) => {
        if (!service || servicePorts(synthesis, service.name, service.namespace).includes(port)) return [];
        return [
          report(`waits for ${milestone.name} at ${host}:${port}, where no Service answers`, 'correct the address'),
        ];
      });
    });
    if (cycle[0] !== workload) return waits;
    const names = [...cycle, workload].map((step) => step.apiObject.name).join(' waits for ');
    return [report(`can never start: ${names}`, 'remove one of these waits'), ...waits];
  });
};

function servicePorts(synthesis: Synthesis, name: string, namespace: string): number[] {
  const service = synthesis.objects.find(
    ({ manifest }) =>
      manifest.kind === 'Service' && manifest.metadata.name === name && manifest.metadata.namespace === namespace,
  );
  return (service?.manifest['spec'] as { ports: { port: number }[] } | undefined)?.ports.map(({ port }) => port) ?? [];
}
