import type { Construct } from 'constructs';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { ActionLimits } from '../lib/openwhisk/action-limits';
import { openwhiskComponent } from '../lib/openwhisk/component';
import type { Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import type { OpenWhiskChart } from './openwhisk';

/** Properties of {@link ActionsChart}. */
export interface ActionsChartProps {
  readonly platform: Platform;
  /** The chart of the component that creates the pods. */
  readonly openwhisk: OpenWhiskChart;
}

/** The namespace of action pods. It holds what limits them, and the Role of the component that creates them: nothing else. */
export class ActionsChart extends PlatformChart {
  private readonly openwhisk: OpenWhiskChart;

  constructor(scope: Construct, id: string, { platform, openwhisk }: ActionsChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'actions'), order: 10 });
    this.openwhisk = openwhisk;
    new Namespace(this, 'Namespace', {
      component: openwhiskComponent('actions', 'openwhisk'),
      podSecurity: {
        level: 'baseline',
        reason: "Images of users may need root, and the invokers' client sends no seccomp profile.",
      },
    });
    new ActionLimits(this, 'Limits', { actions: platform.openwhisk.actions });
  }

  public override isolate(): void {
    const { actionPods } = this.openwhisk;
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: openwhiskComponent('default-deny', 'openwhisk'),
      openings: [],
      foreign: actionPods ? [actionPods] : [],
    });
  }
}
