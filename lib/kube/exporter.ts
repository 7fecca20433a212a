import { Construct } from 'constructs';
import type { Endpoint } from './endpoint';
import type { Env } from './env';
import type { Milestone } from './milestone';
import type { Probes } from './probes';
import { Identity } from './rbac';
import type { Resources } from './resources';
import { DeploymentWorkload } from './workload';

/** An exporter keeps nothing but the last answers. */
export const EXPORTER_RESOURCES: Resources = {
  requests: { cpu: '10m', memory: '32Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};

/** Properties of {@link StoreExporter}. */
export interface StoreExporterProps {
  /** Its name, that of its image and that of the source of its metrics. */
  readonly name: 'kafka-exporter' | 'redis-exporter';
  readonly port: number;
  /** User of the image. */
  readonly uid: number;
  readonly args: readonly string[];
  /** @default - none. */
  readonly env?: Env;
  readonly probes: Probes;
  /** The store. */
  readonly store: Endpoint;
  /** @default - it starts without the store, and says that the store is down. */
  readonly waitsFor?: readonly Milestone[];
}

/** A program that asks a store how it is, and tells a Prometheus. One pod: two would count everything twice. */
export class StoreExporter extends Construct {
  constructor(scope: Construct, id: string, props: StoreExporterProps) {
    super(scope, id);
    const { name, port, uid, args, env, probes, store, waitsFor } = props;
    const component = { component: name, program: name, partOf: 'openwhisk' };
    new DeploymentWorkload(this, 'Workload', {
      component,
      replicas: 1,
      role: 'core',
      identity: new Identity(this, 'Identity', { component }),
      security: { uid },
      waitsFor,
      connectsTo: [store],
      metrics: [{ source: name, port: 'metrics', containerPort: port }],
      containers: [{ name, image: name, args, env, ports: { metrics: port }, resources: EXPORTER_RESOURCES, probes }],
    });
  }
}
