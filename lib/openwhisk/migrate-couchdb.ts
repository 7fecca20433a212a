import { Construct } from 'constructs';
import { address, externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { SCRIPT_RESOURCES } from '../kube/resources';
import { SCRIPT_SECURITY } from '../kube/security';
import { TMP } from '../kube/storage';
import { JobWorkload } from '../kube/job';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { DB_PASSWORD, DB_USERNAME, type CouchdbFacts } from './couchdb';
import { couchdbHas } from './couchdb-waits';
import { administratorEnv, databaseAddressEnv, databaseNamesEnv } from './database-env';
import { MIGRATED_DATABASE, migrationScript } from './database/migration-script';
import type { WhiskConfig } from './whisk-config';

/** A CouchDB whose data are copied. */
export type Source = NonNullable<OpenWhisk['couchdb']['migrateFrom']>;

/** Properties of {@link MigrateCouchdb}. */
export interface MigrateCouchdbProps {
  readonly source: Source;
  readonly couchdb: CouchdbFacts;
  readonly config: WhiskConfig;
  /** Event providers whose triggers are in the same CouchDB. */
  readonly providers: OpenWhisk['providers'];
}

/** Names of the providers' databases behind their prefixes (package-alarms `constants.js`, package-kafka `database.py`). */
const TRIGGERS = { alarm: 'alarmservice', kafka: 'ow_kafka_triggers' } as const;

/** Address of the CouchDB that data are copied from. */
export function sourceEndpoint({ host, port }: Source): Endpoint {
  return externalEndpoint(host, port);
}

const COMPONENT = openwhiskComponent('migrate-couchdb', 'openwhisk');

/** The Job that lets CouchDB replicate the subjects, entities and triggers of another OpenWhisk before the databases are initialised. */
export class MigrateCouchdb extends Construct {
  public readonly migrated: Milestone;

  constructor(scope: Construct, id: string, { source, couchdb, config, providers }: MigrateCouchdbProps) {
    super(scope, id);
    const { tryTimeoutSeconds } = PlatformChart.of(this).settings.waits;
    const { db } = config;
    const workload = new JobWorkload(this, 'Workload', {
      component: COMPONENT,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: SCRIPT_SECURITY,
      waitsFor: couchdb.running ? [couchdb.running] : [],
      connectsTo: [couchdb.endpoint],
      activeDeadlineSeconds: source.deadlineSeconds + 60,
      containers: [
        {
          name: 'migrate-couchdb',
          image: 'toolbox',
          command: ['sh', '-c', migrationScript()],
          env: {
            SOURCE_URL: `${source.protocol}://${address(sourceEndpoint(source))}`,
            SOURCE_PREFIX: source.prefix,
            SOURCE_USER: { secret: { name: source.existingSecret }, key: DB_USERNAME },
            SOURCE_PASSWORD: { secret: { name: source.existingSecret }, key: DB_PASSWORD },
            // CouchDB itself connects to the target: the platform's own on its loopback interface.
            TARGET_URL: couchdb.running
              ? `${couchdb.protocol}://127.0.0.1:${couchdb.endpoint.port}`
              : { config: db, key: 'db_url' },
            MIGRATE_ACTIVATIONS: String(source.activations),
            OPTIONAL_DATABASES: triggerDatabases(providers),
            ...databaseAddressEnv(config),
            ...databaseNamesEnv(config),
            ...administratorEnv(couchdb),
            TRY_TIMEOUT_SECONDS: String(tryTimeoutSeconds),
            DEADLINE_SECONDS: String(source.deadlineSeconds),
          },
          mounts: [TMP],
          resources: SCRIPT_RESOURCES,
        },
      ],
    });
    const credentials = { secret: couchdb.auth, usernameKey: DB_USERNAME, passwordKey: DB_PASSWORD };
    const wait = couchdbHas(couchdb.endpoint, couchdb.protocol, MIGRATED_DATABASE, credentials, 'migrate-couchdb');
    this.migrated = { name: 'couchdb-migrated', wait, provider: workload };
  }
}

/** Pairs of source and target; the providers keep the names of their databases. */
function triggerDatabases({ db, alarm, kafka }: OpenWhisk['providers']): string {
  if (db.external) return '';
  return [
    ...(alarm.enabled ? [`${alarm.dbPrefix}${TRIGGERS.alarm}`] : []),
    ...(kafka.enabled ? [`${kafka.dbPrefix}${TRIGGERS.kafka}`] : []),
  ]
    .map((name) => `${name}=${name}`)
    .join(' ');
}
