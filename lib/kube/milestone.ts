import type { Endpoint } from './endpoint';
import type { Provider } from './provider';
import type { SecretRef } from './secrets';
import { endpointsOf, type Wait } from './waits';

/** A state of the platform that a component can wait for. */
export type Milestone = {
  /** Short name, a DNS label; an init container for it is called `wait-for-<name>`. */
  readonly name: string;
  /** The workload that brings it about. @default - none: it is outside of the platform. */
  readonly provider?: Provider;
} & (
  | {
      /** The query of the init container. */
      readonly wait: Wait;
    }
  | {
      /**
       * The mechanism that holds the pod back instead of an init container: the kubelet, which does not start a
       * container whose Secret is missing, or the container itself, whose script retries until the milestone is
       * reached.
       */
      readonly heldBy: 'kubelet' | 'container';
    }
);

/** The addresses of a milestone's init container; none without one. */
export function endpointsOfMilestone(milestone: Milestone): readonly Endpoint[] {
  return 'wait' in milestone ? endpointsOf(milestone.wait) : [];
}

/** Name of a Secret's milestone: a DNS label, which the name of a Secret need not be. */
export function milestoneName(secret: string): string {
  return secret.replace(/\./g, '-');
}

/** The milestone of a generated Secret: the kubelet starts no container whose Secret is missing, so it needs no init container. */
export function secretMade(secret: SecretRef): Milestone | undefined {
  return secret.madeBy ? { name: milestoneName(secret.name), provider: secret.madeBy, heldBy: 'kubelet' } : undefined;
}
