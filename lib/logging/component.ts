import type { ComponentId } from '../kube/labels';

/** A component of logging. @param program - the same as the component, unless it says otherwise. */
export function loggingComponent(component: string, program = component): ComponentId {
  return { component, program, partOf: 'logging' };
}
