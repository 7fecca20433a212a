import { Construct } from 'constructs';
import { address } from '../kube/endpoint';
import { Identity } from '../kube/rbac';
import { DeploymentWorkload } from '../kube/workload';
import type { Logging } from '../platform/model';
import { loggingComponent } from './component';
import {
  AUTHORITIES_FILE,
  authoritiesMounts,
  elasticsearchReady,
  userEnv,
  type ElasticsearchFacts,
} from './elasticsearch-client';

/** Properties of {@link ElasticsearchExporter}. */
export interface ElasticsearchExporterProps {
  readonly spec: Logging['exporter'];
  readonly elasticsearch: ElasticsearchFacts;
  /** Whether snapshots are made, of which it can tell. */
  readonly snapshots: boolean;
}

const COMPONENT = loggingComponent('elasticsearch-exporter');
const PORT = 9114;

/** The exporter of Elasticsearch's metrics (elasticsearch_exporter, "Configuration"). */
export class ElasticsearchExporter extends Construct {
  constructor(scope: Construct, id: string, { spec, elasticsearch, snapshots }: ElasticsearchExporterProps) {
    super(scope, id);
    const { protocol, endpoint, authorities } = elasticsearch;
    new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: 1,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
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
          resources: spec.resources,
          probes: { readiness: { http: '/healthz', port: 'metrics' }, liveness: { http: '/healthz', port: 'metrics' } },
        },
      ],
    });
  }
}
