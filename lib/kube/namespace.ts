import { Construct } from 'constructs';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import { PlatformChart } from './platform-chart';

/** The Pod Security Standard that a namespace enforces; anything weaker than restricted needs a reason. */
export type PodSecurity = 'restricted' | { readonly level: 'baseline' | 'privileged'; readonly reason: string };

/** Properties of {@link Namespace}. */
export interface NamespaceProps {
  readonly component: ComponentId;
  readonly podSecurity: PodSecurity;
}

/** The Namespace of a chart. The reason for a weaker standard is in the metadata of the construct. */
export class Namespace extends Construct {
  constructor(scope: Construct, id: string, { component, podSecurity }: NamespaceProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const level = podSecurity === 'restricted' ? podSecurity : podSecurity.level;
    if (podSecurity !== 'restricted') this.node.addMetadata('pod-security', podSecurity.reason);
    new k8s.KubeNamespace(this, 'Resource', {
      metadata: {
        name: chart.settings.namespace,
        labels: {
          ...chart.metadata(component).labels,
          'pod-security.kubernetes.io/enforce': level,
          // These two are evaluated for Deployments and other owners of pods, too (Kubernetes, "Pod Security Admission").
          'pod-security.kubernetes.io/warn': level,
          'pod-security.kubernetes.io/audit': level,
        },
      },
    });
  }
}
