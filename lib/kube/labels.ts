/** Identity of a set of objects: one program, in one role, of one part of the platform. */
export interface ComponentId {
  /** The role, unique within the platform instance, e.g. `controller`. Names of objects and files derive from it. */
  readonly component: string;
  /** The program that runs in it, e.g. `kafka`. */
  readonly program: string;
  /** The part of the platform, e.g. `openwhisk` or `monitoring`. */
  readonly partOf: string;
}

/** The recommended labels (Kubernetes, "Recommended Labels") that every object carries. */
export function labelsFor(instance: string, id: ComponentId): Record<string, string> {
  return {
    ...selectorFor(instance, id),
    'app.kubernetes.io/part-of': id.partOf,
    'app.kubernetes.io/managed-by': 'faas-stack',
  };
}

/**
 * The labels that select a component's pods. A selector is immutable, so it holds what never changes: no version, no hash,
 * no part-of.
 */
export function selectorFor(instance: string, id: ComponentId): Record<string, string> {
  return {
    'app.kubernetes.io/name': id.program,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/component': id.component,
  };
}
