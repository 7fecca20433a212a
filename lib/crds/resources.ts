import type { Construct } from 'constructs';
import { MonitoringResource, type CustomResourceProps } from './resource';
import type {
  AlertmanagerConfigSpec,
  AlertmanagerSpec,
  PodMonitorSpec,
  ProbeSpec,
  PrometheusAgentSpec,
  PrometheusRuleSpec,
  PrometheusSpec,
  ScrapeConfigSpec,
  ServiceMonitorSpec,
  ThanosRulerSpec,
} from './types';

/** Endpoints of Services that Prometheus scrapes. */
export class ServiceMonitor extends MonitoringResource<ServiceMonitorSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<ServiceMonitorSpec>) {
    super(scope, id, 'ServiceMonitor', props);
  }
}

/** Pods that Prometheus scrapes without a Service. */
export class PodMonitor extends MonitoringResource<PodMonitorSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<PodMonitorSpec>) {
    super(scope, id, 'PodMonitor', props);
  }
}

/** Targets that a prober, such as the blackbox exporter, probes on behalf of Prometheus. */
export class Probe extends MonitoringResource<ProbeSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<ProbeSpec>) {
    super(scope, id, 'Probe', props);
  }
}

/** Targets that are found by any service discovery of Prometheus. */
export class ScrapeConfig extends MonitoringResource<ScrapeConfigSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<ScrapeConfigSpec>) {
    super(scope, id, 'ScrapeConfig', props);
  }
}

/** Alerts and recording rules. */
export class PrometheusRule extends MonitoringResource<PrometheusRuleSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<PrometheusRuleSpec>) {
    super(scope, id, 'PrometheusRule', props);
  }
}

/** Routes, receivers and inhibitions for the alerts of a namespace. */
export class AlertmanagerConfig extends MonitoringResource<AlertmanagerConfigSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<AlertmanagerConfigSpec>) {
    super(scope, id, 'AlertmanagerConfig', props);
  }
}

/** A Prometheus server, which the operator runs as a StatefulSet. */
export class Prometheus extends MonitoringResource<PrometheusSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<PrometheusSpec>) {
    super(scope, id, 'Prometheus', props);
  }
}

/** A Prometheus that only scrapes and writes to another store. */
export class PrometheusAgent extends MonitoringResource<PrometheusAgentSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<PrometheusAgentSpec>) {
    super(scope, id, 'PrometheusAgent', props);
  }
}

/** A cluster of Alertmanagers, which the operator runs as a StatefulSet. */
export class Alertmanager extends MonitoringResource<AlertmanagerSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<AlertmanagerSpec>) {
    super(scope, id, 'Alertmanager', props);
  }
}

/** A ruler of Thanos, which evaluates rules against remote stores. */
export class ThanosRuler extends MonitoringResource<ThanosRulerSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<ThanosRulerSpec>) {
    super(scope, id, 'ThanosRuler', props);
  }
}
