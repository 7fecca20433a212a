import type { Construct } from 'constructs';
import type { Endpoint } from '../lib/kube/endpoint';
import { dnsServer } from '../lib/kube/names';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies, type Opening } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { Workload } from '../lib/kube/workload';
import type { GatewayRoutes, Monitoring, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import { absentWithAgent, isAgent } from '../lib/monitoring/agent';
import { Alertmanager } from '../lib/monitoring/alertmanager';
import { alertmanagerNamespaces, isAboutSending, sendsAlerts } from '../lib/monitoring/alertmanagers';
import { monitoringComponent } from '../lib/monitoring/component';
import { ControlPlaneMonitors } from '../lib/monitoring/control-plane';
import { boardsFor } from '../lib/mixins/boards';
import { isServed } from '../lib/mixins/served';
import { Grafana } from '../lib/monitoring/grafana';
import { KubeStateMetrics } from '../lib/monitoring/kube-state-metrics';
import { WorkloadMonitor } from '../lib/monitoring/monitors';
import { variantOf } from '../lib/openwhisk/kamon';
import { Operator, ruleWebhookBundle } from '../lib/monitoring/operator';
import type { Instances } from '../lib/monitoring/operator-rights';
import { PlatformRules } from '../lib/monitoring/platform-rules';
import { addProbes, type ProbedEntry } from '../lib/monitoring/probes';
import { ProtectedIngress } from '../lib/monitoring/protected-ingress';
import { Prometheus } from '../lib/monitoring/prometheus';
import { ScrapeJob, scrapedEndpoints } from '../lib/monitoring/scrape-job';
import { ServingCertificate } from '../lib/kube/serving-certificate';
import { serviceRules, unmeasuredBoards } from '../lib/monitoring/service';
import { everyShard } from '../lib/monitoring/shards';
import { STORE_PORT } from '../lib/monitoring/thanos';
import { watchedNamespaces } from '../lib/monitoring/watched-namespaces';
import type { MetricSource } from '../lib/catalogue/sources';
import { openfaasComponent } from '../lib/openfaas/component';
import { scalesOnAlert, ScalingAlerts } from '../lib/openfaas/scaling-alert';
import { gatewayReceiver } from '../lib/openfaas/scaling-route';
import { BASIC_AUTH_KEYS } from '../lib/platform/schema/openfaas';
import { SecretCopy } from '../lib/kube/secret-copy';
import type { ProgramReceiver } from '../lib/monitoring/alertmanager-config';
import type { LoggingChart } from './logging';
import type { OpenFaasChart } from './openfaas';
import { traceSource } from './trace-source';
import type { TracingChart } from './tracing';

/** Properties of {@link MonitoringChart}. */
export interface MonitoringChartProps {
  readonly platform: Platform;
  /** The entry points of the platform. */
  readonly entries: readonly ProbedEntry[];
  /** The chart of OpenFaaS, whose functions may scale on an alert. @default - none */
  readonly openfaas?: OpenFaasChart;
  /** The chart with Jaeger. @default - none */
  readonly tracing?: TracingChart;
  /** The chart with the logs. @default - none */
  readonly logging?: LoggingChart;
}

/**
 * Monitoring: the Prometheus Operator stack. Every workload of the app that serves metrics gets a monitor; rules and boards exist
 * only for monitored sources. The workloads are collected in {@link complete}, so the order of the charts does not matter.
 */
export class MonitoringChart extends PlatformChart {
  private readonly spec: Monitoring;
  private readonly openings: Opening[] = [];

  constructor(
    private readonly app: Construct,
    id: string,
    private readonly props: MonitoringChartProps,
  ) {
    const { platform } = props;
    super(app, id, { settings: settingsOf(platform, 'monitoring'), order: 30 });
    this.spec = platform.monitoring;
  }

  public override complete(): void {
    const { app: scope, spec } = this;
    const { platform, entries } = this.props;
    new Namespace(this, 'Namespace', {
      component: monitoringComponent('namespace', 'prometheus'),
      podSecurity: 'restricted',
    });
    const certificate = new ServingCertificate(this, 'ServingCertificate', {
      tls: spec.tls,
      component: monitoringComponent('serving-certificate', 'openssl'),
      trustedBy: spec.operator.enabled ? [ruleWebhookBundle(this)] : [],
    });
    const relabelings = everyShard(spec.prometheus);
    const controlPlane = new ControlPlaneMonitors(this, 'ControlPlane', {
      cluster: platform.cluster,
      scraped: spec.targets,
      // An operator of the cluster creates the Service in kube-system (kube-prometheus, `--kubelet-service`).
      kubeletNamespace: spec.operator.enabled ? this.settings.namespace : 'kube-system',
      relabelings,
    });
    const ofUsers = watchedNamespaces(spec);
    const named = ofUsers.map(({ name }) => name);
    const tenants = ofUsers.filter(({ alertmanagerConfigs }) => alertmanagerConfigs).map(({ name }) => name);
    const scraped = spec.scrape.flatMap(({ pods }) => pods?.namespace ?? []);
    const watched = [...new Set([...this.namespacesOf(scope), ...named])];
    if (spec.operator.enabled) {
      const operator = new Operator(this, 'Operator', {
        spec: spec.operator,
        instances: this.instances(),
        kubelets: spec.targets.kubelet,
        namespaces: watched,
        credentialsIn: ofUsers.filter(({ secrets }) => secrets).map(({ name }) => name),
        alertConfigsIn: tenants,
        certificate,
        authorities: authoritiesOf(scope),
      });
      // The API server calls the webhook from an address outside of every pod.
      this.openings.push({ workload: operator.workload, ports: [operator.webhookPort] });
    }
    if (spec.kubeStateMetrics.enabled) {
      new KubeStateMetrics(this, 'KubeStateMetrics', { spec: spec.kubeStateMetrics, certificate });
    }
    const probed = addProbes(this, spec.blackbox, entries, relabelings);
    const agent = isAgent(spec.prometheus);
    const alertmanager =
      spec.alertmanager.enabled && !agent
        ? new Alertmanager(this, 'Alertmanager', { spec: spec.alertmanager, tenants, programs: this.scalingGateway() })
        : undefined;
    const prometheus = new Prometheus(this, 'Prometheus', {
      spec: spec.prometheus,
      namespaces: [
        ...new Set([
          ...watched,
          ...controlPlane.namespaces,
          ...scraped,
          ...alertmanagerNamespaces(spec.prometheus.alertmanagers),
        ]),
      ],
      alertmanager,
      foreignPorts: controlPlane.ports,
      foreignNamespaces: named,
      scraped: () => scrapedEndpoints(this, spec.scrape),
      knownMetrics: spec.knownMetrics,
    });
    for (const namespace of spec.prometheus.receivers?.from ?? [])
      this.openings.push({ workload: prometheus.workload, ports: [prometheus.webPort], namespace });
    for (const namespace of spec.prometheus.thanos?.from ?? [])
      this.openings.push({ workload: prometheus.workload, ports: [STORE_PORT], namespace });
    this.addIngress(spec.prometheus.ingress, 'Prometheus', prometheus.endpoint);
    if (alertmanager) this.addIngress(spec.alertmanager.ingress, 'Alertmanager', alertmanager.endpoint);
    const variant = variantOf(platform.openwhisk);
    const isAbsent = (metric: string): boolean =>
      agent ? absentWithAgent(metric) : !sendsAlerts(spec) && isAboutSending(metric);
    const served = (expr: string): boolean => isServed(expr, variant, isAbsent);
    const sources = (): MetricSource[] => [
      ...controlPlane.sources,
      ...probed,
      ...Workload.within(scope).flatMap(({ metrics }) => metrics.map(({ source }) => source)),
    ];
    const service = agent ? [] : serviceRules(platform, sources(), served);
    if (spec.grafana.enabled) {
      const grafana = new Grafana(this, 'Grafana', {
        spec: spec.grafana,
        prometheus: agent ? undefined : prometheus.endpoint,
        alertmanager: alertmanager?.endpoint,
        scrapeInterval: spec.prometheus.scrapeInterval,
        traces: traceSource(this, this.props),
        exemplars: spec.prometheus.exemplars !== undefined,
        boards: boardsFor([...sources(), 'grafana'], {
          served,
          disabled: [...spec.grafana.disabledBoards, ...unmeasuredBoards(service)],
          clusterLabel: spec.grafana.clusterLabel,
        }),
      });
      const { host, gateway } = spec.grafana;
      if (host) this.openToProxy(grafana, gateway);
    }
    Workload.within(scope)
      .filter(({ metrics }) => metrics.length > 0)
      .forEach(
        (workload) =>
          new WorkloadMonitor(this, `Monitor-${workload.component.component}`, { workload, certificate, relabelings }),
      );
    for (const job of spec.scrape) new ScrapeJob(this, `Scrape-${job.name}`, { job });
    if (!agent) new PlatformRules(this, 'Rules', { spec, sources: sources(), served, service });
    if (scalesOnAlert(platform)) new ScalingAlerts(this, 'ScalingAlerts', platform);
  }

  /** The gateway of OpenFaaS as a receiver of alerts, with a copy of its user. */
  private scalingGateway(): ProgramReceiver[] {
    const { platform, openfaas } = this.props;
    if (!openfaas || !scalesOnAlert(platform)) return [];
    const values = Object.fromEntries(
      Object.values(BASIC_AUTH_KEYS).map((key) => [key, { secret: openfaas.user.name, key }]),
    );
    const { secret: user } = new SecretCopy(this, 'GatewayUser', {
      component: openfaasComponent('openfaas-user', 'curl'),
      from: platform.openfaas.namespace,
      values,
    });
    return [gatewayReceiver(platform, { endpoint: openfaas.gateway.endpoint, user })];
  }

  private addIngress(spec: Monitoring['prometheus']['ingress'], realm: string, upstream: Endpoint): void {
    if (!spec) return;
    const proxy = new ProtectedIngress(this, `${realm}Ingress`, {
      spec,
      component: monitoringComponent(`${realm.toLowerCase()}-proxy`, 'nginx'),
      realm,
      upstream,
      resolver: dnsServer(this.props.platform.cluster),
    });
    this.openToProxy(proxy, spec.gateway);
  }

  private openToProxy(
    { workload, containerPort }: { readonly workload: Workload; readonly containerPort: number },
    gateway?: GatewayRoutes,
  ): void {
    this.openings.push({ workload, ports: [containerPort], throughIngress: true, proxy: gateway?.from });
  }

  /** Names of the custom resources that the operator runs pods for. */
  private instances(): Instances {
    const { alertmanager, prometheus } = this.spec;
    const server = this.metadata(monitoringComponent('prometheus')).name;
    if (isAgent(prometheus)) return { prometheusagents: server };
    const own = alertmanager.enabled ? { alertmanagers: this.metadata(monitoringComponent('alertmanager')).name } : {};
    return { prometheuses: server, ...own };
  }

  /** The namespaces of the workloads that serve metrics. */
  private namespacesOf(app: Construct): string[] {
    return Workload.within(app).flatMap(({ metrics, namespace }) =>
      metrics.length > 0 && namespace !== this.settings.namespace ? [namespace] : [],
    );
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: monitoringComponent('default-deny', 'prometheus'),
      openings: this.openings,
      foreign: [],
    });
  }
}

/** The Secrets with the authorities of metrics servers in other namespaces, by namespace. */
function authoritiesOf(app: Construct): ReadonlyMap<string, string[]> {
  const secrets = new Map<string, string[]>();
  for (const { metrics, namespace } of Workload.within(app)) {
    for (const { certificate } of metrics) {
      if (certificate) secrets.set(namespace, [...new Set([...(secrets.get(namespace) ?? []), certificate.secret])]);
    }
  }
  return secrets;
}
