import type { Permission } from '../kube/rbac';

/** Permissions with which several members of an actor system discover each other through the Kubernetes API. */
export function peerDiscoveryPermissions(discovers: boolean): Permission[] {
  return discovers ? [{ resources: ['pods'], verbs: ['list'] }] : [];
}
