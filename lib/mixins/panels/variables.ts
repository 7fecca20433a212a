import { promql, series, type Expression } from '../expressions/expression';

/** Something that the reader of a board chooses: a value of a label. */
export interface Variable {
  readonly name: string;
  readonly title: string;
  /** Series that have the label. */
  readonly of: Expression;
  /** @default - the variable's name */
  readonly label?: string;
  /** Whether several may be chosen at once, or all; such a variable goes with `=~`. @default false */
  readonly several?: boolean;
}

const KSM = 'kube-state-metrics';

/** A namespace. */
export const NAMESPACE: Variable = {
  name: 'namespace',
  title: 'Namespace',
  of: series(KSM, 'kube_namespace_status_phase'),
};

/** A pod of the namespace. */
export const POD: Variable = {
  name: 'pod',
  title: 'Pod',
  of: series(KSM, 'kube_pod_info', 'namespace="$namespace"'),
};

/** A node, by the name that Kubernetes has for it. */
export const NODE: Variable = { name: 'node', title: 'Node', of: series(KSM, 'kube_node_info') };

/** Instances of what is scraped. */
export function instances(of: Expression, title = 'Instance'): Variable {
  return { name: 'instance', title, of, several: true };
}

/** The query that Grafana uses to find the values (Grafana, "Prometheus template variables"). */
export function queryOf({ name, of, label = name }: Variable): Expression {
  return promql`label_values(${of}, ${label})`;
}
