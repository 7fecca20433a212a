import type { PrometheusAgentSpec, PrometheusSpec } from '../crds';
import type { Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';

const PATH = ['monitoring', 'prometheus', 'mode'];

/** Whether Prometheus only scrapes and sends: it has no database to query, and evaluates no rules (Prometheus, "Agent Mode"). */
export function isAgent({ mode }: Pick<Monitoring['prometheus'], 'mode'>): boolean {
  return mode === 'agent';
}

/** Whether a metric has no samples with an agent: rules record and raise them, or the agent's server parts serve them. */
export function absentWithAgent(metric: string): boolean {
  return metric.includes(':') || /^(ALERTS(_FOR_STATE)?$|prometheus_(engine|notifications|rule|tsdb)_)/.test(metric);
}

/** Fields of the database, the rules and the alerts of a server. */
const OF_SERVER: readonly (keyof PrometheusSpec)[] = [
  'retention',
  'retentionSize',
  'evaluationInterval',
  'ruleQueryOffset',
  'query',
  'exemplars',
  'thanos',
  'alerting',
  'ruleSelector',
  'ruleNamespaceSelector',
];

/** The specification of an agent, from a server's with the same settings. */
export function agentSpec(server: PrometheusSpec): PrometheusAgentSpec {
  return Object.fromEntries(Object.entries(server).filter(([key]) => !OF_SERVER.includes(key as keyof PrometheusSpec)));
}

/** Samples of an agent go to a remote store, or nowhere. */
export const agentsSend: SectionRule<Monitoring> = ({ prometheus }): Mistake[] =>
  isAgent(prometheus) && prometheus.remoteWrite.length === 0
    ? [
        {
          path: PATH,
          problem: 'an agent stores no samples, and monitoring.prometheus.remoteWrite names no store for them',
          allowed: 'agent with at least one entry in monitoring.prometheus.remoteWrite',
          fix: 'add monitoring.prometheus.remoteWrite: [{url: <store>}], or remove mode',
        },
      ]
    : [];

/** Dashboards query the store that an agent sends to. */
export const dashboardsHaveStore: SectionRule<Monitoring> = ({ prometheus, grafana }): Mistake[] =>
  isAgent(prometheus) && grafana.enabled && !grafana.datasources.some(({ type }) => type === 'prometheus')
    ? [
        {
          path: PATH,
          problem: 'Grafana has no Prometheus to query: an agent answers no query',
          allowed: 'agent with a data source of type prometheus in monitoring.grafana.datasources, or without Grafana',
          fix: 'add the remote store to monitoring.grafana.datasources, or set monitoring.grafana.enabled: false',
        },
      ]
    : [];
