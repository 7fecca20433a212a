import { findObject, type Subject } from '../subject';

/** A selector of Kubernetes (Kubernetes, "Labels and selectors"). */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

type Labels = Readonly<Record<string, string>>;

/** Whether a selector selects what has these labels; an empty one selects everything. */
export function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}

/** The label that Kubernetes sets on every namespace with its name. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The labels of a namespace: the labels of its object, if it is in the app, and its name. */
export function namespaceLabels(subject: Subject, namespace: string): Labels {
  const made = findObject(subject, 'Namespace', namespace);
  return { ...made?.manifest.metadata.labels, [NAMESPACE_NAME]: namespace };
}

/** A selector as a message shows it: `app=web,tier in (a,b)`. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(
      ({ key, operator, values }) => `${key} ${operator}${values ? ` (${values.join(',')})` : ''}`,
    ),
  ];
  return parts.join(', ') || 'everything';
}
