import type { Construct } from 'constructs';
import { adapterConfig, type AdapterConfig } from '../lib/autoscaling/adapter-rules';
import { apiServiceBundle, type ApiTrust } from '../lib/autoscaling/api-service';
import { withDefaults } from '../lib/autoscaling/behavior';
import { autoscalingComponent } from '../lib/autoscaling/component';
import { scaledComponents } from '../lib/autoscaling/components';
import { scaledFunctions } from '../lib/autoscaling/functions';
import type { ScalingMetric } from '../lib/autoscaling/metric';
import { MetricsServer, RESOURCE_METRICS } from '../lib/autoscaling/metrics-server';
import { adapterApis, PrometheusAdapter } from '../lib/autoscaling/prometheus-adapter';
import { kafkaOf } from '../lib/autoscaling/keda/kafka-trigger';
import { addScaler, type ScalerServers } from '../lib/autoscaling/scaler';
import { metricsOf } from '../lib/autoscaling/scaling-metrics';
import { EXTERNAL_TARGET } from '../lib/kube/annotations';
import type { Endpoint } from '../lib/kube/endpoint';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies, type Opening } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { required } from '../lib/kube/required';
import { Workload } from '../lib/kube/workload';
import type { Autoscaling, Platform } from '../lib/platform/model';
import { deployedNamespaces } from '../lib/platform/namespaces';
import { settingsOf } from '../lib/platform/settings';
import { queriedEndpoint } from '../lib/monitoring/queried';
import { ServingCertificate } from '../lib/kube/serving-certificate';

/** Properties of {@link AutoscalingChart}. */
export interface AutoscalingChartProps {
  readonly platform: Platform;
  /** The Kafka of the platform, for KEDA. @default - none. */
  readonly kafka?: readonly Endpoint[];
}

/** Whether a platform has anything to do with autoscaling besides the demonstration. */
export function autoscales(platform: Platform): boolean {
  const { resourceMetrics, scalers } = platform.autoscaling;
  return (
    resourceMetrics !== 'none' ||
    scalers.length > 0 ||
    scaledComponents(platform).length + scaledFunctions(platform).length > 0
  );
}

/** A scaler of the platform file with what it looks at. */
interface Scaled {
  readonly metrics: readonly ScalingMetric[];
  readonly add: (servers: ScalerServers) => void;
}

/**
 * Autoscaling: the metrics APIs, and the scalers. A component's scaler is in the file of the component.
 */
export class AutoscalingChart extends PlatformChart {
  private readonly spec: Autoscaling;
  private readonly openings: Opening[] = [];

