import { freePorts } from '../ports';

/** What listens, besides the control plane. */
const LISTENERS = [
  'prometheus',
  'alertmanager',
  'alertmanagerMesh',
  'operator',
  'reloader',
  'nodeExporter',
  'blackboxExporter',
  'kubeStateMetrics',
  'kubeStateMetricsSelf',
  'metricsServer',
  'prometheusAdapter',
  'dns',
  'dnsUpstream',
  'dnsMetrics',
  'nginx',
  'nginxExporter',
] as const;

/** Something that listens. */
export type Listener = (typeof LISTENERS)[number];

/** Where everything listens on loopback. */
export type StandPorts = Readonly<Record<Listener, number>>;

/** A free port for each. */
export async function standPorts(): Promise<StandPorts> {
  const ports = await freePorts(LISTENERS.length);
  return Object.fromEntries(LISTENERS.map((listener, index) => [listener, ports[index]])) as Record<Listener, number>;
}
