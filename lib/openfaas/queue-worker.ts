import { Construct } from 'constructs';
import { address } from '../kube/endpoint';
import type { Env } from '../kube/env';
import { SERVERS_OF_USERS } from '../kube/network';
import { Identity } from '../kube/rbac';
import { DeploymentWorkload } from '../kube/workload';
import type { OpenFaas } from '../platform/model';
import { openfaasComponent } from './component';
import { OPENFAAS_PORTS } from './contract';
import type { FunctionGateway } from './gateway';
import { licenseOf } from './license';
import type { NatsFacts } from './nats';
import { seconds, timeoutsOf } from './timeouts';

/** Properties of {@link QueueWorker}. */
export interface QueueWorkerProps {
  readonly spec: OpenFaas;
  readonly nats: NatsFacts;
  readonly gateway: FunctionGateway;
}

const COMPONENT = openfaasComponent('openfaas-queue-worker', 'openfaas-queue-worker');

const PORT = OPENFAAS_PORTS.queueWorker;

/** Statuses after which an invocation is tried again (openfaas/faas-netes 662ce9c, chart 15.0.6, `httpRetryCodes`). */
const RETRIED = [408, 429, 500, 502, 503, 504];

/** The queue worker of OpenFaaS: takes asynchronous invocations from NATS, and makes them at the gateway. */
export class QueueWorker extends Construct {
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const { spec, nats, gateway } = props;
    const { workers, callbacks, resources } = spec.async;
    const license = licenseOf(spec);
    const pro = spec.edition === 'pro';
    new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: workers,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: 65532 },
      waitsFor: [nats.ready, gateway.ready],
      connectsTo: [nats.endpoint, gateway.endpoint, ...(callbacks ? [SERVERS_OF_USERS] : [])],
      // The queue worker of the community edition has no metrics.
      metrics: pro ? [{ source: 'openfaas-queue-worker', port: 'metrics', containerPort: PORT }] : [],
      // An invocation that has begun ends; NATS delivers it again otherwise.
      terminationGracePeriodSeconds: timeoutsOf(spec.gateway).connection,
      containers: [
        {
          name: 'queue-worker',
          image: pro ? 'openfaas-pro-queue-worker' : 'openfaas-queue-worker',
          command: pro ? ['jetstream-queue-worker', ...license.args] : undefined,
          env: pro ? proEnvironment(props) : communityEnvironment(props),
          ports: pro ? { metrics: PORT } : undefined,
          mounts: license.mounts,
          resources,
        },
      ],
    });
  }
}

/** It reads neither a concurrency nor a channel: both are fixed. */
function communityEnvironment({ spec, nats, gateway }: QueueWorkerProps): Env {
  return {
    faas_nats_address: nats.endpoint.host,
    faas_nats_port: String(nats.endpoint.port),
    faas_gateway_address: gateway.endpoint.host,
    faas_gateway_port: String(gateway.endpoint.port),
    ack_wait: seconds(timeoutsOf(spec.gateway).redelivery),
  };
}

function proEnvironment({ spec, nats, gateway }: QueueWorkerProps): Env {
  const { upstream, redelivery } = timeoutsOf(spec.gateway);
  const { inflight, retries } = spec.async.jetstream ?? { inflight: 1, retries: 0 };
  return {
    nats_host: nats.endpoint.host,
    nats_port: String(nats.endpoint.port),
    nats_stream_replicas: '1',
    gateway_url: `http://${address(gateway.endpoint)}`,
    upstream_timeout: seconds(upstream),
    ack_wait: seconds(redelivery),
    max_inflight: String(inflight),
    max_retry_attempts: String(retries),
    retry_http_codes: RETRIED.join(','),
  };
}
