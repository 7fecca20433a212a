import type { ComponentId } from '../kube/labels';

/** A component of OpenFaaS. @param program - the program that runs in it. */
export function openfaasComponent(component: string, program: string): ComponentId {
  return { component, program, partOf: 'openfaas' };
}
