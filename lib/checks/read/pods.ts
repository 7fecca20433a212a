import type { CheckedObject, Subject } from '../subject';
import { podOwners } from './manifests';

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

/** All pods of an app: those in manifests, and those that the Prometheus operator makes. */
export function targetPods(subject: Subject): TargetPods[] {
  return [
    ...podOwners(subject).map(({ object, pod, containers }) => ({
      object,
      namespace: object.manifest.metadata.namespace ?? 'default',
      labels: pod.metadata.labels,
      ports: containers.flatMap(({ name: container, ports = [] }) =>
        ports.map(({ name, containerPort, protocol = 'TCP' }) => ({
          name,
          number: containerPort,
          protocol,
          container,
        })),
      ),
      hostNetwork: pod.spec.hostNetwork ?? false,
    })),
    ...subject.objects.flatMap((object) => operatedPods(object)),
  ];
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

/** The pods of a custom resource (Prometheus Operator, `pkg/prometheus/server`, `pkg/alertmanager`: labels and ports). */
function operatedPods(object: CheckedObject): TargetPods[] {
  const { kind, metadata } = object.manifest;
  const web = WEB_PORTS[kind];
  if (web === undefined) return [];
  const { portName = 'web', hostNetwork = false, podMetadata, thanos } = object.manifest['spec'] as OperatedSpec;
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
          ? { 'operator.prometheus.io/name': metadata.name }
          : { alertmanager: metadata.name }),
      },
      ports: [
        port(portName, web, program),
        port('reloader-web', RELOADER_PORT, 'config-reloader'),
        ...(thanos ? [port('grpc', 10901, 'thanos-sidecar'), port('http', 10902, 'thanos-sidecar')] : []),
      ],
      hostNetwork,
    },
  ];
}
