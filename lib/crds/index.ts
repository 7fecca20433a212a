export * from './resources';
export type {
  AlertmanagerConfigSpec,
  AlertmanagerSpec,
  Endpoint,
  Matcher,
  PodMonitorSpec,
  ProbeSpec,
  PrometheusAgentSpec,
  PrometheusRuleSpec,
  PrometheusSpec,
  Receiver,
  RelabelConfig,
  Route,
  Rule,
  ScrapeConfigSpec,
  ServiceMonitorSpec,
  ThanosRulerSpec,
} from './types';
