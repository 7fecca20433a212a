import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { address } from '../kube/endpoint';
import { Identity } from '../kube/rbac';
import { SCRIPT_RESOURCES } from '../kube/resources';
import { SCRIPT_SECURITY } from '../kube/security';
import { TMP } from '../kube/storage';
import { JobWorkload } from '../kube/workload';
import type { Logging } from '../platform/model';
import { BOOTSTRAP_SCRIPT } from './bootstrap-script';
import { loggingComponent } from './component';
import {
  AUTHORITIES_FILE,
  authoritiesMounts,
  elasticsearchReady,
  userEnv,
  type ElasticsearchFacts,
} from './elasticsearch-client';
import { bootstrapRequests } from './indices';

/** Properties of {@link Bootstrap}. */
export interface BootstrapProps {
  readonly spec: Logging;
  readonly elasticsearch: ElasticsearchFacts;
}

const COMPONENT = loggingComponent('elasticsearch-bootstrap', 'elasticsearch');
const REQUESTS_DIR = '/requests';

/** The Job that makes the index template, the retention and the snapshots; of a changed platform file, anew. */
export class Bootstrap extends Construct {
  constructor(scope: Construct, id: string, { spec, elasticsearch }: BootstrapProps) {
    super(scope, id);
    const requests = new ConfigFiles(this, 'Requests', {
      component: COMPONENT,
      data: bootstrapRequests(spec, elasticsearch.kind),
    });
    new JobWorkload(this, 'Workload', {
      component: COMPONENT,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
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
            { volume: { name: 'requests', config: requests }, path: REQUESTS_DIR },
            ...authoritiesMounts(elasticsearch),
            TMP,
          ],
          resources: SCRIPT_RESOURCES,
        },
      ],
    });
  }
}
