import type { Construct } from 'constructs';
import { KEDA_DEFINITIONS } from './keda-definitions';
import type { ScaledObjectSpec, TriggerAuthenticationSpec } from './keda-types';
import { CustomResource, problemsBySchema, type CustomResourceProps } from './resource';
import { scaledObjectProblems } from './semantics-keda';

/** A workload that KEDA scales. */
export class ScaledObject extends CustomResource<ScaledObjectSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<ScaledObjectSpec>) {
    const definition = KEDA_DEFINITIONS.ScaledObject;
    const problems = (spec: unknown) =>
      problemsBySchema(definition, spec, (shaped) => scaledObjectProblems(shaped as ScaledObjectSpec));
    super(scope, id, definition, problems, props);
  }
}

/** Credentials of a trigger, in Secrets of the same namespace. */
export class TriggerAuthentication extends CustomResource<TriggerAuthenticationSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<TriggerAuthenticationSpec>) {
    const definition = KEDA_DEFINITIONS.TriggerAuthentication;
    super(scope, id, definition, (spec) => problemsBySchema(definition, spec, () => []), props);
  }
}
