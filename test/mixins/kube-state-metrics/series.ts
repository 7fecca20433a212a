type Labels = Readonly<Record<string, string>>;

/** A series of kube-state-metrics about an object of the namespace `n`. */
export function kubeState(metric: string, labels: Labels): string {
  const all = { job: 'kube-state-metrics', namespace: 'n', ...labels };
  return `${metric}{${Object.entries(all)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;
}
