import type { Env } from '../kube/env';
import type { OpenWhisk } from '../platform/model';

/** Properties of {@link clusterEnv}. */
export interface ClusterEnvProps {
  readonly system: OpenWhisk['actorSystem'];
  /** Name of the actor system, e.g. `controller-actor-system`. */
  readonly name: string;
  readonly replicas: number;
  readonly namespace: string;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  readonly remotingPort: number;
}

/**
 * Environment with which the members of an actor system form a cluster. One pod is its own seed; several find each other through the Kubernetes API (Akka Management, "Cluster Bootstrap"; Apache
 * Pekko keeps the keys under its own name). `POD_IP` must come before these.
 */
export function clusterEnv({ system, name, replicas, namespace, selector, remotingPort }: ClusterEnvProps): Env {
  if (replicas === 1) {
    return { [`CONFIG_${system}_cluster_seedNodes_0`]: `${system}://${name}@$(POD_IP):${remotingPort}` };
  }
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  return {
    CONFIG_whisk_cluster_useClusterBootstrap: 'true',
    [`CONFIG_${system}_actor_provider`]: 'cluster',
    [`CONFIG_${system}_discovery_method`]: 'kubernetes-api',
    [`CONFIG_${system}_discovery_kubernetesApi_podNamespace`]: namespace,
    [`CONFIG_${system}_discovery_kubernetesApi_podLabelSelector`]: labels.join(','),
    [`CONFIG_${system}_discovery_kubernetesApi_podPortName`]: managementPortName(system),
  };
}

/** Name of the port of Akka Management, which serves the bootstrap requests of other members. */
export function managementPortName(system: OpenWhisk['actorSystem']): string {
  return `${system}-mgmt-http`;
}

/** Name of the port for remoting between members. */
export function remotingPortName(system: OpenWhisk['actorSystem']): string {
  return `${system}-remoting`;
}

/** Ports of an actor system. */
export const CLUSTER_PORTS = { remoting: 25520, management: 19999 };
