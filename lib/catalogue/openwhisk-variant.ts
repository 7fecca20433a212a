/** How OpenWhisk runs, as far as it decides on the metrics that its programs serve. */
export interface OpenWhiskVariant {
  /** Distribution of activations: by the controllers' own balancer, the schedulers, or a controller with an invoker inside. */
  readonly mode: 'sharding' | 'scheduler' | 'lean';
  readonly generation: 'akka' | 'pekko';
  readonly containerFactory: 'kubernetes' | 'docker';
  /** Whether labels distinguish series; otherwise parts of their names do (`METRICS_KAMON_TAGS`). */
  readonly tags: 'on' | 'off';
}

/** Variants that a fact holds for: one of the values for each given key. */
export type InVariants = { readonly [K in keyof OpenWhiskVariant]?: readonly OpenWhiskVariant[K][] };

/** Whether a fact holds in a variant. */
export function holdsIn(only: InVariants, variant: OpenWhiskVariant): boolean {
  return (Object.keys(only) as (keyof OpenWhiskVariant)[]).every((key) =>
    (only[key] as readonly string[]).includes(variant[key]),
  );
}
