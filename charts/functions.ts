import type { Construct } from 'constructs';
import { Namespace, type PodSecurity } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { openfaasComponent } from '../lib/openfaas/component';
import type { OpenFaas, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import type { OpenFaasChart } from './openfaas';

/** Properties of {@link FunctionsChart}. */
export interface FunctionsChartProps {
  readonly platform: Platform;
  /** The chart of the gateway, which reaches the functions. */
  readonly openfaas: OpenFaasChart;
}

/** The namespace of the functions, and the functions of the platform file. */
export class FunctionsChart extends PlatformChart {
  private readonly openfaas: OpenFaasChart;

  constructor(scope: Construct, id: string, { platform, openfaas }: FunctionsChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'functions'), order: 22 });
    this.openfaas = openfaas;
    new Namespace(this, 'Namespace', {
      component: openfaasComponent('functions', 'openfaas-gateway'),
      podSecurity: podSecurityOf(platform.openfaas),
    });
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: openfaasComponent('default-deny', 'openfaas-gateway'),
      openings: [],
      foreign: [this.openfaas.functionPods],
    });
  }
}

/** The provider writes pods without a seccomp profile, and with all capabilities of the runtime. */
function podSecurityOf({ edition, cliDeployments }: OpenFaas): PodSecurity {
  return edition === 'pro' || cliDeployments
    ? { level: 'baseline', reason: 'The provider of OpenFaaS writes pods that the level restricted refuses.' }
    : 'restricted';
}
