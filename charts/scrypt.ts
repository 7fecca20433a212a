import type { Construct } from 'constructs';
import { autoscalingComponent } from '../lib/autoscaling/component';
import { ScryptDemonstration } from '../lib/autoscaling/scrypt';
import { Namespace } from '../lib/kube/namespace';
import type { ComponentId } from '../lib/kube/labels';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart, type ObjectMetadata } from '../lib/kube/platform-chart';
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
    super(scope, id, { settings: settingsOf(platform, 'demonstration'), order: 90 });
    new Namespace(this, 'Namespace', {
      component: autoscalingComponent('namespace', 'kubernetes'),
      podSecurity: 'restricted',
    });
    this.demonstration = new ScryptDemonstration(this, 'Scrypt', { spec });
  }

  /** Names are the course's, without the instance: no other component is in the namespace. */
  public override metadata(id: ComponentId, suffix?: string): ObjectMetadata {
    return { ...super.metadata(id, suffix), name: suffix ? `${id.component}-${suffix}` : id.component };
  }

  public override isolate(): void {
    const { workload, port } = this.demonstration;
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: autoscalingComponent('default-deny', 'kubernetes'),
      openings: [{ workload, ports: [port], throughIngress: true }],
      foreign: [],
    });
  }
}
