import type { Construct } from 'constructs';
import { k8s } from '../lib/kube/k8s';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { Bootstrap } from '../lib/logging/bootstrap';
import { loggingComponent } from '../lib/logging/component';
import { Elasticsearch } from '../lib/logging/elasticsearch';
import { externalElasticsearch, type ElasticsearchFacts } from '../lib/logging/elasticsearch-client';
import { ElasticsearchExporter } from '../lib/logging/elasticsearch-exporter';
import { Fluentd } from '../lib/logging/fluentd';
import { Kibana } from '../lib/logging/kibana';
import type { Logging, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';

/** Properties of {@link LoggingChart}. */
export interface LoggingChartProps {
  readonly platform: Platform;
}

/** Logging: Fluentd on every node, Elasticsearch and Kibana. */
export class LoggingChart extends PlatformChart {
  private readonly spec: Logging;
  private readonly kibana?: Kibana;

  constructor(scope: Construct, id: string, { platform }: LoggingChartProps) {
    super(scope, id, { settings: settingsOf(platform, platform.logging.namespace), order: 40 });
    this.spec = platform.logging;
    this.addNamespace();
    const { spec } = this;
    const { prefix } = spec.indices;
    const { external, snapshots } = spec.elasticsearch;
    const elasticsearch: ElasticsearchFacts = external
      ? externalElasticsearch(external)
      : new Elasticsearch(this, 'Elasticsearch', { spec: spec.elasticsearch, prefix });
    new Bootstrap(this, 'Bootstrap', { spec, elasticsearch });
    new Fluentd(this, 'Fluentd', {
      spec: spec.fluentd,
      indexPrefix: prefix,
      platformNamespace: platform.namespace,
      elasticsearch,
    });
    if (spec.kibana.enabled) {
      this.kibana = new Kibana(this, 'Kibana', { spec: spec.kibana, elasticsearch, prefix });
    }
    if (spec.exporter.enabled) {
      new ElasticsearchExporter(this, 'Exporter', {
        spec: spec.exporter,
        elasticsearch,
        snapshots: snapshots !== undefined,
      });
    }
  }

  private addNamespace(): void {
    const { labels } = this.metadata(loggingComponent('namespace', 'elasticsearch'));
    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        name: this.settings.namespace,
        // Fluentd reads files of the node.
        labels: { ...labels, 'pod-security.kubernetes.io/enforce': 'privileged' },
      },
    });
  }

  public override isolate(): void {
    const { kibana, spec } = this;
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: loggingComponent('default-deny', 'elasticsearch'),
      openings: kibana && spec.kibana.host ? [{ workload: kibana.workload, ports: [kibana.containerPort] }] : [],
      foreign: [],
    });
  }
}
