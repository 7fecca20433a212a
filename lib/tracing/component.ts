import type { ComponentId } from '../kube/labels';

/** A component of tracing. @param program - the same as the component, unless it says otherwise. */
export function tracingComponent(component: string, program = component): ComponentId {
  return { component, program, partOf: 'tracing' };
}
