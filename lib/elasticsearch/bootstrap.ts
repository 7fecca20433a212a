import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { address } from '../kube/endpoint';
import type { ComponentId } from '../kube/labels';
import { Identity } from '../kube/rbac';
import { SCRIPT_RESOURCES } from '../kube/resources';
import { SCRIPT_SECURITY } from '../kube/security';
import { SECRET_TMP } from '../kube/storage';
import { JobWorkload } from '../kube/job';
import type { Workload } from '../kube/workload';
import { BOOTSTRAP_SCRIPT } from './bootstrap-script';
import { AUTHORITIES_FILE, authoritiesMounts, elasticsearchReady, userEnv, type ElasticsearchFacts } from './client';

/** A PUT request: path and JSON body. */
export type Request = readonly [path: string, body: object];

/** Properties of {@link Bootstrap}. */
export interface BootstrapProps {
  readonly component: ComponentId;
  readonly elasticsearch: ElasticsearchFacts<'admin'>;
  /** PUT requests, in this order. */
  readonly requests: readonly Request[];
}

const REQUESTS_DIR = '/requests';

/**
 * The Job that creates templates and policies in Elasticsearch before the first write; a changed platform file runs it
 * again.
 */
export class Bootstrap extends Construct {
  public readonly workload: Workload;

  constructor(scope: Construct, id: string, { component, elasticsearch, requests }: BootstrapProps) {
    super(scope, id);
    const config = new ConfigFiles(this, 'Requests', { component, data: requestFiles(requests) });
    this.workload = new JobWorkload(this, 'Workload', {
      component,
      role: 'core',
      identity: new Identity(this, 'Identity', { component }),
      security: SCRIPT_SECURITY,
      waitsFor: [elasticsearchReady(elasticsearch, 'admin')],
      containers: [
        {
          name: 'bootstrap',
          image: 'toolbox',
          command: ['sh', '-c', BOOTSTRAP_SCRIPT],
          env: {
            ELASTICSEARCH_URL: `${elasticsearch.protocol}://${address(elasticsearch.endpoint)}`,
            ...userEnv(elasticsearch.credentials('admin'), 'ELASTICSEARCH_'),
            ELASTICSEARCH_CA: elasticsearch.authorities ? AUTHORITIES_FILE : '',
            REQUESTS: REQUESTS_DIR,
          },
          mounts: [
            { volume: { name: 'requests', config }, path: REQUESTS_DIR },
            ...authoritiesMounts(elasticsearch),
            SECRET_TMP,
          ],
          resources: SCRIPT_RESOURCES,
        },
      ],
    });
  }
}

/** The files of the script: the path, and the body below it. */
export function requestFiles(requests: readonly Request[]): Record<string, string> {
  return Object.fromEntries(
    requests.map(([path, body], index) => [`${index}.request`, `${path}\n${JSON.stringify(body, null, 2)}\n`]),
  );
}
