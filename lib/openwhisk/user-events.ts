import { Construct } from 'constructs';
import type { Milestone } from '../kube/milestone';
import { Identity } from '../kube/rbac';
import { scaleOf } from '../kube/scaling';
import { ComponentService } from '../kube/service';
import { TMP } from '../kube/storage';
import { DeploymentWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { OPENWHISK_UID } from './container-factory';
import type { KafkaFacts } from './kafka';
import { clientSetUp, consumerKafkaEnv } from './kafka-client';
import { kafkaEnv } from './store-env';

/** Properties of {@link UserEvents}. */
export interface UserEventsProps {
  readonly spec: OpenWhisk;
  readonly kafka: KafkaFacts;
  /** The controllers create the topic of the events, with its settings, before they answer (OpenWhisk, Controller.scala). */
  readonly topicExists: Milestone;
}

const COMPONENT = openwhiskComponent('user-events', 'openwhisk');
const PORT = 9095;

/** The user-events service: turns the events of activations, a Kafka topic, into metrics for users. */
export class UserEvents extends Construct {
  constructor(scope: Construct, id: string, { spec, kafka, topicExists }: UserEventsProps) {
    super(scope, id);
    const { resources, probes } = spec.metrics.userEvents;
    const { client } = kafka;
    new ComponentService(this, 'Service', { component: COMPONENT, ports: { http: { port: PORT } } });
    new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      ...scaleOf(spec.metrics.userEvents),
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: OPENWHISK_UID },
      waitsFor: [kafka.ready, topicExists],
      // The `namespace` labels of its series are namespaces of OpenWhisk users.
      metrics: [{ source: 'user-events', port: 'http', containerPort: PORT, honorLabels: true }],
      containers: [
        {
          name: 'user-events',
          image: 'user-events',
          ...(client ? { command: ['/bin/bash', '-c', `${clientSetUp(client)}exec /init.sh 0`] } : {}),
          env: {
            ...kafkaEnv(spec, kafka),
            ...(client ? consumerKafkaEnv(spec.actorSystem, client) : {}),
            HOME: TMP.path,
          },
          ports: { http: PORT },
          mounts: [...(client?.mounts ?? []), TMP],
          resources,
          probes: { readiness: { http: '/ping', port: 'http' }, liveness: { http: '/ping', port: 'http' } },
          probeOverrides: probes,
        },
      ],
    });
  }
}
