import { Construct } from 'constructs';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { TMP } from '../kube/storage';
import { DeploymentWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { OPENWHISK_UID } from './container-factory';
import { kafkaEnv } from './shared-env';
import type { StoreFacts } from './store';

/** Properties of {@link UserEvents}. */
export interface UserEventsProps {
  readonly spec: OpenWhisk;
  readonly kafka: StoreFacts;
}

const COMPONENT = openwhiskComponent('user-events', 'openwhisk');
const PORT = 9095;

/** The user-events service: turns the events of activations, a Kafka topic, into metrics for users. */
export class UserEvents extends Construct {
  constructor(scope: Construct, id: string, { spec, kafka }: UserEventsProps) {
    super(scope, id);
    const { replicas, resources, probes } = spec.metrics.userEvents;
    new ComponentService(this, 'Service', { component: COMPONENT, ports: { http: { port: PORT } } });
    new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: OPENWHISK_UID },
      waitsFor: [kafka.ready],
      scrapedAt: PORT,
      containers: [
        {
          name: 'user-events',
          image: 'user-events',
          env: { ...kafkaEnv(spec, kafka), HOME: TMP.path },
          ports: { http: PORT },
          mounts: [TMP],
          resources,
          probes: { readiness: { http: '/ping', port: 'http' }, liveness: { http: '/ping', port: 'http' } },
          probeOverrides: probes,
        },
      ],
    });
  }
}
