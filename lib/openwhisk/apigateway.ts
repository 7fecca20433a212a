import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import { FORGET_SECONDS } from '../kube/forget';
import { Identity } from '../kube/rbac';
import { scaleOf } from '../kube/scaling';
import { ComponentService } from '../kube/service';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { REDIS_PASSWORD, type RedisFacts } from './redis';
import type { WhiskConfig } from './whisk-config';

/** Properties of {@link Apigateway}. */
export interface ApigatewayProps {
  readonly spec: OpenWhisk['apigateway'];
  readonly config: WhiskConfig;
  readonly redis: RedisFacts;
  /** Where the gateway sends the calls of an API. */
  readonly entries: readonly Endpoint[];
}

const COMPONENT = openwhiskComponent('apigateway');
const PORTS = { mgmt: 8080, api: 9000 };

/** The OpenWhisk API gateway: exposes actions under custom URLs. */
export class Apigateway extends Construct {
  /** Port of the managed APIs, `/api/…`. */
  public readonly mgmt: Endpoint;
  /** Port that manages them, `/v2/…`. */
  public readonly api: Endpoint;
  public readonly workload: Workload;
  /** Name of the Service. */
  public readonly serviceName: string;

  constructor(scope: Construct, id: string, { spec, config, redis, entries }: ApigatewayProps) {
    super(scope, id);
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      ports: { mgmt: { port: PORTS.mgmt }, api: { port: PORTS.api } },
    });
    this.serviceName = service.name;
    this.mgmt = service.endpoint('mgmt');
    this.api = service.endpoint('api');
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      ...scaleOf(spec),
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: {
        uid: 0,
        rootReason: "the image's configuration says 'user root'",
        writableRootReason: 'the image writes its resolver and its logs beside its configuration',
        addCapabilities: ['CHOWN', 'SETGID', 'SETUID'],
      },
      waitsFor: [redis.ready],
      connectsTo: entries,
      containers: [
        {
          name: 'apigateway',
          image: 'apigateway',
          env: {
            REDIS_HOST: redis.endpoint.host,
            REDIS_PORT: String(redis.endpoint.port),
            ...(redis.auth ? { REDIS_PASS: { secret: redis.auth, key: REDIS_PASSWORD } } : {}),
            PUBLIC_GATEWAY_URL: { config: config.whisk, key: 'whisk_external_api_host_url' },
            BACKEND_HOST: { config: config.whisk, key: 'whisk_internal_api_host_url' },
          },
          ports: PORTS,
          resources: spec.resources,
          probes: {
            readiness: { http: '/v1/health-check', port: 'api' },
            liveness: { http: '/v1/health-check', port: 'api' },
          },
          probeOverrides: spec.probes,
          preStop: { sleepSeconds: FORGET_SECONDS },
        },
      ],
    });
  }
}
