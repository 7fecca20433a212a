import * as alertmanagerconfigs from './schemas/alertmanagerconfigs.json';
import * as alertmanagers from './schemas/alertmanagers.json';
import * as podmonitors from './schemas/podmonitors.json';
import * as probes from './schemas/probes.json';
import * as prometheusagents from './schemas/prometheusagents.json';
import * as prometheuses from './schemas/prometheuses.json';
import * as prometheusrules from './schemas/prometheusrules.json';
import * as scrapeconfigs from './schemas/scrapeconfigs.json';
import * as servicemonitors from './schemas/servicemonitors.json';
import * as thanosrulers from './schemas/thanosrulers.json';
import type { Definition } from './schema';

/** The operator's custom resource definitions by kind, without descriptions; read-only. */
export const DEFINITIONS = {
  Alertmanager: definition(alertmanagers),
  AlertmanagerConfig: definition(alertmanagerconfigs),
  PodMonitor: definition(podmonitors),
  Probe: definition(probes),
  Prometheus: definition(prometheuses),
  PrometheusAgent: definition(prometheusagents),
  PrometheusRule: definition(prometheusrules),
  ScrapeConfig: definition(scrapeconfigs),
  ServiceMonitor: definition(servicemonitors),
  ThanosRuler: definition(thanosrulers),
};

/** A kind of the operator's custom resources. */
export type MonitoringKind = keyof typeof DEFINITIONS;

/** All kinds of the operator's custom resources. */
export const MONITORING_KINDS = Object.keys(DEFINITIONS) as MonitoringKind[];

/**
 * The part of a definition file in use: the inferred type of the whole file is far larger, and a module system adds
 * fields.
 */
export function definition(file: object): Definition {
  const { apiVersion, kind, metadata, spec } = file as Definition;
  return { apiVersion, kind, metadata, spec };
}
