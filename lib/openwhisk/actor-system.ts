import type { Env } from '../kube/env';
import type { OpenWhisk } from '../platform/model';

/** Properties of {@link clusterEnv}. */
export interface ClusterEnvProps {
  readonly system: OpenWhisk['actorSystem'];
  /** Name of the actor system, e.g. `controller-actor-system`. */
  readonly name: string;
  /** Whether several members discover each other; otherwise the only one is its own seed. */
  readonly discovers: boolean;
  readonly namespace: string;
  /** DNS domain of the Kubernetes cluster. */
  readonly clusterDomain: string;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
}

/**
 * Environment with which the members of an actor system form a cluster. One pod is its own seed; several discover each other
 * through the Kubernetes API (Akka Management, "Cluster Bootstrap"; Apache Pekko keeps the keys under its own name).
 */
export function clusterEnv({ system, name, discovers, namespace, clusterDomain, selector }: ClusterEnvProps): Env {
  const port = String(CLUSTER_PORTS.remoting);
  // The defaults differ: 25520 in Akka, 17355 in Pekko 1.1.
  const remoting = { [`CONFIG_${system}_remote_artery_canonical_port`]: port };
  if (!discovers) {
    return {
      ...remoting,
      POD_IP: { field: 'status.podIP' },
      [`CONFIG_${system}_cluster_seedNodes_0`]: `${system}://${name}@$(POD_IP):${port}`,
    };
  }
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  return {
    ...remoting,
    CONFIG_whisk_cluster_useClusterBootstrap: 'true',
    [`CONFIG_${system}_actor_provider`]: 'cluster',
    [`CONFIG_${system}_discovery_method`]: 'kubernetes-api',
    [`CONFIG_${system}_discovery_kubernetesApi_podNamespace`]: namespace,
    [`CONFIG_${system}_discovery_kubernetesApi_podLabelSelector`]: labels.join(','),
    ...peerAddressEnv(system, clusterDomain),
    // The port that a member listens on, and probes at the others. The defaults differ: 8558 in Akka Management 1.0.5, 7626 in Pekko's 1.1.
    [`CONFIG_${system}_management_http_port`]: String(CLUSTER_PORTS.management),
  };
}

/**
 * Environment with the way in which members address each other: Pekko's discovery (1.1) by the IP addresses of the pods, Akka's
 * (1.0.5) only by the pods' names in the cluster's DNS, which CoreDNS serves with `pods insecure` or `pods verified`.
 */
function peerAddressEnv(system: OpenWhisk['actorSystem'], clusterDomain: string): Env {
  return system === 'pekko'
    ? { CONFIG_pekko_discovery_kubernetesApi_useRawIp: 'true' }
    : { CONFIG_akka_discovery_kubernetesApi_podDomain: clusterDomain };
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
