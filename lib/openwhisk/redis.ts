import { Construct } from 'constructs';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import { Identity } from '../kube/rbac';
import type { SecretRef } from '../kube/secrets';
import { ComponentService } from '../kube/service';
import { dataVolume, SECRET_TMP } from '../kube/storage';
import { DeploymentWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { redisAnswers } from './redis-waits';

/** Connection facts of a Redis server. */
export interface RedisFacts {
  readonly endpoint: Endpoint;
  /** Secret with the key {@link REDIS_PASSWORD}. @default - the server asks for none. */
  readonly auth?: SecretRef;
  readonly ready: Milestone;
}

/** Key of the password. */
export const REDIS_PASSWORD = 'password';

/** An external server. */
export function externalRedis({ host, port }: { host: string; port: number }, auth?: SecretRef): RedisFacts {
  const endpoint = externalEndpoint(host, port);
  return { endpoint, auth, ready: { name: 'redis', wait: redisAnswers(endpoint) } };
}

/** Properties of {@link Redis}. */
export interface RedisProps {
  readonly spec: OpenWhisk['redis'];
  readonly auth: SecretRef;
}

const COMPONENT = openwhiskComponent('redis');
const PORT = 6379;

/** Redis: the API gateway's store. */
export class Redis extends Construct implements RedisFacts {
  public readonly endpoint: Endpoint;
  public readonly auth: SecretRef;
  public readonly ready: Milestone;

  constructor(scope: Construct, id: string, { spec, auth }: RedisProps) {
    super(scope, id);
    this.auth = auth;
    const service = new ComponentService(this, 'Service', { component: COMPONENT, ports: { redis: { port: PORT } } });
    this.endpoint = service.endpoint('redis');
    const workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: 1,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: 999 },
      containers: [
        {
          name: 'redis',
          image: 'redis',
          // The password reaches the server in a file, not among its arguments.
          command: [
            'sh',
            '-ec',
            [
              // Quoted: in a bare word, a space or a # of a user-provided password would end it.
              `password=$(printf '%s' "$REDISCLI_AUTH" | sed 's/[\\\\"]/\\\\&/g')`,
              `printf 'requirepass "%s"\\n' "$password" > /tmp/redis.conf`,
              'exec redis-server /tmp/redis.conf --dir /data --appendonly yes',
            ].join('; '),
          ],
          env: { REDISCLI_AUTH: { secret: auth, key: REDIS_PASSWORD } },
          ports: { redis: PORT },
          mounts: [{ volume: dataVolume(this, { component: COMPONENT, size: spec.size }), path: '/data' }, SECRET_TMP],
          resources: spec.resources,
          probes: { readiness: { exec: ['redis-cli', '-e', 'ping'] }, liveness: { tcp: 'redis' } },
          probeOverrides: spec.probes,
        },
      ],
    });
    this.ready = { name: 'redis', wait: redisAnswers(this.endpoint), provider: workload };
  }
}
