import type { CheckedObject, Subject } from '../subject';
import { finding, type Check, type Finding } from '../finding';
import { mayConnect } from '../read/network-policies';
import { monitoringObjects, namespaceOf, selectedBy } from '../read/monitoring-objects';
import { targetPodsIn } from '../read/pods';
import { resolveEndpoints } from '../read/targets';

/**
 * The network policies let every Prometheus reach what it scrapes. Policies do not select pods in the network of their node, and
 * which addresses nodes have is not known before.
 */
export const scrapeAccess: Check = (subject) =>
  monitoringObjects(subject, 'ServiceMonitor', 'PodMonitor').flatMap((monitor) =>
    selectedBy(subject, monitor).flatMap((prometheus) => blocked(subject, monitor, prometheus)),
  );

function blocked(subject: Subject, monitor: CheckedObject, prometheus: CheckedObject): Finding[] {
  const from = targetPodsIn(subject, namespaceOf(prometheus)).find(({ object }) => object === prometheus);
  if (!from) return [];
  const targets = resolveEndpoints(subject, monitor).flatMap((endpoint) => endpoint.targets);
  return targets.flatMap(({ pods, port }) => {
    if (pods.hostNetwork) return [];
    const { egress, ingress } = mayConnect(subject, from, pods, port);
    const name = prometheus.manifest.metadata.name;
    const target = `port ${port.number} of ${pods.object.manifest.metadata.name} in namespace ${pods.namespace}`;
    const report = (direction: string, fix: string): Finding =>
      finding(
        'FS-604',
        monitor,
        `the ${direction} policies of namespace ${direction === 'egress' ? from.namespace : pods.namespace} keep Prometheus '${name}' from ${target}`,
        fix,
      );
    return [
      ...(egress ? [] : [report('egress', `allow the pods of the Prometheus to connect to port ${port.number} there`)]),
      ...(ingress ? [] : [report('ingress', `admit the pods of the Prometheus to port ${port.number}`)]),
    ];
  });
}
