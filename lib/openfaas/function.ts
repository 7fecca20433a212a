import { Construct } from 'constructs';
import { OpenFaasFunction } from '../crds/openfaas-resources';
import { amend } from '../kube/amend';
import type { Endpoint } from '../kube/endpoint';
import type { ComponentId } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import type { PodSettings } from '../kube/pod-settings';
import type { Scale } from '../kube/scaling';
import type { SecretRef } from '../kube/secrets';
import type { SecurityProfile } from '../kube/security';
import { ComponentService } from '../kube/service';
import { TMP, type Mount } from '../kube/storage';
import { DeploymentWorkload, OperatedWorkload, type Workload } from '../kube/workload';
import { alertPresetOf, hasScaler, podsOfFunction, type PlatformFunction } from '../platform/functions';
import type { OpenFaas } from '../platform/model';
import { OPENFAAS_PATHS, OPENFAAS_PORTS } from './contract';
import { databaseEnv, type FunctionDatabase } from './function-database';

/** Properties of {@link FaasFunction}. */
export interface FaasFunctionProps {
  readonly spec: PlatformFunction;
  readonly edition: OpenFaas['edition'];
  /** The database of the platform. @default - none */
  readonly database?: FunctionDatabase;
}

/** Label that selects the pods of a function. */
export const FUNCTION_LABEL = 'faas_function';

/** Part of the platform that functions are. */
export const FUNCTIONS = 'functions';

/** Component of a function, whose objects have its name: the gateway finds it so. */
function functionComponent(name: string): ComponentId {
  return { component: name, program: 'function', partOf: FUNCTIONS };
}

/** Labels of a function's scaling, which the gateway reads (openfaas/faas 0.27.14, gateway/scaling/ranges.go). */
export const SCALE_LABELS = {
  min: 'com.openfaas.scale.min',
  max: 'com.openfaas.scale.max',
  factor: 'com.openfaas.scale.factor',
} as const;

/**
 * A function: a Deployment and a Service that the provider of the community edition finds and scales, or a Function object that the
 * operator of edition pro makes them of.
 */
export class FaasFunction extends Construct {
  public readonly workload: Workload;

  constructor(scope: Construct, id: string, props: FaasFunctionProps) {
    super(scope, id);
    this.workload = props.edition === 'pro' ? this.addFunction(props) : this.addDeployment(props);
  }

  private addDeployment(props: FaasFunctionProps): Workload {
    const { spec } = props;
    const component = functionComponent(spec.name);
    const environment = environmentOf(props);
    const port = OPENFAAS_PORTS.function;
    new ComponentService(this, 'Service', { component, ports: { http: { port } } });
    const health = { http: OPENFAAS_PATHS.functionHealth, port: 'http' };
    const workload = new DeploymentWorkload(this, 'Workload', {
      component,
      ...scaleOf(spec),
      role: 'anywhere',
      pods: podSettings(spec),
      security: securityOf(spec),
      connectsTo: serversOf(props),
      containers: [
        {
          name: spec.name,
          image: 'openfaas-gateway',
          imageReference: spec.image,
          env: Object.keys(environment).length > 0 ? environment : undefined,
          ports: { http: port },
          mounts: mountsOf(spec.name, secretsOf(props)),
          resources: { requests: spec.requests, limits: spec.limits },
          probes: { readiness: health, liveness: health },
        },
      ],
    });
    const { min } = podsOfFunction(spec);
    amend(
      workload.apiObject,
      // As the provider writes it: an invocation always finds a pod.
      {
        op: 'add',
        path: '/spec/strategy',
        value: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      },
      // Without the field, Kubernetes begins with one pod, and applying the manifest again resets nothing.
      ...(min > 1 && !hasScaler(spec) ? [{ op: 'add', path: '/spec/replicas', value: min } as const] : []),
    );
    for (const [key, value] of Object.entries(spec.annotations)) workload.apiObject.metadata.addAnnotation(key, value);
    return workload;
  }

