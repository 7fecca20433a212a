import type { Construct } from 'constructs';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import type { Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import { TraceAgent } from '../lib/tracing/agent';
import { collectorEndpoint } from '../lib/tracing/collector';
import { tracingComponent } from '../lib/tracing/component';

/** Properties of {@link TraceAgentsChart}. */
export interface TraceAgentsChartProps {
  readonly platform: Platform;
}

/** The collectors on the nodes, in a namespace of their own: no Pod Security Standard but `privileged` admits ports of the node. */
export class TraceAgentsChart extends PlatformChart {
  constructor(scope: Construct, id: string, { platform }: TraceAgentsChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'traceAgents'), order: 29 });
    new Namespace(this, 'Namespace', {
      component: tracingComponent('namespace', 'otel-collector'),
      podSecurity: { level: 'privileged', reason: 'The collectors have ports on the loopback address of their node.' },
    });
    new TraceAgent(this, 'Agent', {
      spec: platform.tracing.agent,
      collector: collectorEndpoint(settingsOf(platform, 'tracing'), 'otlp-grpc'),
    });
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: tracingComponent('default-deny', 'otel-collector'),
      openings: [],
      foreign: [],
    });
  }
}
