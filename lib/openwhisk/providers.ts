import { Construct } from 'constructs';
import { address, type Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { Milestone } from '../kube/milestone';
import { SERVERS_OF_USERS } from '../kube/network';
import { Identity } from '../kube/rbac';
import { dataVolume, TMP, type Mount } from '../kube/storage';
import { DeploymentWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { DB_PASSWORD, DB_USERNAME } from './couchdb';
import type { ProviderDatabase } from './provider-database';

/** Properties of {@link KafkaProvider}. */
export interface ProviderProps {
  readonly spec: OpenWhisk['providers'];
  readonly database: ProviderDatabase;
  readonly controllerReady: Milestone;
}

/** Properties of {@link AlarmProvider}. */
export interface AlarmProviderProps extends ProviderProps {
  /** Where triggers are fired; the provider only speaks TLS (openwhisk-package-alarms, provider/lib/utils.js). */
  readonly secureEntry: Endpoint;
}

/** The alarm provider: fires triggers by time. */
export class AlarmProvider extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProviderProps) {
    super(scope, id);
    const { database, secureEntry } = props;
    const { dbPrefix, size } = props.spec.alarm;
    const logs = dataVolume(this, { component: openwhiskComponent('alarmprovider'), size, name: 'logs' });
    addProvider(this, 'alarmprovider', props.spec.alarm, props, {
      connectsTo: [secureEntry],
      mounts: [{ volume: logs, path: '/logs' }],
      health: '/ping',
      env: {
        DB_PROTOCOL: database.protocol,
        DB_HOST: database.hostPort,
        DB_USERNAME: { secret: database.auth, key: DB_USERNAME },
        DB_PASSWORD: { secret: database.auth, key: DB_PASSWORD },
        DB_PREFIX: dbPrefix,
        ROUTER_HOST: address(secureEntry),
      },
    });
  }
}

/** The Kafka provider: fires triggers by messages of a topic. */
export class KafkaProvider extends Construct {
  constructor(scope: Construct, id: string, props: ProviderProps) {
    super(scope, id);
    const { database } = props;
    addProvider(this, 'kafkaprovider', props.spec.kafka, props, {
      // Each trigger names the brokers it listens to.
      connectsTo: [SERVERS_OF_USERS],
      mounts: [],
      health: '/',
      env: {
        DB_URL: database.url,
        DB_USER: { secret: database.auth, key: DB_USERNAME },
        DB_PASS: { secret: database.auth, key: DB_PASSWORD },
        DB_PREFIX: props.spec.kafka.dbPrefix,
        LOCAL_DEV: 'true',
      },
    });
  }
}

/** The user `node` of the image node, and a user that the image python does not know but does not need to. */
const PROVIDER_UID = 1000;
const PORT = 8080;

interface ProviderParts {
  readonly env: Env;
  /** Besides the database. */
  readonly connectsTo: readonly Endpoint[];
  readonly mounts: readonly Mount[];
  /** Path of the probes. */
  readonly health: string;
}

function addProvider(
  scope: Construct,
  name: 'alarmprovider' | 'kafkaprovider',
  { resources, probes }: Pick<OpenWhisk['providers']['kafka'], 'resources' | 'probes'>,
  { database, controllerReady }: ProviderProps,
  { env, connectsTo, mounts, health }: ProviderParts,
): void {
  const component = openwhiskComponent(name);
  new DeploymentWorkload(scope, 'Workload', {
    component,
    replicas: 1,
    role: 'provider',
    identity: new Identity(scope, 'Identity', { component }),
    security: { uid: PROVIDER_UID },
    waitsFor: [controllerReady, ...(database.ready ? [database.ready] : [])],
    connectsTo: [database.endpoint, ...connectsTo],
    containers: [
      {
        name,
        image: name,
        env: { PORT: String(PORT), ...env },
        ports: { http: PORT },
        mounts: [...mounts, TMP],
        resources,
        probes: { readiness: { http: health, port: 'http' }, liveness: { http: health, port: 'http' } },
        probeOverrides: probes,
      },
    ],
  });
}
