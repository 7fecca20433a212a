import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { SCRIPT_RESOURCES } from '../kube/resources';
import type { SecretRef } from '../kube/secrets';
import { SCRIPT_SECURITY } from '../kube/security';
import { TMP, type Mount } from '../kube/storage';
import { JobWorkload } from '../kube/job';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { DB_PASSWORD, DB_USERNAME, type CouchdbFacts } from './couchdb';
import { couchdbHas } from './couchdb-waits';
import { administratorEnv, databaseAddressEnv, databaseNamesEnv } from './database-env';
import { designDocumentJson, initDatabaseScript, MARKER_DATABASE } from './database/init-script';
import { DESIGN_DOCUMENTS, type DesignDocument } from './database/views';
import type { WhiskConfig } from './whisk-config';

/** Properties of {@link InitCouchdb}. */
export interface InitCouchdbProps {
  readonly spec: OpenWhisk['couchdb'];
  readonly couchdb: CouchdbFacts;
  readonly config: WhiskConfig;
  /** Secret with the keys `system` and `guest`. */
  readonly whiskAuth: SecretRef;
  /** The data of another CouchDB have arrived. @default - there is none */
  readonly migrated?: Milestone;
}

const COMPONENT = openwhiskComponent('init-couchdb', 'openwhisk');
const DEADLINE_SECONDS = 900;

/** The milestone that CouchDB is initialised for OpenWhisk, by the job or externally. */
export function couchdbInitialised(couchdb: CouchdbFacts, provider?: Milestone['provider']): Milestone {
  const credentials = { secret: couchdb.auth, usernameKey: DB_USERNAME, passwordKey: DB_PASSWORD };
  const wait = couchdbHas(couchdb.endpoint, couchdb.protocol, MARKER_DATABASE, credentials);
  return { name: 'couchdb', wait, provider };
}

/** The Job that makes OpenWhisk's databases, views and subjects where they are missing. */
export class InitCouchdb extends Construct {
  public readonly initialised: Milestone;

  constructor(scope: Construct, id: string, { spec, couchdb, config, whiskAuth, migrated }: InitCouchdbProps) {
    super(scope, id);
    const { tryTimeoutSeconds } = PlatformChart.of(this).settings.waits;
    const { db } = config;
    const workload = new JobWorkload(this, 'Workload', {
      component: COMPONENT,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: SCRIPT_SECURITY,
      waitsFor: [...(couchdb.running ? [couchdb.running] : []), ...(migrated ? [migrated] : [])],
      connectsTo: [couchdb.endpoint],
      activeDeadlineSeconds: DEADLINE_SECONDS + 60,
      containers: [
        {
          name: 'init-couchdb',
          image: 'toolbox',
          command: ['sh', '-c', initDatabaseScript()],
          env: {
            ...databaseAddressEnv(config),
            DB_PREFIX: { config: db, key: 'db_prefix' },
            ...databaseNamesEnv(config),
            DB_WIPE: String(spec.wipe),
            ...administratorEnv(couchdb),
            TRY_TIMEOUT_SECONDS: String(tryTimeoutSeconds),
            DEADLINE_SECONDS: String(DEADLINE_SECONDS),
          },
          mounts: [
            { volume: { name: 'whisk-auth', secret: whiskAuth }, path: '/etc/whisk-auth' },
            ...this.designDocuments(),
            TMP,
          ],
          resources: SCRIPT_RESOURCES,
        },
      ],
    });
    this.initialised = couchdbInitialised(couchdb, workload);
  }

  private designDocuments(): Mount[] {
    return Object.entries(DESIGN_DOCUMENTS).map(([database, documents]) => {
      const data = Object.fromEntries(documents.map((document) => [fileName(document), designDocumentJson(document)]));
      const name = `views-${database}`;
      const config = new ConfigFiles(this, database, { component: COMPONENT, name: `init-couchdb-${name}`, data });
      return { volume: { name, config }, path: `/design/${database}` };
    });
  }
}

function fileName({ _id }: DesignDocument): string {
  return `${_id.replace('_design/', '')}.json`;
}
