import type { Construct } from 'constructs';
import { Namespace, type PodSecurity } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import type { ComponentId } from '../lib/kube/labels';
import { PlatformChart, type ObjectMetadata } from '../lib/kube/platform-chart';
import { openfaasComponent } from '../lib/openfaas/component';
import { FaasFunction, FUNCTION_LABEL, FUNCTIONS } from '../lib/openfaas/function';
import { FunctionSetup } from '../lib/openfaas/function-setup';
import { functionsOn } from '../lib/platform/functions';
import type { OpenFaas, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import { addFunctionDatabase } from './function-database';
import type { MySqlChart } from './mysql';
import type { OpenFaasChart } from './openfaas';

/** Properties of {@link FunctionsChart}. */
export interface FunctionsChartProps {
  readonly platform: Platform;
  /** The chart of the gateway, which reaches the functions. */
  readonly openfaas: OpenFaasChart;
  /** The database of the functions. @default - none */
  readonly mysql?: MySqlChart;
}

/** The namespace of the functions, and the functions of the platform file. */
export class FunctionsChart extends PlatformChart {
  private readonly openfaas: OpenFaasChart;

  constructor(scope: Construct, id: string, { platform, openfaas, mysql }: FunctionsChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'functions'), order: 22 });
    this.openfaas = openfaas;
    new Namespace(this, 'Namespace', {
      component: openfaasComponent('functions', 'openfaas-gateway'),
      podSecurity: podSecurityOf(platform.openfaas),
    });
    const { edition } = platform.openfaas;
    const database =
      mysql && platform.functions.some((spec) => spec.database)
        ? addFunctionDatabase(mysql, this.settings.namespace)
        : undefined;
    for (const spec of functionsOn('openfaas', platform)) {
      new FaasFunction(this, `Function-${spec.name}`, { spec, edition, database });
      const command = spec.database?.setup;
      if (database && command) new FunctionSetup(this, `Setup-${spec.name}`, { spec, command, database });
    }
  }

  /** A function's objects have its name, without the instance. */
  public override metadata(id: ComponentId, suffix?: string): ObjectMetadata {
    const metadata = super.metadata(id, suffix);
    if (!isFunction(id)) return metadata;
    const name = suffix ? `${id.component}-${suffix}` : id.component;
    return { ...metadata, name, labels: { ...metadata.labels, ...this.selector(id) } };
  }

  /** The provider selects the pods of a function so. */
  public override selector(id: ComponentId): Record<string, string> {
    return isFunction(id) ? { [FUNCTION_LABEL]: id.component } : super.selector(id);
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: openfaasComponent('default-deny', 'openfaas-gateway'),
      openings: [],
      foreign: [this.openfaas.functionPods],
    });
  }
}

/** Whether a component is a function of the platform file. */
function isFunction({ partOf }: ComponentId): boolean {
  return partOf === FUNCTIONS;
}

/** The provider writes pods without a seccomp profile, and with all capabilities of the runtime. */
function podSecurityOf({ edition, cliDeployments }: OpenFaas): PodSecurity {
  return edition === 'pro' || cliDeployments
    ? { level: 'baseline', reason: 'The provider of OpenFaaS writes pods that the level restricted refuses.' }
    : 'restricted';
}
