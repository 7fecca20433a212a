import type { Construct } from 'constructs';
import type { ElasticsearchFacts } from '../lib/elasticsearch/client';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { loggingComponent } from '../lib/logging/component';
import { Fluentd } from '../lib/logging/fluentd';
import type { Platform } from '../lib/platform/model';
import { actionNamespaceOf } from '../lib/platform/namespaces';
import { settingsOf } from '../lib/platform/settings';
import { elasticsearchFrom } from './elasticsearch-copy';

/** Properties of {@link FluentdChart}. */
export interface FluentdChartProps {
  readonly platform: Platform;
  /** Elasticsearch, with Secrets in the namespace of logging. */
  readonly elasticsearch: ElasticsearchFacts<'fluentd'>;
}

/**
 * Fluentd in a namespace of its own: it needs Pod Security `privileged`, and has its user and the CA certificate of Elasticsearch
 * beside it, but no other Secret of logging.
 */
export class FluentdChart extends PlatformChart {
  constructor(scope: Construct, id: string, { platform, elasticsearch }: FluentdChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'fluentd'), order: 29 });
    new Namespace(this, 'Namespace', {
      component: loggingComponent('namespace', 'fluentd'),
      podSecurity: { level: 'privileged', reason: 'Fluentd reads log files of the node.' },
    });
    const { logging, namespace: platformNamespace } = platform;
    new Fluentd(this, 'Fluentd', {
      spec: logging.fluentd,
      indexPrefix: logging.indices.prefix,
      platformNamespace,
      actionNamespace: actionNamespaceOf(platform),
      elasticsearch: elasticsearchFrom(this, logging.namespace, {
        component: loggingComponent('fluentd-secrets', 'curl'),
        elasticsearch,
        user: 'fluentd',
      }),
    });
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: loggingComponent('default-deny', 'fluentd'),
      openings: [],
      foreign: [],
    });
  }
}
