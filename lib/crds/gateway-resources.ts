import type { Construct } from 'constructs';
import { GATEWAY_DEFINITIONS } from './gateway-definitions';
import type { GatewaySpec, HTTPRouteSpec, ReferenceGrantSpec } from './gateway-types';
import { CustomResource, problemsBySchema, type CustomResourceProps } from './resource';

/** A kind of the Gateway API. */
type GatewayKind = keyof typeof GATEWAY_DEFINITIONS;

/** A custom resource of the Gateway API. Violations of its schema are findings; CEL rules are left to the API server. */
abstract class GatewayResource<Spec extends object> extends CustomResource<Spec> {
  constructor(scope: Construct, id: string, kind: GatewayKind, props: CustomResourceProps<Spec>) {
    const definition = GATEWAY_DEFINITIONS[kind];
    super(scope, id, definition, (spec) => problemsBySchema(definition, spec, () => []), props);
  }
}

/** Listeners of a proxy or load balancer. */
export class Gateway extends GatewayResource<GatewaySpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<GatewaySpec>) {
    super(scope, id, 'Gateway', props);
  }
}

/** Requests of a Gateway that a Service answers, or that are redirected. */
export class HTTPRoute extends GatewayResource<HTTPRouteSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<HTTPRouteSpec>) {
    super(scope, id, 'HTTPRoute', props);
  }
}

/** Permission of a namespace for references from another one. */
export class ReferenceGrant extends GatewayResource<ReferenceGrantSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<ReferenceGrantSpec>) {
    super(scope, id, 'ReferenceGrant', props);
  }
}
