import type { Construct } from 'constructs';
import { Bootstrap } from '../lib/elasticsearch/bootstrap';
import type { ElasticsearchFacts } from '../lib/elasticsearch/client';
import { ElasticsearchExporter } from '../lib/elasticsearch/exporter';
import { externalElasticsearch } from '../lib/elasticsearch/external';
import { Elasticsearch } from '../lib/elasticsearch/server';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { required } from '../lib/kube/required';
import { loggingAccess, type LoggingUser } from '../lib/logging/access';
import { loggingComponent } from '../lib/logging/component';
import { bootstrapRequests } from '../lib/logging/indices';
import { Kibana } from '../lib/logging/kibana';
import type { Logging, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';

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
    const elasticsearch: ElasticsearchFacts<LoggingUser> = external
      ? externalElasticsearch(external, (user) =>
          user === 'kibana' ? required(external.kibanaSecret, 'the Secret of Kibana') : external.existingSecret,
        )
      : new Elasticsearch(this, 'Elasticsearch', {
          component: loggingComponent('elasticsearch'),
          section: 'logging.elasticsearch',
          spec: spec.elasticsearch,
          clusterName: `${platform.name}-logs`,
          templated: `${prefix}-*`,
          access: loggingAccess(prefix),
          snapshots,
        });
    new Bootstrap(this, 'Bootstrap', {
      component: loggingComponent('elasticsearch-bootstrap', 'elasticsearch'),
      elasticsearch,
      requests: bootstrapRequests(spec, elasticsearch.kind),
    });
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
