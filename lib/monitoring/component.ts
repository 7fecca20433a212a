import type { ComponentId } from '../kube/labels';

/** A component of monitoring. @param program - the same as the component, unless it says otherwise. */
export function monitoringComponent(component: string, program = component): ComponentId {
  return { component, program, partOf: 'monitoring' };
}
