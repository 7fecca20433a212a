import type { Construct } from 'constructs';
import { autoscalingComponent } from '../lib/autoscaling/component';
import { ScryptDemonstration } from '../lib/autoscaling/scrypt';
import { k8s } from '../lib/kube/k8s';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import type { Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';

/** Properties of {@link ScryptChart}. */
export interface ScryptChartProps {
  readonly platform: Platform;
}

/** The demonstration of autoscaling, in a namespace of its own. */
export class ScryptChart extends PlatformChart {
  private readonly demonstration: ScryptDemonstration;

  constructor(scope: Construct, id: string, { platform }: ScryptChartProps) {
    const spec = platform.autoscaling.demonstration;
    super(scope, id, { settings: settingsOf(platform, spec.namespace), order: 90 });
    const { labels } = this.metadata(autoscalingComponent('namespace', 'kubernetes'));
    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        name: this.settings.namespace,
        labels: { ...labels, 'pod-security.kubernetes.io/enforce': 'restricted' },
      },
    });
    this.demonstration = new ScryptDemonstration(this, 'Scrypt', { spec });
  }

  public override isolate(): void {
    const { workload, port } = this.demonstration;
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: autoscalingComponent('default-deny', 'kubernetes'),
      // The Ingress controller is in a namespace that is not known.
      openings: [{ workload, ports: [port] }],
      foreign: [],
    });
  }
}
