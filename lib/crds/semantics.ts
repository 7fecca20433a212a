import type { MonitoringKind } from './definitions';
import type { FieldPath, Fields, Problem } from './problem';
import { alertmanagerConfigProblems } from './semantics-alertmanager';
import { connectionProblems } from './semantics-connection';
import { relabelProblems } from './semantics-relabel';
import { ruleProblems } from './semantics-rules';
import { prometheusProblems, probeProblems, scrapeConfigProblems, timeoutProblems } from './semantics-scrape';
import { selectorProblems } from './semantics-selector';

/** Facts that hold for an object wherever in a spec it is. */
const EVERYWHERE: readonly ((object: Fields, path: FieldPath) => Problem[])[] = [
  connectionProblems,
  relabelProblems,
  selectorProblems,
  timeoutProblems,
];

/**
 * Mistakes that the schema allows and the operator rejects, or passes on to a program that rejects them
 * (prometheus-operator 0.93.1, `checkServiceMonitor` and its like, `ValidateRule`, `ValidateAlertmanagerConfig`). The
 * operator reports them in a status condition and an event; it ignores a monitor or PrometheusRule with a single
 * mistake as a whole.
 */
export function semanticProblems(kind: MonitoringKind, spec: object): Problem[] {
  // Rules are many, and none of them connects to anything.
  if (kind === 'PrometheusRule') return problemsOfKind(kind, spec);
  const everywhere = objectsWithin(spec, ['spec']).flatMap(([object, path]) =>
    EVERYWHERE.flatMap((fact) => fact(object, path)),
  );
  return [...everywhere, ...problemsOfKind(kind, spec)];
}

function problemsOfKind(kind: MonitoringKind, spec: object): Problem[] {
  switch (kind) {
    case 'AlertmanagerConfig':
      return alertmanagerConfigProblems(spec);
    case 'Probe':
      return probeProblems(spec);
    case 'Prometheus':
    case 'PrometheusAgent':
      return prometheusProblems(spec);
    case 'PrometheusRule':
      return ruleProblems(spec);
    case 'ScrapeConfig':
      return scrapeConfigProblems(spec);
    case 'Alertmanager':
    case 'PodMonitor':
    case 'ServiceMonitor':
    case 'ThanosRuler':
      return [];
  }
}

/** An object and all objects in it, in lists too. */
function objectsWithin(value: unknown, path: FieldPath): [Fields, FieldPath][] {
  if (typeof value !== 'object' || value === null) return [];
  const own: [Fields, FieldPath][] = Array.isArray(value) ? [] : [[value as Fields, path]];
  const inner = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [...own, ...inner.flatMap(([key, item]) => objectsWithin(item, [...path, key]))];
}
