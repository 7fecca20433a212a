import { filter, section, type Directive } from './directive';
import { jsonFields } from './json-lines';

/** Annotation of a pod: `off` drops its logs, `json` makes fields of its JSON lines. */
const LOGS_ANNOTATION = 'faas-stack/logs';

/** Which lines of containers are read as JSON, and whether pods may choose. */
export interface ContainerWishes {
  /** Honours {@link LOGS_ANNOTATION}. */
  readonly podAnnotations: boolean;
  /** Namespaces whose JSON lines become fields. */
  readonly jsonNamespaces: readonly string[];
}

/** Parameters of kubernetes_metadata that add the annotation, and no other. */
export function annotationParams({ podAnnotations }: ContainerWishes): { readonly annotation_match?: string[] } {
  return podAnnotations ? { annotation_match: [`^${LOGS_ANNOTATION}$`] } : {};
}

/** Drops and parses lines as the annotation of their pod and the namespaces require. */
export function containerWishes(tags: string, { podAnnotations, jsonNamespaces }: ContainerWishes): Directive[] {
  const dropped = { key: `$['kubernetes']['annotations']['${LOGS_ANNOTATION}']`, pattern: '/\\Aoff\\z/' };
  const wanted = [
    ...(podAnnotations ? [`record.dig("kubernetes", "annotations", "${LOGS_ANNOTATION}") == "json"`] : []),
    ...(jsonNamespaces.length > 0
      ? [`${JSON.stringify(jsonNamespaces)}.include?(record.dig("kubernetes", "namespace_name"))`]
      : []),
  ].join(' || ');
  return [
    ...(podAnnotations ? [filter(tags, 'grep', 'pods_off', {}, section('exclude', dropped))] : []),
    ...(wanted
      ? jsonFields(tags, 'container_json', { wanted, removed: podAnnotations ? ['$.kubernetes.annotations'] : [] })
      : []),
  ];
}
