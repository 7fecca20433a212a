/** Time that each hop adds to the one behind it, in seconds: an answer at the last moment still gets through. */
const MARGIN_SECONDS = 5;

/** Timeouts along the way of an invocation, in seconds. */
export interface Timeouts {
  /** Longest time of an invocation, after which the gateway answers with an error. */
  readonly upstream: number;
  /**
   * Longest time of a connection to the gateway, the provider, an Ingress or a route. Above `upstream`: the error of the gateway
   * would not reach the client otherwise (OpenFaaS, "Expanded timeouts").
   */
  readonly connection: number;
  /** Time without an acknowledgement after which NATS delivers an invocation again: later than the end of the first try. */
  readonly redelivery: number;
}

/** All timeouts, from the longest time of an invocation. */
export function timeoutsOf({ timeoutSeconds }: { readonly timeoutSeconds: number }): Timeouts {
  const connection = timeoutSeconds + MARGIN_SECONDS;
  return { upstream: timeoutSeconds, connection, redelivery: connection + MARGIN_SECONDS };
}

/** A duration as Go reads it. */
export function seconds(amount: number): string {
  return `${amount}s`;
}
