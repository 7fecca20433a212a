import { LaunchOrder } from '../kube/launch-order';
import { findObject, type Subject } from './subject';
import { endpointsOf } from '../kube/waits';
import { finding, type Check, type Finding } from './finding';

/**
 * Every wait can end: there are no cycles; the awaited component is in this app or declared external; and the queried
 * address is a Service and port of the app, or the declared external server.
 */
export const launch: Check = (subject) => {
  if (!subject.app) return [];
  const order = LaunchOrder.of(subject.app);
  const cycle = order.cycle();
  return order.workloads.flatMap((workload) => {
    const { apiVersion, kind, name } = workload.apiObject;
    const manifest = { apiVersion, kind, metadata: { name } };
    const report = (problem: string, fix: string): Finding =>
      finding('FS-307', { manifest, path: workload.node.path }, problem, fix);
    const waits = workload.waitsFor.flatMap((milestone) => {
      const { provider } = milestone;
      if (provider && !order.workloads.some((other) => other === provider)) {
        return [report(`waits for ${milestone.name}, whose ${provider.stableName} is not in the app`, 'add it')];
      }
      if (!('wait' in milestone)) return [];
      return endpointsOf(milestone.wait).flatMap(({ host, port, service }) => {
        if (!service || servicePorts(subject, service.name, service.namespace).includes(port)) return [];
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

function servicePorts(subject: Subject, name: string, namespace: string): number[] {
  const service = findObject(subject, 'Service', name, namespace);
  return (service?.manifest['spec'] as { ports: { port: number }[] } | undefined)?.ports.map(({ port }) => port) ?? [];
}
