import type { Permission } from '../kube/rbac';

/** Permissions with which several members of an actor system discover each other through the Kubernetes API. */
export function peerDiscoveryPermissions(replicas: number): Permission[] {
  return replicas > 1 ? [{ resources: ['pods'], verbs: ['list'] }] : [];
}