  private addFunction(props: FaasFunctionProps): Workload {
    const { spec } = props;
    const component = functionComponent(spec.name);
    const environment = environmentOf(props);
    const secrets = secretsOf(props).map(({ name }) => name);
    const { annotations, placement, requests, limits, readOnlyRootFilesystem } = spec;
    const apiObject = new OpenFaasFunction(this, 'Resource', {
      metadata: PlatformChart.of(this).metadata(component),
      spec: {
        name: spec.name,
        image: spec.image,
        labels: labelsOf(spec),
        readOnlyRootFilesystem,
        requests,
        limits,
        ...unlessEmpty({ environment, annotations }),
        ...(secrets.length > 0 ? { secrets } : {}),
        ...(Object.keys(placement.nodeSelector).length > 0
          ? { constraints: Object.entries(placement.nodeSelector).map(([key, value]) => `${key}=${value}`) }
          : {}),
      },
    });
    return new OperatedWorkload(this, 'Workload', {
      component,
      replicas: podsOfFunction(spec).max,
      apiObject,
      selector: { [FUNCTION_LABEL]: spec.name },
      ports: { http: OPENFAAS_PORTS.function },
      connectsTo: () => serversOf(props),
    });
  }
}

function environmentOf({ spec, database }: FaasFunctionProps): Record<string, string> {
  return {
    ...spec.environment,
    ...(database && spec.database ? databaseEnv(database, spec.database.connections) : {}),
  };
}

function secretsOf({ spec, database }: FaasFunctionProps): SecretRef[] {
  return [...spec.secrets.map((name) => ({ name })), ...(database && spec.database ? [database.secret] : [])];
}

function serversOf({ spec, database }: FaasFunctionProps): Endpoint[] {
  return database && spec.database ? [database.endpoint] : [];
}

function scaleOf(spec: PlatformFunction): Scale {
  const { min, max } = podsOfFunction(spec);
  return min === max && !hasScaler(spec) ? { replicas: min } : { maxReplicas: max };
}

/** Step of the gateway in percent of the largest number, where no loop decides on it. */
const FACTOR = 20;

function labelsOf(spec: PlatformFunction): Record<string, string> {
  const { min, max, factor } = gatewayScaling(spec);
  return {
    ...spec.labels,
    [SCALE_LABELS.min]: String(min),
    [SCALE_LABELS.max]: String(max),
    [SCALE_LABELS.factor]: String(factor),
  };
}

/** Scaling as the gateway reads it: it leaves a function alone that Kubernetes scales, and starts its first pod. */
function gatewayScaling(spec: PlatformFunction): { min: number; max: number; factor: number } {
  const { min, max } = podsOfFunction(spec);
  const { mode, factor = mode === 'alert' ? alertPresetOf(spec.scaling).factor : FACTOR } = spec.scaling;
  const first = Math.max(1, min);
  return hasScaler(spec) ? { min: first, max: first, factor } : { min, max, factor };
}

function podSettings(spec: PlatformFunction): PodSettings {
  const { nodeSelector, tolerations } = spec.placement;
  return { nodeSelector, tolerations, labels: labelsOf(spec), annotations: spec.annotations };
}

function securityOf({ user, readOnlyRootFilesystem }: PlatformFunction): SecurityProfile {
  return readOnlyRootFilesystem
    ? { uid: user }
    : { uid: user, writableRootReason: 'the function has readOnlyRootFilesystem: false' };
}

/** The provider lists the Secrets of a function by the name of this volume (openfaas/faas-netes 0.18.17, pkg/k8s/secrets.go). */
function mountsOf(name: string, secrets: readonly SecretRef[]): Mount[] {
  const volume = { name: `${name}-projected-secrets`, secrets };
  return [...(secrets.length > 0 ? [{ volume, path: OPENFAAS_PATHS.functionSecrets }] : []), TMP];
}

function unlessEmpty<T extends Readonly<Record<string, object>>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Object.keys(value).length > 0)) as Partial<T>;
}
