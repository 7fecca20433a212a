import { Construct } from 'constructs';
import { address } from '../kube/endpoint';
import type { ComponentId } from '../kube/labels';
import { Identity } from '../kube/rbac';
import type { Resources } from '../kube/resources';
import { DeploymentWorkload } from '../kube/workload';
import { AUTHORITIES_FILE, authoritiesMounts, elasticsearchReady, userEnv, type ElasticsearchFacts } from './client';

/** Properties of {@link ElasticsearchExporter}. */
export interface ElasticsearchExporterProps {
  readonly component: ComponentId;
  readonly elasticsearch: ElasticsearchFacts<'exporter'>;
  /** Whether snapshots are made, of which it can tell. */
  readonly snapshots: boolean;
  readonly resources: Resources;
}

const PORT = 9114;

/** The exporter of Elasticsearch's metrics (elasticsearch_exporter, "Configuration"). */
export class ElasticsearchExporter extends Construct {
  constructor(scope: Construct, id: string, props: ElasticsearchExporterProps) {
    super(scope, id);
    const { component, elasticsearch, snapshots, resources } = props;
    const { protocol, endpoint, authorities } = elasticsearch;
    new DeploymentWorkload(this, 'Workload', {
      component,
      replicas: 1,
      role: 'core',
      identity: new Identity(this, 'Identity', { component }),
      security: { uid: 65534 },
      waitsFor: [elasticsearchReady(elasticsearch, 'exporter')],
      metrics: [{ source: 'elasticsearch-exporter', port: 'metrics', containerPort: PORT }],
      containers: [
        {
          name: 'elasticsearch-exporter',
          image: 'elasticsearch-exporter',
          args: [
            `--es.uri=${protocol}://${address(endpoint)}`,
            '--es.all',
            '--es.indices',
            ...(snapshots ? ['--collector.snapshots'] : []),
            ...(authorities ? [`--es.ca=${AUTHORITIES_FILE}`] : []),
            `--web.listen-address=:${PORT}`,
          ],
          env: userEnv(elasticsearch.credentials('exporter'), 'ES_'),
          ports: { metrics: PORT },
          mounts: authoritiesMounts(elasticsearch),
          resources,
          probes: { readiness: { http: '/healthz', port: 'metrics' }, liveness: { http: '/healthz', port: 'metrics' } },
        },
      ],
    });
  }
}
