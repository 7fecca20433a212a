import type { ComponentId } from '../kube/labels';

/** A component of the database. @param program - the same as the component, unless it says otherwise. */
export function mysqlComponent(component: string, program = component): ComponentId {
  return { component, program, partOf: 'mysql' };
}
