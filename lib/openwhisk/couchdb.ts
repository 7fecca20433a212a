import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { MetricsEndpoint } from '../kube/metrics';
import type { Milestone } from '../kube/milestone';
import { Identity } from '../kube/rbac';
import type { SecretRef } from '../kube/secrets';
import { ComponentService } from '../kube/service';
import { dataVolume, TMP } from '../kube/storage';
import { DeploymentWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';

/** Connection facts of a CouchDB server. */
export interface CouchdbFacts {
  readonly endpoint: Endpoint;
  readonly protocol: 'http' | 'https';
  /** Secret with the keys {@link DB_USERNAME} and {@link DB_PASSWORD}. */
  readonly auth: SecretRef;
  /** The server runs; the init job asks it itself. @default - none: it is outside of the platform. */
  readonly running?: Milestone;
}

/** Key of the administrator's name. */
export const DB_USERNAME = 'db_username';
/** Key of the administrator's password. */
export const DB_PASSWORD = 'db_password';

/** An external server. */
export function externalCouchdb(
  spec: OpenWhisk['couchdb'],
  external: { host: string; port: number },
  auth: SecretRef,
): CouchdbFacts {
  return { endpoint: externalEndpoint(external.host, external.port), protocol: spec.protocol, auth };
}

/** Properties of {@link Couchdb}. */
export interface CouchdbProps {
  readonly spec: OpenWhisk['couchdb'];
  readonly auth: SecretRef;
  /** Whether the server exposes metrics for Prometheus. */
  readonly measured: boolean;
  /** Another server that it replicates from. @default - none */
  readonly source?: Endpoint;
}

const COMPONENT = openwhiskComponent('couchdb');
const PORT = 5984;
const METRICS_PORT = 17986;
const INI_FILE = '10-openwhisk.ini';

/**
 * Largest document, 4 GiB as in CouchDB 2. The default of CouchDB 3, 8 MB (CouchDB, `max_document_size`), is less than an activation
 * with its log may have; OpenWhisk's own limits bound both.
 */
const MAX_DOCUMENT_BYTES = 2 ** 32;

/**
 * A single node, which creates its system databases itself, and reduce functions as large as OpenWhisk's. The init job
 * sets the same on an external server; here it must survive a restart of the pod.
 */
const INI = `[couchdb]
single_node = true
max_document_size = ${MAX_DOCUMENT_BYTES}

[query_server_config]
reduce_limit = false
`;

/** Metrics on a port without a password, and with nothing else (CouchDB, "Configuration of Prometheus Endpoint"). */
const METRICS_INI = `
[prometheus]
additional_port = true
bind_address = 0.0.0.0
port = ${METRICS_PORT}
`;

const METRICS: MetricsEndpoint = {
  source: 'couchdb',
  port: 'metrics',
  containerPort: METRICS_PORT,
  path: '/_node/_local/_prometheus',
};

/** Apache CouchDB, one node: subjects, entities and activations. */
export class Couchdb extends Construct implements CouchdbFacts {
  public readonly endpoint: Endpoint;
  public readonly protocol = 'http';
  public readonly auth: SecretRef;
  public readonly running: Milestone;

  constructor(scope: Construct, id: string, { spec, auth, measured, source }: CouchdbProps) {
    super(scope, id);
    this.auth = auth;
    const service = new ComponentService(this, 'Service', { component: COMPONENT, ports: { couchdb: { port: PORT } } });
    this.endpoint = service.endpoint('couchdb');
    const config = new ConfigFiles(this, 'Config', {
      component: COMPONENT,
      data: { [INI_FILE]: measured ? INI + METRICS_INI : INI },
    });
    const workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: 1,
      role: 'core',
      metrics: measured ? [METRICS] : [],
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      connectsTo: source ? [source] : [],
      security: {
        uid: 5984,
        writableRootReason: "the image's entry point writes the administrator into /opt/couchdb/etc",
      },
      containers: [
        {
          name: 'couchdb',
          image: 'couchdb',
          env: {
            COUCHDB_USER: { secret: auth, key: DB_USERNAME },
            COUCHDB_PASSWORD: { secret: auth, key: DB_PASSWORD },
          },
          ports: { couchdb: PORT, ...(measured ? { metrics: METRICS_PORT } : {}) },
          mounts: [
            { volume: dataVolume(this, { component: COMPONENT, size: spec.size }), path: '/opt/couchdb/data' },
            { volume: { name: 'config', config }, path: `/opt/couchdb/etc/local.d/${INI_FILE}`, subPath: INI_FILE },
            TMP,
          ],
          resources: spec.resources,
          probes: { readiness: { http: '/_up', port: 'couchdb' }, liveness: { http: '/_up', port: 'couchdb' } },
          probeOverrides: spec.probes,
        },
      ],
    });
    this.running = { name: 'couchdb-running', provider: workload, heldBy: 'container' };
  }
}
