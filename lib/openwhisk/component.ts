import type { ComponentId } from '../kube/labels';

/** A component of the OpenWhisk part of the platform. @param program - the same as the component, unless it says otherwise. */
export function openwhiskComponent(component: string, program = component): ComponentId {
  return { component, program, partOf: 'openwhisk' };
}

/** Components whose actor systems exchange messages. */
export const CONTROLLER = openwhiskComponent('controller', 'openwhisk');
export const SCHEDULER = openwhiskComponent('scheduler', 'openwhisk');

/** Servers with a certificate (`security.internalTLS`). */
export const KAFKA = openwhiskComponent('kafka');
export const ZOOKEEPER = openwhiskComponent('zookeeper');
export const ETCD = openwhiskComponent('etcd');
