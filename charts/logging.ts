import type { Construct } from 'constructs';
import { Bootstrap } from '../lib/elasticsearch/bootstrap';
import { copiesOf } from '../lib/elasticsearch/capacity';
import type { ElasticsearchFacts } from '../lib/elasticsearch/client';
import { ElasticsearchExporter } from '../lib/elasticsearch/exporter';
import { externalElasticsearch } from '../lib/elasticsearch/external';
import { Elasticsearch } from '../lib/elasticsearch/server';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import type { Workload } from '../lib/kube/workload';
import { required } from '../lib/kube/required';
import { loggingAccess, type LoggingUser } from '../lib/logging/access';
import { loggingComponent } from '../lib/logging/component';
import { bootstrapRequests } from '../lib/logging/indices';
import { Kibana } from '../lib/logging/kibana';
import type { Logging, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import { tracingComponent } from '../lib/tracing/component';
import { readsLogs } from '../lib/tracing/log-reader';
import { traceIndices, traceRequests, traceStorage, traceWriter } from '../lib/tracing/trace-indices';

/** Properties of {@link LoggingChart}. */
export interface LoggingChartProps {
  readonly platform: Platform;
}

/** Logging: Elasticsearch and Kibana. Fluentd has a chart of its own. */
export class LoggingChart extends PlatformChart {
  private readonly spec: Logging;
  private readonly kibana?: Kibana;
  /** Connection facts of the Elasticsearch that stores the logs. */
  public readonly elasticsearch: ElasticsearchFacts<LoggingUser>;
  /** The Job that prepares Elasticsearch for traces. @default - they are elsewhere, or there are none */
  public readonly tracesBootstrap?: Workload;

  constructor(scope: Construct, id: string, { platform }: LoggingChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'logging'), order: 28 });
    this.spec = platform.logging;
    new Namespace(this, 'Namespace', {
      component: loggingComponent('namespace', 'elasticsearch'),
      podSecurity:
        !platform.logging.elasticsearch.external && platform.logging.elasticsearch.virtualMemory === 'initContainer'
          ? {
              level: 'privileged',
              reason: 'A privileged container of Elasticsearch sets vm.max_map_count on its node.',
            }
          : 'restricted',
    });
    const { spec } = this;
    const { prefix } = spec.indices;
    const { external, snapshots } = spec.elasticsearch;
    const traces = traceStorage(platform.tracing);
    const elasticsearch: ElasticsearchFacts<LoggingUser> = external
      ? externalElasticsearch(external, (user) => secretOf(external, user))
      : new Elasticsearch(this, 'Elasticsearch', {
          component: loggingComponent('elasticsearch'),
          section: 'logging.elasticsearch',
          spec: spec.elasticsearch,
          clusterName: `${platform.name}-logs`,
          templated: [`${prefix}-*`, ...(traces ? [traceIndices(platform.name)] : [])],
          access: loggingAccess(prefix, {
            traces: traces && traceWriter(platform.name),
            grafana: readsLogs(platform),
          }),
          snapshots,
        });
    new Bootstrap(this, 'Bootstrap', {
      component: loggingComponent('elasticsearch-bootstrap', 'elasticsearch'),
      elasticsearch,
      requests: bootstrapRequests(spec, elasticsearch.kind),
    });
    if (traces) {
      this.tracesBootstrap = new Bootstrap(this, 'TracesBootstrap', {
        component: tracingComponent('traces-bootstrap', 'elasticsearch'),
        elasticsearch,
        requests: traceRequests(platform.name, traces, copiesOf(traces.copies, spec.elasticsearch), elasticsearch.kind),
      }).workload;
    }
    this.elasticsearch = elasticsearch;
    if (spec.kibana.enabled) {
      this.kibana = new Kibana(this, 'Kibana', { spec: spec.kibana, elasticsearch, prefix });
    }
    if (spec.exporter.enabled) {
      new ElasticsearchExporter(this, 'Exporter', {
        component: loggingComponent('elasticsearch-exporter'),
        elasticsearch,
        snapshots: snapshots !== undefined,
        resources: spec.exporter.resources,
        pods: spec.exporter.pods,
      });
    }
  }

  public override isolate(): void {
    const { kibana, spec } = this;
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: loggingComponent('default-deny', 'elasticsearch'),
      openings:
        kibana && spec.kibana.host
          ? [
              {
                workload: kibana.workload,
                ports: [kibana.containerPort],
                throughIngress: true,
                proxy: spec.kibana.gateway?.from,
              },
            ]
          : [],
      foreign: [],
    });
  }
}

/** The Secret of a user of a server outside the platform; Fluentd and the Jobs have the same. */
function secretOf(
  { existingSecret, kibanaSecret, jaegerSecret, grafanaSecret }: NonNullable<Logging['elasticsearch']['external']>,
  user: LoggingUser,
): string {
  if (user === 'kibana') return required(kibanaSecret, 'the Secret of Kibana');
  if (user === 'grafana') return required(grafanaSecret, 'the Secret of Grafana');
  return user === 'jaeger' ? required(jaegerSecret, 'the Secret of Jaeger') : existingSecret;
}
