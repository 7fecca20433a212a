import { Construct } from 'constructs';
import type { ImageName } from '../catalogue/images';
import type { MetricSource } from '../catalogue/sources';
import type { Endpoint } from './endpoint';
import type { Env } from './env';
import type { ComponentId } from './labels';
import type { MetricsEndpoint } from './metrics';
import type { Milestone } from './milestone';
import type { ContainerProps } from './pod';
import type { PodSettings } from './pod-settings';
import { Identity } from './rbac';
import type { Resources } from './resources';
import type { Mount } from './storage';
import { DeploymentWorkload } from './workload';

/** Resources of an exporter, which keeps only the last answers. */
const EXPORTER_RESOURCES: Resources = {
  requests: { cpu: '10m', memory: '32Mi' },
  limits: { cpu: '200m', memory: '128Mi' },
};

/** Properties of {@link exporterContainer}. */
export interface ExporterContainerProps {
  /** Name of the container, of its image and of its metric source. */
  readonly name: ImageName & MetricSource;
  readonly port: number;
  readonly args: readonly string[];
  /** @default - none. */
  readonly env?: Env;
  /** @default - none. */
  readonly mounts?: readonly Mount[];
  /** Path of both probes. */
  readonly healthPath: string;
  /** @default - 10m CPU and 32Mi memory, limited to 200m and 128Mi. */
  readonly resources?: Resources;
}

/** A container that exposes metrics, and its scrape endpoint. */
export interface MeasuredContainer {
  readonly container: ContainerProps;
  readonly metrics: MetricsEndpoint;
}

/** The container of an exporter: a sidecar, or the only container of an {@link Exporter}. */
export function exporterContainer(props: ExporterContainerProps): MeasuredContainer {
  const { name, port, args, env, mounts, healthPath: http, resources = EXPORTER_RESOURCES } = props;
  return {
    container: {
      name,
      image: name,
      args,
      env,
      ports: { metrics: port },
      mounts,
      resources,
      probes: { readiness: { http, port: 'metrics' }, liveness: { http, port: 'metrics' } },
    },
    metrics: { source: name, port: 'metrics', containerPort: port },
  };
}

/** Properties of {@link Exporter}. */
export interface ExporterProps extends ExporterContainerProps {
  readonly component: ComponentId;
  /** User of the image. */
  readonly uid: number;
  /** The server that the exporter queries. */
  readonly target: Endpoint;
  /** @default - it starts without the server, and reports that the server is down. */
  readonly waitsFor?: readonly Milestone[];
  /** Changes of the platform file. @default - no changes */
  readonly pods?: PodSettings;
}

/** A program that translates the state of a server into metrics. One pod: two would count everything twice. */
export class Exporter extends Construct {
  constructor(scope: Construct, id: string, { component, uid, target, waitsFor, pods, ...props }: ExporterProps) {
    super(scope, id);
    const { container, metrics } = exporterContainer(props);
    new DeploymentWorkload(this, 'Workload', {
      component,
      replicas: 1,
      role: 'core',
      pods,
      identity: new Identity(this, 'Identity', { component }),
      security: { uid },
      waitsFor,
      connectsTo: [target],
      metrics: [metrics],
      containers: [container],
    });
  }
}
