import type { Construct } from 'constructs';
import type { SecretRef } from '../lib/kube/secrets';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies, type ForeignPods } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import type { ProbedEntry } from '../lib/monitoring/probes';
import { queriedEndpoint } from '../lib/monitoring/queried';
import { openfaasComponent } from '../lib/openfaas/component';
import { OPENFAAS_PATHS } from '../lib/openfaas/contract';
import { GatewayUser } from '../lib/openfaas/credentials';
import { functionPods } from '../lib/openfaas/function-pods';
import { FunctionGateway } from '../lib/openfaas/gateway';
import { FunctionIngress } from '../lib/openfaas/ingress';
import { Nats } from '../lib/openfaas/nats';
import { QueueWorker } from '../lib/openfaas/queue-worker';
import type { OpenFaas, Platform } from '../lib/platform/model';
import { noPrometheus } from '../lib/platform/queried-prometheus';
import { settingsOf } from '../lib/platform/settings';

/** Properties of {@link OpenFaasChart}. */
export interface OpenFaasChartProps {
  readonly platform: Platform;
}

/** OpenFaaS: gateway and provider, the queue and its worker. The functions have a chart of their own. */
export class OpenFaasChart extends PlatformChart {
  private readonly spec: OpenFaas;
  /** The gateway, which connects to the pods of functions. */
  public readonly gateway: FunctionGateway;
  /** Secret of its user. */
  public readonly user: SecretRef;

  constructor(scope: Construct, id: string, { platform }: OpenFaasChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'openfaas'), order: 23 });
    const spec = platform.openfaas;
    this.spec = spec;
    new Namespace(this, 'Namespace', {
      component: openfaasComponent('namespace', 'openfaas-gateway'),
      podSecurity: 'restricted',
    });
    const { secret: user } = new GatewayUser(this, 'Auth', spec.auth);
    this.user = user;
    // It counts invocations for the API of the gateway.
    const prometheus = noPrometheus(platform) ? undefined : queriedEndpoint(platform);
    const nats = spec.async.enabled ? new Nats(this, 'Nats', { spec: spec.async }) : undefined;
    this.gateway = new FunctionGateway(this, 'Gateway', { spec, user, nats, prometheus });
    if (nats) new QueueWorker(this, 'Async', { spec, nats, gateway: this.gateway });
    new FunctionIngress(this, 'Ingress', { spec, gateway: this.gateway });
  }

  /** Where clients within the cluster invoke functions. */
  public get probed(): ProbedEntry {
    return { name: 'openfaas-gateway', endpoint: this.gateway.endpoint, path: OPENFAAS_PATHS.health };
  }

  /** The pods of all functions. */
  public get functionPods(): ForeignPods {
    return functionPods(this.spec, this.gateway);
  }

  public override isolate(): void {
    const { gateway } = this;
    const { type, gateway: routes } = this.spec.ingress;
    const throughIngress = type === 'Standard' || type === 'Gateway';
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: openfaasComponent('default-deny', 'openfaas-gateway'),
      openings:
        type === 'None'
          ? []
          : [{ workload: gateway.workload, ports: [gateway.containerPort], throughIngress, proxy: routes?.from }],
      foreign: [this.functionPods],
    });
  }
}
