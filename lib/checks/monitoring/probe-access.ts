import type { CheckedObject } from '../subject';
import { finding, type Check } from '../finding';
import { monitoringObjects, namespaceOf, specOf } from '../read/monitoring-objects';
import { mayConnect } from '../read/network-policies';
import { podsAt } from '../read/service-address';

/** The parts of a Probe that name addresses. */
interface ProbeSpec {
  readonly prober?: { readonly url?: string };
  readonly targets?: { readonly staticConfig?: { readonly static?: readonly string[] } };
}

/** The network policies let the prober reach the Services of the app that it probes; other targets have no policies here. */
export const probeAccess: Check = (subject) =>
  monitoringObjects(subject, 'Probe').flatMap((probe) => {
    const { prober, targets } = specOf<ProbeSpec>(probe);
    const probers = podsAt(subject, prober?.url ?? '');
    const probed = (targets?.staticConfig?.static ?? []).flatMap((target) => podsAt(subject, target));
    return probers.flatMap(({ pods: from }) =>
      probed.flatMap(({ pods: to, port }) => {
        const { egress, ingress } = mayConnect(subject, from, to, port);
        const target = `port ${port.number} of ${nameOf(to.object)} in namespace ${to.namespace}`;
        return [...(egress ? [] : (['egress'] as const)), ...(ingress ? [] : (['ingress'] as const))].map((direction) =>
          finding(
            'FS-605',
            probe,
            `the ${direction} policies of namespace ${namespaceOf(direction === 'egress' ? from.object : to.object)} keep ${nameOf(from.object)} from ${target}: the probe always fails`,
            direction === 'egress' ? 'let the prober connect there' : 'admit the pods of the prober',
          ),
        );
      }),
    );
  });

function nameOf({ manifest }: CheckedObject): string {
  return manifest.metadata.name;
}
