/** How many pods a component has, and who decides it: the most there are, where the load does. */
export function podsOf({
  replicas,
  autoscaling,
}: {
  readonly replicas: number;
  readonly autoscaling?: { readonly max: number };
}): { readonly replicas: number; readonly autoscaled: boolean } {
  return autoscaling ? { replicas: autoscaling.max, autoscaled: true } : { replicas, autoscaled: false };
}
