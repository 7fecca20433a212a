import type { ComponentId } from '../kube/labels';

/** A component of autoscaling. @param program - the same as the component, unless it says otherwise. */
export function autoscalingComponent(component: string, program = component): ComponentId {
  return { component, program, partOf: 'autoscaling' };
}
