import { Construct } from 'constructs';
import { address, type Endpoint } from '../kube/endpoint';
import { ANYWHERE } from '../kube/network';
import type { Milestone } from '../kube/milestone';
import { Identity } from '../kube/rbac';
import { dataVolume, TMP } from '../kube/storage';
import { DeploymentWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { DB_PASSWORD, DB_USERNAME, type CouchdbFacts } from './couchdb';
import type { WhiskConfig } from './whisk-config';

/** Properties of the event providers. */
export interface ProviderProps {
  readonly spec: OpenWhisk['providers'];
  readonly config: WhiskConfig;
  readonly couchdb: CouchdbFacts;
  readonly controllerReady: Milestone;
}

/** Properties of {@link AlarmProvider}. */
export interface AlarmProviderProps extends ProviderProps {
  /** Where triggers are fired; the provider only speaks TLS (openwhisk-package-alarms, provider/lib/utils.js). */
  readonly secureEntry: Endpoint;
}

/** The user `node` of the image node, and a user that the image python does not know but does not need to. */
const PROVIDER_UID = 1000;
const PORT = 8080;

/** The alarm provider: fires triggers by time. */
export class AlarmProvider extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { spec, config, couchdb, controllerReady, secureEntry }: AlarmProviderProps,
  ) {
    super(scope, id);
    const component = openwhiskComponent('alarmprovider');
    const { dbPrefix, size, resources, probes } = spec.alarm;
    new DeploymentWorkload(this, 'Workload', {
      component,
      replicas: 1,
      role: 'provider',
      identity: new Identity(this, 'Identity', { component }),
      security: { uid: PROVIDER_UID },
      waitsFor: [controllerReady],
      connectsTo: [couchdb.endpoint, secureEntry],
      containers: [
        {
          name: 'alarmprovider',
          image: 'alarmprovider',
          env: {
            PORT: String(PORT),
            DB_PROTOCOL: { config: config.db, key: 'db_protocol' },
            DB_HOST: { config: config.db, key: 'db_host_port' },
            DB_USERNAME: { secret: couchdb.auth, key: DB_USERNAME },
            DB_PASSWORD: { secret: couchdb.auth, key: DB_PASSWORD },
            DB_PREFIX: dbPrefix,
            ROUTER_HOST: address(secureEntry),
          },
          ports: { http: PORT },
          mounts: [{ volume: dataVolume(this, { component, size, name: 'logs' }), path: '/logs' }, TMP],
          resources,
          probes: { readiness: { http: '/ping', port: 'http' }, liveness: { http: '/ping', port: 'http' } },
          probeOverrides: probes,
        },
      ],
    });
  }
}

/** The Kafka provider: fires triggers by messages of a topic. */
export class KafkaProvider extends Construct {
  constructor(scope: Construct, id: string, { spec, config, couchdb, controllerReady }: ProviderProps) {
    super(scope, id);
    const component = openwhiskComponent('kafkaprovider');
    const { dbPrefix, resources, probes } = spec.kafka;
    new DeploymentWorkload(this, 'Workload', {
      component,
      replicas: 1,
      role: 'provider',
      identity: new Identity(this, 'Identity', { component }),
      security: { uid: PROVIDER_UID },
      waitsFor: [controllerReady],
      // Each trigger names the brokers it listens to.
      connectsTo: [couchdb.endpoint, ANYWHERE],
      containers: [
        {
          name: 'kafkaprovider',
          image: 'kafkaprovider',
          env: {
            PORT: String(PORT),
            DB_URL: { config: config.db, key: 'db_url' },
            DB_USER: { secret: couchdb.auth, key: DB_USERNAME },
            DB_PASS: { secret: couchdb.auth, key: DB_PASSWORD },
            DB_PREFIX: dbPrefix,
            LOCAL_DEV: 'true',
          },
          ports: { http: PORT },
          mounts: [TMP],
          resources,
          probes: { readiness: { http: '/', port: 'http' }, liveness: { http: '/', port: 'http' } },
          probeOverrides: probes,
        },
      ],
    });
  }
}
