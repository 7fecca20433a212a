/** The components of the business service, from the entry to the infrastructure. */
export const SERVICE_COMPONENTS = [
  'openwhisk',
  'managedApis',
  'stores',
  'openfaas',
  'mysql',
  'logging',
  'cluster',
] as const;

/** A component of the business service. */
export type ServiceComponent = (typeof SERVICE_COMPONENTS)[number];

/** States of the service, from good to bad; the value of a state is its index. */
export const SERVICE_STATES = ['operational', 'degraded', 'down'] as const;

/** The worst state of the service that a component alone may cause. */
export type Impact = 'none' | 'degraded' | 'down';

/** How a component counts. */
export interface ComponentSettings {
  /** Share of the component in the health of the service, relative to the other components. */
  readonly weight: number;
  /** The worst state of the service that it causes. */
  readonly impact: Impact;
  /** Health below which the component is degraded, between 0 and 1. */
  readonly degradedBelow: number;
  /** Health below which the component is down, between 0 and 1. */
  readonly downBelow: number;
}

/** The business service: what the components mean together. */
export interface ServiceSettings {
  /** Name of the service, the label `service` of its series and alerts. */
  readonly name: string;
  /** The components that count. */
  readonly components: { readonly [C in ServiceComponent]?: ComponentSettings };
}

/** State of the service that an impact allows: the index in {@link SERVICE_STATES}. */
export function worstState(impact: Impact): number {
  return impact === 'none' ? 0 : SERVICE_STATES.indexOf(impact);
}
