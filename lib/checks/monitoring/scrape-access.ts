import type { Synthesis, SynthesizedObject } from '../../kube/synthesis';
import { finding, type Check, type Finding } from '../finding';
import { mayConnect } from '../read/network-policies';
import { monitoringObjects, selectedBy } from '../read/monitoring-objects';
import { targetPods } from '../read/pods';
import { resolveEndpoints } from '../read/targets';

const CHECK = 'scrape-access';

/**
 * The network policies let every Prometheus reach what it scrapes. Policies do not select pods in the network of their node, and
 * which addresses nodes have is not known before.
 */
export const scrapeAccess: Check = (synthesis) =>
  monitoringObjects(synthesis, 'ServiceMonitor', 'PodMonitor').flatMap((monitor) =>
    selectedBy(synthesis, monitor).flatMap((prometheus) => blocked(synthesis, monitor, prometheus)),
  );

function blocked(synthesis: Synthesis, monitor: SynthesizedObject, prometheus: SynthesizedObject): Finding[] {
  const from = targetPods(synthesis).find(({ object }) => object === prometheus);
  if (!from) return [];
  const targets = resolveEndpoints(synthesis, monitor).flatMap((endpoint) => endpoint.targets);
  return targets.flatMap(({ pods, port }) => {
    if (pods.hostNetwork) return [];
    const { egress, ingress } = mayConnect(synthesis, from, pods, port);
    const name = prometheus.manifest.metadata.name;
    const target = `port ${port.number} of ${pods.object.manifest.metadata.name} in namespace ${pods.namespace}`;
    const report = (direction: string, fix: string): Finding =>
      finding(
        CHECK,
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
