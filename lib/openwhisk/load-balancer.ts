import type { Env } from '../kube/env';
import type { OpenWhisk } from '../platform/model';

/** Percentages of the invokers, as numbers. */
export interface Fractions {
  /** Invokers that run actions of the runtimes. */
  readonly managed: number;
  /** Invokers that run blackbox actions. */
  readonly blackbox: number;
}

/** The fractions of a platform; without a managed fraction, every invoker has one of the two purposes. */
export function fractions({ blackboxFraction, managedFraction }: OpenWhisk['loadBalancer']): Fractions {
  const blackbox = Number.parseInt(blackboxFraction, 10);
  return { blackbox, managed: managedFraction === undefined ? 100 - blackbox : Number.parseInt(managedFraction, 10) };
}

/**
 * Environment with the fractions, for the component that selects invokers: the controller reads them below `whisk.loadbalancer`
 * (ShardingContainerPoolBalancer.scala), the scheduler below `whisk.fraction` (ContainerManager.scala).
 */
export function fractionsEnv({ loadBalancer }: OpenWhisk, section: 'loadbalancer' | 'fraction'): Env {
  const { managed, blackbox } = fractions(loadBalancer);
  return {
    [`CONFIG_whisk_${section}_managedFraction`]: `${managed}%`,
    [`CONFIG_whisk_${section}_blackboxFraction`]: `${blackbox}%`,
  };
}
