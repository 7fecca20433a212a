import { Construct } from 'constructs';
import { k8s } from '../kube/k8s';
import { PlatformChart } from '../kube/platform-chart';
import { autoscalingComponent } from './component';

const COMPONENT = autoscalingComponent('metrics-readers', 'kubernetes');

/** Lets users with the roles view, edit or admin of a namespace read the CPU and memory usage of its pods. */
export class MetricsReaders extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { name, labels } = PlatformChart.of(this).clusterMetadata(COMPONENT);
    const aggregated = ['view', 'edit', 'admin'].map((role) => [
      `rbac.authorization.k8s.io/aggregate-to-${role}`,
      'true',
    ]);
    new k8s.KubeClusterRole(this, 'Resource', {
      metadata: { name, labels: { ...labels, ...(Object.fromEntries(aggregated) as Record<string, string>) } },
      rules: [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] }],
    });
  }
}
