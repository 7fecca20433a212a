import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import type { ContainerProps } from '../kube/pod';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { dataVolume } from '../kube/storage';
import { httpAnswers } from '../kube/waits';
import { DeploymentWorkload } from '../kube/workload';
import type { OpenFaas } from '../platform/model';
import { openfaasComponent } from './component';
import { NATS_CLUSTER } from './contract';

/** Connection facts of NATS. */
export interface NatsFacts {
  readonly endpoint: Endpoint;
  readonly ready: Milestone;
}

/** Properties of {@link Nats}. */
export interface NatsProps {
  readonly spec: OpenFaas['async'];
}

const COMPONENT = openfaasComponent('openfaas-nats', 'nats');
const PORTS = { client: 4222, monitor: 8222 };
/** Answers once the server accepts clients and, with JetStream, has recovered its streams (NATS, "Monitoring", `/healthz`). */
const HEALTH = '/healthz';
const DATA = '/data';

/**
 * NATS, which holds asynchronous invocations: with JetStream on a volume or, in the community edition, NATS Streaming in the memory of
 * one pod.
 */
export class Nats extends Construct implements NatsFacts {
  public readonly endpoint: Endpoint;
  public readonly ready: Milestone;

  constructor(scope: Construct, id: string, { spec }: NatsProps) {
    super(scope, id);
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      ports: { client: { port: PORTS.client }, monitor: { port: PORTS.monitor } },
    });
    this.endpoint = service.endpoint('client');
    const workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: 1,
      role: 'core',
      pods: spec.nats.pods,
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      // The images name no user, and write to their data only.
      security: { uid: 1000 },
      containers: [
        {
          name: 'nats',
          ...this.server(spec),
          ports: PORTS,
          resources: spec.nats.resources,
          probes: { readiness: { http: HEALTH, port: 'monitor' }, liveness: { tcp: 'client' } },
        },
      ],
    });
    this.ready = {
      name: 'nats',
      wait: httpAnswers(service.endpoint('monitor'), 'NATS', HEALTH),
      provider: workload,
    };
  }

  private server({ jetstream }: OpenFaas['async']): Pick<ContainerProps, 'image' | 'command' | 'args' | 'mounts'> {
    const ports = ['--port', String(PORTS.client), '--http_port', String(PORTS.monitor)];
    if (!jetstream) {
      return {
        image: 'nats-streaming',
        command: ['/nats-streaming-server'],
        args: [...ports, '--store', 'memory', '--cluster_id', NATS_CLUSTER],
      };
    }
    const volume = dataVolume(this, { component: COMPONENT, size: jetstream.size });
    return {
      image: 'nats',
      args: [...ports, '--jetstream', '--store_dir', DATA],
      mounts: [{ volume, path: DATA }],
    };
  }
}
