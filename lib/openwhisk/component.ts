import type { ComponentId } from '../kube/labels';

/** A component of the OpenWhisk part of the platform. @param program - the same as the component, unless it says otherwise. */
export function openwhiskComponent(component: string, program = component): ComponentId {
  return { component, program, partOf: 'openwhisk' };
}
