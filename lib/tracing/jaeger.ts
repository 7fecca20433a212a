import { Construct } from 'constructs';
import {
  AUTHORITIES_FILE,
  authoritiesMounts,
  elasticsearchHas,
  elasticsearchReady,
  type ElasticsearchFacts,
} from '../elasticsearch/client';
import { ConfigFiles } from '../kube/config-files';
import { address, type Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { dataVolume, TMP, type Mount } from '../kube/storage';
import { httpAnswers } from '../kube/waits';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { Tracing } from '../platform/model';
import { parseSize } from '../text/quantity';
import { COLLECTOR_UID } from './collector';
import { tracingComponent } from './component';
import {
  BADGER_DIR,
  JAEGER_HEALTH_PATH,
  jaegerYaml,
  QUERY_PORT,
  USERNAME_VARIABLE,
  type ElasticsearchConnection,
} from './jaeger-config';
import { goMemoryLimit, HEALTH_PORT, METRICS_PORT, OTLP_PORTS } from './telemetry';
import { lastTemplate } from './trace-indices';

/** Properties of {@link Jaeger}. */
export interface JaegerProps {
  readonly spec: Tracing['jaeger'];
  /** Where traces are stored, with Secrets in this namespace. @default - in memory, or in Badger */
  readonly elasticsearch?: ElasticsearchFacts<'jaeger'>;
  /** Job that makes the templates of the indices. @default - there is no Elasticsearch */
  readonly templatesBy?: Workload;
}

const JAEGER = tracingComponent('jaeger');
const CONFIG_DIR = '/etc/jaeger';
const PASSWORD_DIR = '/etc/jaeger-user';

/** Jaeger: stores, searches and shows traces. It takes spans from the collector alone. */
export class Jaeger extends Construct {
  /** Where spans are taken. */
  public readonly otlp: Endpoint;
  /** UI and query API. */
  public readonly query: Endpoint;
  public readonly ready: Milestone;
  public readonly workload: Workload;

  constructor(scope: Construct, id: string, { spec, elasticsearch, templatesBy }: JaegerProps) {
    super(scope, id);
    const { settings } = PlatformChart.of(this);
    const service = new ComponentService(this, 'Service', {
      component: JAEGER,
      ports: {
        'otlp-grpc': { port: OTLP_PORTS['otlp-grpc'] },
        query: { port: QUERY_PORT },
        health: { port: HEALTH_PORT },
      },
    });
    this.otlp = service.endpoint('otlp-grpc');
    this.query = service.endpoint('query');
    const connection = elasticsearch && this.connection(elasticsearch);
    const config = new ConfigFiles(this, 'Config', {
      component: JAEGER,
      data: { 'config.yaml': jaegerYaml(spec, settings, connection) },
    });
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: JAEGER,
      replicas: spec.replicas,
      role: 'core',
      pods: spec.pods,
      identity: new Identity(this, 'Identity', { component: JAEGER }),
      security: { uid: COLLECTOR_UID },
      metrics: [{ source: 'jaeger', port: 'metrics', containerPort: METRICS_PORT }],
      waitsFor: elasticsearch
        ? [elasticsearchReady(elasticsearch, 'jaeger'), this.templates(elasticsearch, templatesBy)]
        : [],
      containers: [
        {
          name: 'jaeger',
          image: 'jaeger',
          args: [`--config=${CONFIG_DIR}/config.yaml`],
          env: {
            GOMEMLIMIT: goMemoryLimit(parseSize(spec.resources.limits.memory).mebibytes),
            ...usernameEnv(elasticsearch),
          },
          ports: {
            'otlp-grpc': OTLP_PORTS['otlp-grpc'],
            query: QUERY_PORT,
            metrics: METRICS_PORT,
            health: HEALTH_PORT,
          },
          mounts: [
            { volume: { name: 'config', config }, path: CONFIG_DIR },
            ...(elasticsearch ? [passwordMount(elasticsearch), ...authoritiesMounts(elasticsearch)] : []),
            ...this.badgerMounts(spec.storage),
            TMP,
          ],
          resources: spec.resources,
          // The storage may be away, which a restart does not change.
          probes: { readiness: { http: JAEGER_HEALTH_PATH, port: 'health' }, liveness: { tcp: 'query' } },
          probeOverrides: spec.probes,
        },
      ],
    });
    this.ready = {
      name: 'jaeger',
      wait: httpAnswers(service.endpoint('health'), 'Jaeger', JAEGER_HEALTH_PATH),
      provider: this.workload,
    };
  }

  /** Without its template, an index gets types that queries do not find. */
  private templates(elasticsearch: ElasticsearchFacts<'jaeger'>, provider?: Workload): Milestone {
    const path = `/_index_template/${lastTemplate(PlatformChart.of(this).settings.instance)}`;
    return {
      name: 'trace-indices',
      wait: elasticsearchHas(elasticsearch, 'jaeger', 'the index templates of traces', path),
      provider,
    };
  }

  private badgerMounts({ type, badger }: Tracing['jaeger']['storage']): Mount[] {
    if (type !== 'badger') return [];
    const { size, storageClassName } = badger;
    return [{ volume: dataVolume(this, { component: JAEGER, size, storageClassName }), path: BADGER_DIR }];
  }

  private connection({ kind, protocol, endpoint, authorities }: ElasticsearchFacts<'jaeger'>): ElasticsearchConnection {
    return {
      kind,
      url: `${protocol}://${address(endpoint)}`,
      passwordFile: `${PASSWORD_DIR}/password`,
      ...(authorities ? { authoritiesFile: AUTHORITIES_FILE } : {}),
      prefix: PlatformChart.of(this).settings.instance,
    };
  }
}

function usernameEnv(elasticsearch?: ElasticsearchFacts<'jaeger'>): Env {
  if (!elasticsearch) return {};
  const { secret, usernameKey: key } = elasticsearch.credentials('jaeger');
  return { [USERNAME_VARIABLE]: { secret, key } };
}

/** A file, whose characters mean nothing to the configuration. */
function passwordMount(elasticsearch: ElasticsearchFacts<'jaeger'>): Mount {
  const { secret, passwordKey } = elasticsearch.credentials('jaeger');
  return { volume: { name: 'user', secret, items: { [passwordKey]: 'password' } }, path: PASSWORD_DIR };
}
