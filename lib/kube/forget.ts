/**
 * Pause before a server of requests is stopped, in seconds: meanwhile nodes and load balancers learn that its pod takes no new
 * connections. A connection in between would be refused.
 */
export const FORGET_SECONDS = 5;
