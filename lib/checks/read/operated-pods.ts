import type { CheckedObject } from '../subject';

/** A port of a pod. */
export interface PodPort {
  /** @default - it has none. */
  readonly name?: string;
  readonly number: number;
  readonly protocol: string;
  readonly container: string;
}

/** The pods of one object. */
export interface TargetPods {
  readonly object: CheckedObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly PodPort[];
  /** Whether the pods are in the network of their node. */
  readonly hostNetwork: boolean;
}

/** The part of a custom resource that says what its pods are like. */
interface OperatedSpec {
  readonly portName?: string;
  readonly hostNetwork?: boolean;
  readonly podMetadata?: { readonly labels?: Readonly<Record<string, string>> };
  /** Thanos sidecar of a Prometheus. */
  readonly thanos?: object;
}

/** Ports of the container of the program itself (Prometheus Operator, "API reference", `portName`). */
const WEB_PORTS: Readonly<Record<string, number>> = { Prometheus: 9090, PrometheusAgent: 9090, Alertmanager: 9093 };

const RELOADER_PORT = 8080;

/** Ports through which the pods of an Alertmanager find each other. */
const MESH_PORTS: readonly PodPort[] = ['TCP', 'UDP'].map((protocol) => ({
  name: `mesh-${protocol.toLowerCase()}`,
  number: 9094,
  protocol,
  container: 'alertmanager',
}));

/** The pods of a ThanosRuler (Prometheus Operator, `pkg/thanos`). */
function rulerPods(object: CheckedObject): TargetPods {
  const { name, namespace = 'default' } = object.manifest.metadata;
  const port = (portName: string, number: number): PodPort => ({
    name: portName,
    number,
    protocol: 'TCP',
    container: 'thanos-ruler',
  });
  const { portName = 'web', podMetadata } = (object.manifest['spec'] ?? {}) as OperatedSpec;
  const labels = {
    ...podMetadata?.labels,
    'app.kubernetes.io/name': 'thanos-ruler',
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/managed-by': 'prometheus-operator',
    'thanos-ruler': name,
  };
  return { object, namespace, labels, ports: [port(portName, 10902), port('grpc', 10901)], hostNetwork: false };
}

/** The pods of a custom resource (Prometheus Operator, `pkg/prometheus/server`, `pkg/alertmanager`: labels and ports). */
export function operatedPods(object: CheckedObject): TargetPods[] {
  const { kind, metadata } = object.manifest;
  if (kind === 'ThanosRuler') return [rulerPods(object)];
  const web = WEB_PORTS[kind];
  if (web === undefined) return [];
  const {
    portName = 'web',
    hostNetwork = false,
    podMetadata,
    thanos,
  } = (object.manifest['spec'] ?? {}) as OperatedSpec;
  const program = kind === 'Alertmanager' ? 'alertmanager' : 'prometheus';
  const port = (name: string, number: number, container: string): PodPort => ({
    name,
    number,
    protocol: 'TCP',
    container,
  });
  return [
    {
      object,
      namespace: metadata.namespace ?? 'default',
      labels: {
        ...podMetadata?.labels,
        'app.kubernetes.io/name': kind === 'PrometheusAgent' ? 'prometheus-agent' : program,
        'app.kubernetes.io/instance': metadata.name,
        'app.kubernetes.io/managed-by': 'prometheus-operator',
        ...(program === 'prometheus'
          ? { 'operator.prometheus.io/name': metadata.name, prometheus: metadata.name }
          : { alertmanager: metadata.name }),
      },
      ports: [
        port(portName, web, program),
        port('reloader-web', RELOADER_PORT, 'config-reloader'),
        ...(kind === 'Alertmanager' ? MESH_PORTS : []),
        ...(thanos ? [port('grpc', 10901, 'thanos-sidecar'), port('http', 10902, 'thanos-sidecar')] : []),
      ],
      hostNetwork,
    },
  ];
}
