import type { Construct } from 'constructs';
import { userOf, type ElasticsearchFacts } from '../lib/elasticsearch/client';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { SecretCopy } from '../lib/kube/secret-copy';
import { loggingComponent } from '../lib/logging/component';
import { Fluentd } from '../lib/logging/fluentd';
import type { Platform } from '../lib/platform/model';
import { actionNamespaceOf } from '../lib/platform/namespaces';
import { settingsOf } from '../lib/platform/settings';

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
      elasticsearch: this.copied(elasticsearch, logging.namespace),
    });
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: loggingComponent('default-deny', 'fluentd'),
      openings: [],
      foreign: [],
    });
  }

  /** The same Elasticsearch, with Secrets in the namespace of Fluentd. */
  private copied(elasticsearch: ElasticsearchFacts<'fluentd'>, from: string): ElasticsearchFacts<'fluentd'> {
    const { endpoint, protocol, kind, authorities, workload } = elasticsearch;
    const { secret: user, usernameKey, passwordKey } = elasticsearch.credentials('fluentd');
    const { secret } = new SecretCopy(this, 'Secrets', {
      component: loggingComponent('fluentd-secrets', 'curl'),
      from,
      values: {
        username: { secret: user.name, key: usernameKey },
        password: { secret: user.name, key: passwordKey },
        ...(authorities ? { 'ca.crt': { secret: authorities.secret.name, key: authorities.key } } : {}),
      },
    });
    return {
      endpoint,
      protocol,
      kind,
      ...(authorities ? { authorities: { secret, key: 'ca.crt' } } : {}),
      credentials: () => userOf(secret),
      workload,
    };
  }
}