  constructor(scope: Construct, id: string, { platform, kafka }: AutoscalingChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'autoscaling'), order: 25 });
    this.spec = platform.autoscaling;
    const prometheus = platform.monitoring.enabled ? queriedEndpoint(platform) : undefined;
    const scaled = [...this.components(scope, platform), ...this.functions(scope, platform), ...this.scalers(platform)];
    const servers = { prometheus, kafka: kafka && { endpoints: kafka, ...kafkaOf(platform) } };
    for (const { add } of scaled) add(servers);
    const metrics = scaled.flatMap(({ metrics: used }) => used);
    this.addMeters(adapterConfig(metrics), prometheus);
  }

  private components(app: Construct, platform: Platform): Scaled[] {
    const workloads = Workload.within(app);
    return scaledComponents(platform).map(({ component, scaling: wanted, fallback, scaleDown }) => {
      const scaling = { ...wanted, behavior: withDefaults(wanted.behavior, { scaleDown }) };
      const workload = required(
        workloads.find((candidate) => candidate.component.component === component),
        `a workload of the component ${component}`,
      );
      const { apiVersion, kind, name } = workload.apiObject;
      const chart = PlatformChart.of(workload);
      const metrics = metricsOf(wanted, fallback);
      const to = { metadata: chart.metadata(workload.component), target: { apiVersion, kind, name } };
      return {
        metrics: inHpa(scaling, metrics),
        add: (servers) => addScaler(workload, 'Scaler', to, scaling, metrics, servers),
      };
    });
  }

  /** A function's scaler is in the file of the functions. In edition pro, its operator makes the Deployment. */
  private functions(app: Construct, platform: Platform): Scaled[] {
    const workloads = Workload.within(app).filter(({ component: { partOf } }) => partOf === 'functions');
    return scaledFunctions(platform).map(({ name, scaling, metrics }) => {
      const workload = required(
        workloads.find(({ component }) => component.component === name),
        `a workload of the function ${name}`,
      );
      const metadata = PlatformChart.of(workload).metadata(workload.component);
      const annotations = platform.openfaas.edition === 'pro' ? { annotations: { [EXTERNAL_TARGET]: 'OpenFaaS' } } : {};
      const to = {
        metadata: { ...metadata, ...annotations },
        target: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      };
      return {
        metrics: inHpa(scaling, metrics),
        add: (servers) => addScaler(workload, 'Scaler', to, scaling, metrics, servers),
      };
    });
  }

  private scalers(platform: Platform): Scaled[] {
    const ours = deployedNamespaces(platform);
    return this.spec.scalers.map((scaler) => {
      const { name, target, namespace = platform.namespace } = scaler;
      const metrics = metricsOf(scaler);
      const { labels } = this.metadata(autoscalingComponent('scaler', 'kubernetes'));
      // A target outside of the platform's namespaces is not in the manifests, so no check can look it up.
      const annotations = ours.includes(namespace) ? {} : { annotations: { [EXTERNAL_TARGET]: 'yours' } };
      const to = { metadata: { name, namespace, labels, ...annotations }, target };
      return {
        metrics: inHpa(scaler, metrics),
        add: (servers) => addScaler(this, `Scaler-${namespace}-${name}`, to, scaler, metrics, servers),
      };
    });
  }

  private addMeters(config: AdapterConfig, prometheus: Endpoint | undefined): void {
    const { resourceMetrics, tls, metricsServer, prometheusAdapter } = this.spec;
    const apis = adapterApis(config, resourceMetrics === 'prometheus-adapter');
    const own = resourceMetrics === 'metrics-server';
    if (!own && apis.length === 0) return;
    new Namespace(this, 'Namespace', {
      component: autoscalingComponent('namespace', 'kubernetes'),
      podSecurity: 'restricted',
    });
    const bundles = [...(own ? [RESOURCE_METRICS] : []), ...apis].map(apiServiceBundle);
    const certificate = new ServingCertificate(this, 'ServingCertificate', {
      tls,
      component: autoscalingComponent('serving-certificate', 'openssl'),
      trustedBy: tls.insecure ? [] : bundles,
    });
    const { caBundle, insecure } = tls;
    const trust: ApiTrust = { caBundle, insecure, injection: insecure ? {} : certificate.injection };
    if (own) this.open(new MetricsServer(this, 'MetricsServer', { spec: metricsServer, certificate, trust }));
    if (apis.length === 0) return;
    const asked = required(prometheus, 'the Prometheus that prometheus-adapter asks');
    const props = { spec: prometheusAdapter, config, apis, prometheus: asked, certificate, trust };
    this.open(new PrometheusAdapter(this, 'PrometheusAdapter', props));
  }

  /** The API server asks from an address that is not a pod's. */
  private open({ workload, port }: { readonly workload: Workload; readonly port: number }): void {
    this.openings.push({ workload, ports: [port] });
  }

  public override isolate(): void {
    if (this.openings.length === 0) return;
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: autoscalingComponent('default-deny', 'kubernetes'),
      openings: this.openings,
      foreign: [],
    });
  }
}

/** KEDA asks by itself: no adapter need answer. */
function inHpa({ engine }: { readonly engine: string }, metrics: readonly ScalingMetric[]): readonly ScalingMetric[] {
  return engine === 'keda' ? [] : metrics;
}
