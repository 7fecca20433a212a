import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { PlatformChart } from '../lib/kube/platform-chart';
import type { Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import { isAgent } from '../lib/monitoring/agent';
import { monitoringComponent } from '../lib/monitoring/component';
import { DEFINITIONS, MONITORING_KINDS, type MonitoringKind } from '../lib/crds/definitions';
import type { Definition } from '../lib/crds/schema';

/** Properties of {@link CrdsChart}. */
export interface CrdsChartProps {
  readonly platform: Platform;
  /** @default - the kinds that the platform or users of watched namespaces write */
  readonly kinds?: readonly MonitoringKind[];
}

/**
 * Servers that no platform runs by default. The operator starts without their definitions (Prometheus Operator 0.93.1, cmd/operator/main.go,
 * `checkPrerequisites`), which make up a quarter of all.
 */
const UNUSED_KINDS: readonly MonitoringKind[] = ['PrometheusAgent', 'ThanosRuler'];
const USED_KINDS = MONITORING_KINDS.filter((kind) => !UNUSED_KINDS.includes(kind));

/** The kinds that a platform or users of watched namespaces write. */
function kindsOf({ monitoring }: Platform): readonly MonitoringKind[] {
  return [...USED_KINDS, ...(isAgent(monitoring.prometheus) ? (['PrometheusAgent'] as const) : [])];
}

/** The definitions of the custom resources that other charts use. Everything that is one comes after them. */
export class CrdsChart extends PlatformChart {
  constructor(scope: Construct, id: string, { platform, kinds = kindsOf(platform) }: CrdsChartProps) {
    super(scope, id, { settings: settingsOf(platform), order: 0 });
    const { labels } = this.metadata(monitoringComponent('crds', 'prometheus-operator'));
    for (const kind of kinds) new CustomResourceDefinition(this, kind, DEFINITIONS[kind], labels);
  }
}

/** A definition as the operator's authors wrote it, with our labels. */
class CustomResourceDefinition extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    private readonly definition: Definition,
    labels: Readonly<Record<string, string>>,
  ) {
    const { apiVersion, kind, metadata } = definition;
    super(scope, id, { apiVersion, kind, metadata: { ...metadata, labels } });
  }

  /** Without cdk8s' walks over every field, which cost ten times as much as all other objects: nothing in it is to be resolved. */
  public override toJson(): unknown {
    const { apiVersion, kind, spec } = this.definition;
    return { apiVersion, kind, metadata: this.metadata.toJson() as unknown, spec };
  }
}
