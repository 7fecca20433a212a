import type { Construct } from 'constructs';
import type { ElasticsearchFacts } from '../lib/elasticsearch/client';
import { dnsServer } from '../lib/kube/names';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies, type Opening } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { ProtectedIngress } from '../lib/monitoring/protected-ingress';
import type { Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import { Collector } from '../lib/tracing/collector';
import { tracingComponent } from '../lib/tracing/component';
import { Jaeger } from '../lib/tracing/jaeger';
import { OTLP_PORTS } from '../lib/tracing/telemetry';
import { traceStorage } from '../lib/tracing/trace-indices';
import { elasticsearchFrom } from './elasticsearch-copy';
import type { LoggingChart } from './logging';

/** Properties of {@link TracingChart}. */
export interface TracingChartProps {
  readonly platform: Platform;
  /** The chart with Elasticsearch, where traces may be stored. @default - there is no logging */
  readonly logging?: LoggingChart;
}

/** Tracing: the OpenTelemetry Collector and Jaeger. Nothing waits for them: a program starts, and runs, without its spans being taken. */
export class TracingChart extends PlatformChart {
  /** @default - traces go to a server outside the platform alone. */
  public readonly jaeger?: Jaeger;
  private readonly openings: Opening[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TracingChartProps,
  ) {
    const { platform } = props;
    super(scope, id, { settings: settingsOf(platform, 'tracing'), order: 29 });
    const { collector, jaeger, external } = platform.tracing;
    new Namespace(this, 'Namespace', {
      component: tracingComponent('namespace', 'otel-collector'),
      podSecurity: 'restricted',
    });
    if (jaeger.enabled) {
      this.jaeger = new Jaeger(this, 'Jaeger', {
        spec: jaeger,
        elasticsearch: this.elasticsearch(),
        templatesBy: props.logging?.tracesBootstrap,
      });
      this.addIngress(this.jaeger);
    }
    const { workload } = new Collector(this, 'Collector', { spec: collector, jaeger: this.jaeger, external });
    for (const namespace of collector.from) {
      this.openings.push({ workload, ports: Object.values(OTLP_PORTS), namespace });
    }
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: tracingComponent('default-deny', 'otel-collector'),
      openings: this.openings,
      foreign: [],
    });
  }

  private addIngress({ query }: Jaeger): void {
    const { cluster, tracing } = this.props.platform;
    const { ingress } = tracing.jaeger;
    if (!ingress) return;
    const { workload, containerPort } = new ProtectedIngress(this, 'JaegerIngress', {
      spec: ingress,
      component: tracingComponent('jaeger-proxy', 'nginx'),
      realm: 'Jaeger',
      upstream: query,
      resolver: dnsServer(cluster),
    });
    this.openings.push({ workload, ports: [containerPort], throughIngress: true, proxy: ingress.gateway?.from });
  }

  /** The Elasticsearch of logging, with the user of Jaeger in this namespace; undefined where traces are elsewhere. */
  private elasticsearch(): ElasticsearchFacts<'jaeger'> | undefined {
    const { platform, logging } = this.props;
    if (!logging || !traceStorage(platform.tracing)) return undefined;
    return elasticsearchFrom(this, platform.logging.namespace, {
      component: tracingComponent('tracing-secrets', 'curl'),
      elasticsearch: logging.elasticsearch,
      user: 'jaeger',
    });
  }
}
