import type { Construct } from 'constructs';
import { address } from '../kube/endpoint';
import { Exporter } from '../kube/exporter';
import type { ComponentId } from '../kube/labels';
import type { PodSettings } from '../kube/pod-settings';
import type { Resources } from '../kube/resources';
import { AUTHORITIES_FILE, authoritiesMounts, elasticsearchReady, userEnv, type ElasticsearchFacts } from './client';

/** Properties of {@link ElasticsearchExporter}. */
export interface ElasticsearchExporterProps {
  readonly component: ComponentId;
  readonly elasticsearch: ElasticsearchFacts<'exporter'>;
  /** Whether Elasticsearch makes snapshots, which have metrics of their own. */
  readonly snapshots: boolean;
  /** @default - the resources of a small exporter */
  readonly resources?: Resources;
  /** Changes of the platform file. @default - no changes */
  readonly pods?: PodSettings;
}

const PORT = 9114;

/** The exporter of Elasticsearch's metrics (elasticsearch_exporter, "Configuration"). */
export class ElasticsearchExporter extends Exporter {
  constructor(scope: Construct, id: string, props: ElasticsearchExporterProps) {
    const { component, elasticsearch, snapshots, resources, pods } = props;
    const { protocol, endpoint, authorities } = elasticsearch;
    super(scope, id, {
      component,
      name: 'elasticsearch-exporter',
      port: PORT,
      uid: 65534,
      args: [
        `--es.uri=${protocol}://${address(endpoint)}`,
        '--es.all',
        '--es.indices',
        ...(snapshots ? ['--collector.snapshots'] : []),
        ...(authorities ? [`--es.ca=${AUTHORITIES_FILE}`] : []),
        `--web.listen-address=:${PORT}`,
      ],
      env: userEnv(elasticsearch.credentials('exporter'), 'ES_'),
      mounts: authoritiesMounts(elasticsearch),
      healthPath: '/healthz',
      resources,
      pods,
      target: endpoint,
      waitsFor: [elasticsearchReady(elasticsearch, 'exporter')],
    });
  }
}
