/** The number of pods: fixed, or decided by a scaler up to a maximum. */
export type Scale =
  | { readonly replicas: number; readonly maxReplicas?: undefined }
  /** The object has no number of replicas then, so that applying it resets nothing. */
  | { readonly maxReplicas: number; readonly replicas?: undefined };

/** The scale of a component: its scaler's, where the platform file has one. */
export function scaleOf({
  replicas,
  autoscaling,
}: {
  readonly replicas: number;
  readonly autoscaling?: { readonly max: number };
}): Scale {
  return autoscaling ? { maxReplicas: autoscaling.max } : { replicas };
}

/** The largest number of pods at any time; disruption budgets, topology spread and peers depend on it. */
export function maxPods({ replicas, maxReplicas }: Scale): number {
  return maxReplicas ?? replicas;
}
