/** How the gateway scales a function on a notification. */
export interface GatewayScaling {
  /** Label `com.openfaas.scale.min`. */
  readonly minReplicas: number;
  /** Label `com.openfaas.scale.max`. */
  readonly maxReplicas: number;
  /** Size of a step in percent of the maximum (label `com.openfaas.scale.factor`). */
  readonly factor: number;
  /**
   * The gateway: `community` caps the maximum at 5; `uncapped` is the same without the cap; `2018` rounds a step down, and goes from
   * 1 to the size of a step.
   */
  readonly gateway: 'community' | 'uncapped' | '2018';
}

/** Most replicas of a function in the community edition. */
const COMMUNITY_MAXIMUM = 5;

/** Replicas after a notification (gateway/handlers/alerthandler.go, `CalculateReplicas`). */
export function replicasAfter(firing: boolean, current: number, scaling: GatewayScaling): number {
  const { minReplicas, factor, gateway } = scaling;
  if (!firing) return minReplicas;
  const most = gateway === 'community' ? Math.min(scaling.maxReplicas, COMMUNITY_MAXIMUM) : scaling.maxReplicas;
  const step = (most / 100) * factor;
  if (gateway === '2018') return current === 1 ? Math.floor(step) : Math.min(current + Math.floor(step), most);
  return step > 0 ? Math.min(current + Math.ceil(step), most) : minReplicas;
}
