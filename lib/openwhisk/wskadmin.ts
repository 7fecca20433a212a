import { Construct } from 'constructs';
import { Identity } from '../kube/rbac';
import { SCRIPT_SECURITY } from '../kube/security';
import { TMP } from '../kube/storage';
import { DeploymentWorkload } from '../kube/workload';
import { openwhiskComponent } from './component';
import { DB_PASSWORD, DB_USERNAME, type CouchdbFacts } from './couchdb';
import { databaseAddressEnv } from './database-env';
import type { WhiskConfig } from './whisk-config';

/** Properties of {@link Wskadmin}. */
export interface WskadminProps {
  readonly config: WhiskConfig;
  readonly couchdb: CouchdbFacts;
}

/** A pod to run the administration tool in: `kubectl exec deploy/<instance>-wskadmin -- wskadmin …`. */
export class Wskadmin extends Construct {
  constructor(scope: Construct, id: string, { config, couchdb }: WskadminProps) {
    super(scope, id);
    const component = openwhiskComponent('wskadmin', 'openwhisk');
    const { db } = config;
    new DeploymentWorkload(this, 'Workload', {
      component,
      replicas: 1,
      role: 'core',
      identity: new Identity(this, 'Identity', { component }),
      security: SCRIPT_SECURITY,
      connectsTo: [couchdb.endpoint],
      terminationGracePeriodSeconds: 5,
      containers: [
        {
          name: 'wskadmin',
          image: 'ow-utils',
          command: ['/bin/bash', '-c', 'trap exit TERM; sleep infinity & wait'],
          env: {
            HOME: TMP.path,
            WHISK_LOGS_DIR: '/var/log',
            ...databaseAddressEnv(config),
            DB_USERNAME: { secret: couchdb.auth, key: DB_USERNAME },
            DB_PASSWORD: { secret: couchdb.auth, key: DB_PASSWORD },
            DB_WHISK_ACTIONS: { config: db, key: 'db_whisk_actions' },
            DB_WHISK_AUTHS: { config: db, key: 'db_whisk_auths' },
            DB_WHISK_ACTIVATIONS: { config: db, key: 'db_whisk_activations' },
          },
          mounts: [TMP],
          resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
          probes: { readiness: { exec: ['test', '-x', '/bin/wskadmin'] } },
        },
      ],
    });
  }
}
