import type { Construct } from 'constructs';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { ServingCertificate } from '../lib/kube/serving-certificate';
import { monitoringComponent } from '../lib/monitoring/component';
import { NodeExporter } from '../lib/monitoring/node-exporter';
import type { Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';

/** Properties of {@link NodeExporterChart}. */
export interface NodeExporterChartProps {
  readonly platform: Platform;
}

/**
 * The node exporter in a namespace of its own. It needs Pod Security `privileged`, which must not hold where the Prometheus Operator
 * creates pods.
 */
export class NodeExporterChart extends PlatformChart {
  constructor(scope: Construct, id: string, { platform }: NodeExporterChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'nodeExporter'), order: 27 });
    const { nodeExporter: spec, tls } = platform.monitoring;
    new Namespace(this, 'Namespace', {
      component: monitoringComponent('namespace', 'node-exporter'),
      podSecurity: {
        level: 'privileged',
        reason: "The node exporter measures the node's network, processes and files.",
      },
    });
    const certificate = new ServingCertificate(this, 'ServingCertificate', {
      tls: spec.tls.existingSecret ? spec.tls : { certManager: tls.certManager },
      component: monitoringComponent('node-exporter-certificate', 'openssl'),
    });
    new NodeExporter(this, 'NodeExporter', { spec, certificate });
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: monitoringComponent('default-deny', 'node-exporter'),
      openings: [],
      foreign: [],
    });
  }
}
