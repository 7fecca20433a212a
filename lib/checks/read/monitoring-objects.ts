import { objectsOfKind, perSubject, type CheckedObject, type Subject } from '../subject';
import { namespaceLabels, selects, type LabelSelector } from './label-selector';

/** A rule of Prometheus as it is written. */
export interface RuleManifest {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string | number;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The part of a PrometheusRule that the checks look at. */
export interface RulesSpec {
  readonly groups?: readonly {
    readonly name: string;
    readonly interval?: string;
    readonly query_offset?: string;
    readonly rules?: readonly RuleManifest[];
  }[];
}

/** A step of relabeling (Prometheus, "Configuration", `relabel_config`). */
export interface Relabeling {
  readonly action?: string;
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly replacement?: string;
}

/** An endpoint of a ServiceMonitor or a PodMonitor. */
export interface EndpointManifest {
  readonly port?: string;
  readonly portNumber?: number;
  readonly targetPort?: string | number;
  readonly path?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly Relabeling[];
  readonly metricRelabelings?: readonly Relabeling[];
}

/** The part of a ServiceMonitor or a PodMonitor that the checks look at. */
export interface MonitorSpec {
  readonly jobLabel?: string;
  readonly selector?: LabelSelector;
  readonly namespaceSelector?: { readonly any?: boolean; readonly matchNames?: readonly string[] };
  readonly endpoints?: readonly EndpointManifest[];
  readonly podMetricsEndpoints?: readonly EndpointManifest[];
}

/** Kinds of monitors, and the selectors of a Prometheus for them. */
export const SELECTED_BY: Readonly<Record<string, string>> = {
  ServiceMonitor: 'serviceMonitor',
  PodMonitor: 'podMonitor',
  Probe: 'probe',
  ScrapeConfig: 'scrapeConfig',
  PrometheusRule: 'rule',
};

const GROUP = 'monitoring.coreos.com/';

/** The objects of some kinds of the Prometheus operator. */
export function monitoringObjects(subject: Subject, ...kinds: string[]): CheckedObject[] {
  return kinds
    .flatMap((kind) => objectsOfKind(subject, kind))
    .filter(({ manifest }) => manifest.apiVersion.startsWith(GROUP));
}

/** The specification of an object. */
export function specOf<T>({ manifest }: CheckedObject): T {
  return (manifest['spec'] ?? {}) as T;
}

/** The namespace of an object. */
export function namespaceOf({ manifest }: CheckedObject): string {
  return manifest.metadata.namespace ?? 'default';
}

/** The value of an annotation with a reason; nothing where there is no reason. */
export function reasonFor({ manifest }: CheckedObject, annotation: string): string | undefined {
  const reason = manifest.metadata.annotations?.[annotation]?.trim();
  return reason === '' ? undefined : reason;
}

/** The endpoints of a ServiceMonitor or a PodMonitor. */
export function endpointsOf(monitor: CheckedObject): readonly EndpointManifest[] {
  const { endpoints, podMetricsEndpoints } = specOf<MonitorSpec>(monitor);
  return endpoints ?? podMetricsEndpoints ?? [];
}

/** The namespaces of a monitor's targets; undefined for all. */
export function targetNamespaces(monitor: CheckedObject): readonly string[] | undefined {
  const { namespaceSelector } = specOf<MonitorSpec>(monitor);
  if (namespaceSelector?.any) return undefined;
  const names = namespaceSelector?.matchNames ?? [];
  return names.length > 0 ? names : [namespaceOf(monitor)];
}

/** Every Prometheus of an app. */
export const prometheuses = perSubject((subject: Subject): readonly CheckedObject[] =>
  monitoringObjects(subject, 'Prometheus', 'PrometheusAgent'),
);

/** Each Prometheus that takes in a monitor, a probe or rules (Prometheus Operator, "Troubleshooting", selectors). */
export function selectedBy(subject: Subject, object: CheckedObject): readonly CheckedObject[] {
  const known = selections(subject).get(object);
  if (known) return known;
  const found = prometheuses(subject).filter((prometheus) => whyNotSelected(subject, prometheus, object) === undefined);
  selections(subject).set(object, found);
  return found;
}

const selections = perSubject(() => new Map<CheckedObject, readonly CheckedObject[]>());

/** Why a Prometheus does not take in an object; nothing if it does. */
export function whyNotSelected(subject: Subject, prometheus: CheckedObject, object: CheckedObject): string | undefined {
  const field = SELECTED_BY[object.manifest.kind] ?? '';
  const spec = specOf<Readonly<Record<string, LabelSelector | undefined>>>(prometheus);
  const selector = spec[`${field}Selector`];
  if (!selector) return `has no ${field}Selector, and so takes none`;
  if (!selects(selector, object.manifest.metadata.labels ?? {}))
    return `has a ${field}Selector that other labels match: ${JSON.stringify(selector)}`;
  const namespaces = spec[`${field}NamespaceSelector`];
  const namespace = namespaceOf(object);
  if (namespaces ? selects(namespaces, namespaceLabels(subject, namespace)) : namespace === namespaceOf(prometheus))
    return undefined;
  return namespaces
    ? `has a ${field}NamespaceSelector that namespace ${namespace} does not match: ${JSON.stringify(namespaces)}`
    : `has no ${field}NamespaceSelector, and so takes those of its own namespace only`;
}
