import { Construct } from 'constructs';
import { EXTERNAL_TARGET, INSECURE, KNOWN_METRICS } from '../kube/annotations';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import { API_SERVER, podsOfNamespace } from '../kube/network';
import { objectName, serviceHost } from '../kube/names';
import { PlatformChart, type PlatformSettings } from '../kube/platform-chart';
import { Identity, TOKEN_FOLDER, type Permission } from '../kube/rbac';
import type { SecurityProfile } from '../kube/security';
import { ComponentService } from '../kube/service';
import { OperatedWorkload, Workload } from '../kube/workload';
import type { Monitoring } from '../platform/model';
import type { Alertmanager } from './alertmanager';
import { agentSpec, isAgent } from './agent';
import { alertmanagerEndpoints, alertmanagerNamespaces, toAlertmanager } from './alertmanagers';
import { monitoringComponent } from './component';
import { PrometheusAgent, Prometheus as PrometheusResource, type PrometheusSpec } from '../crds';
import { operatedImage, operatedPod, operatedSelector, operatedResources, operatedStorage } from './operated';
import { serverSettings } from './prometheus-settings';
import { hasUnverifiedServer, identityLabels, storeEndpoints, toRemoteWrite } from './remote-write';
import { retentionSizeOf } from './retention';
import { SIDECAR_PORT, storageEndpoints, thanosSidecar } from './thanos';

/** Properties of {@link Prometheus}. */
export interface PrometheusProps {
  readonly spec: Monitoring['prometheus'];
  /** Namespaces of its targets, in addition to its own. */
  readonly namespaces: readonly string[];
  /** Alertmanager of the platform. @default - only Alertmanagers outside the platform, if any */
  readonly alertmanager?: Alertmanager;
  /** Ports of nodes, and of pods that the platform does not make, that it scrapes. */
  readonly foreignPorts: readonly number[];
  /** Namespaces whose pods it scrapes at every port: monitors there are not known at synthesis. */
  readonly foreignNamespaces: readonly string[];
  /** Further servers that it scrapes; evaluated after all constructs exist. */
  readonly scraped: () => readonly Endpoint[];
  /** Metrics that rules of the user's may use although no source is known to serve them. */
  readonly knownMetrics: readonly string[];
}

const COMPONENT = monitoringComponent('prometheus');
const PORTS = { web: 9090, 'reloader-web': 8080 };
const SECURITY: SecurityProfile = { uid: 65534 };

/** The scrape class of what asks for an account of the cluster and whose certificate the cluster's authority has signed. */
export const CLUSTER_SCRAPE_CLASS = 'cluster';

/** The scrape class of what asks for an account of the cluster; the monitor says by what its certificate is verified. */
export const ACCOUNT_SCRAPE_CLASS = 'account';

/**
 * Permissions to discover the targets of a namespace (Prometheus, "kubernetes_sd_config", roles endpointslice, pod and
 * service).
 */
const DISCOVERY: readonly Permission[] = [
  { resources: ['services', 'pods'], verbs: ['get', 'list', 'watch'] },
  { apiGroup: 'discovery.k8s.io', resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
];

/** Address of the platform's Prometheus, for constructs created before it. */
export function prometheusEndpoint(
  { instance, namespace, clusterDomain }: PlatformSettings,
  program: 'prometheus' | 'prometheus-agent' = 'prometheus',
): Endpoint {
  const name = objectName(instance, COMPONENT.component);
  return {
    host: serviceHost(name, namespace, clusterDomain),
    port: PORTS.web,
    service: { name, namespace },
    pods: { selector: operatedSelector(program, name), namespace, port: PORTS.web },
  };
}

/** Prometheus: scrapes every target of the platform, evaluates the rules and sends alerts. */
export class Prometheus extends Construct {
  public readonly workload: Workload;
  public readonly endpoint: Endpoint;
  private readonly serviceName: string;
  /** Container port of the API. */
  public readonly webPort = PORTS.web;

  constructor(scope: Construct, id: string, props: PrometheusProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(COMPONENT);
    const identity = new Identity(this, 'Identity', {
      component: COMPONENT,
      permissions: DISCOVERY,
      elsewhere: Object.fromEntries(props.namespaces.map((namespace) => [namespace, DISCOVERY])),
      everywhere: [
        { resources: ['nodes/metrics'], verbs: ['get'] },
        { nonResourceUrls: ['/metrics', '/metrics/slis'] },
      ],
      annotations: props.spec.serviceAccountAnnotations,
    });
    const agent = isAgent(props.spec);
    const program = agent ? 'prometheus-agent' : 'prometheus';
    const selector = operatedSelector(program, metadata.name);
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      selector,
      ports: { web: { port: PORTS.web }, 'reloader-web': { port: PORTS['reloader-web'] } },
    });
    this.serviceName = service.name;
    this.endpoint = prometheusEndpoint(chart.settings, program);
    const { thanos } = props.spec;
    const spec = this.specOf(props, identity, selector);
    const described = { ...metadata, ...annotationsOf(props) };
    const resource = agent
      ? new PrometheusAgent(this, 'Resource', { metadata: described, spec: agentSpec(spec) })
      : new PrometheusResource(this, 'Resource', { metadata: described, spec });
    this.workload = new OperatedWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: props.spec.replicas,
      apiObject: resource,
      selector,
      ports: { ...PORTS, ...(thanos ? { http: SIDECAR_PORT } : {}) },
      metrics: [
        { source: 'prometheus', port: 'web', containerPort: PORTS.web },
        { source: 'config-reloader', port: 'reloader-web', containerPort: PORTS['reloader-web'] },
        ...(thanos ? [{ source: 'thanos-sidecar' as const, port: 'http', containerPort: SIDECAR_PORT }] : []),
      ],
      connectsTo: () => [
        API_SERVER,
        ...(props.alertmanager ? [props.alertmanager.endpoint] : []),
        ...alertmanagerEndpoints(this, props.spec.alertmanagers),
        ...Workload.within(this.node.root).flatMap(({ scraped }) => scraped),
        ...props.foreignPorts.map((port) => externalEndpoint('nodes', port)),
        ...props.foreignNamespaces.map((namespace) => podsOfNamespace(namespace)),
        ...props.scraped(),
        ...storeEndpoints(this, props.spec),
        ...(thanos ? storageEndpoints(thanos) : []),
      ],
    });
  }

  private specOf(
    { spec, alertmanager }: PrometheusProps,
    identity: Identity,
    selector: Readonly<Record<string, string>>,
  ): PrometheusSpec {
    const chart = PlatformChart.of(this);
    return {
      replicas: spec.replicas,
      ...(spec.shards > 1 ? { shards: spec.shards } : {}),
      ...operatedImage(chart, 'prometheus'),
      serviceAccountName: identity.name,
      ...operatedPod(chart, {
        component: COMPONENT,
        security: SECURITY,
        selector,
        replicas: spec.replicas,
        pods: { ...spec.pods, labels: { ...spec.pods.labels, ...identityLabels(spec) } },
      }),
      resources: operatedResources(chart, spec),
      retention: spec.retention,
      retentionSize: spec.retentionSize ?? retentionSizeOf(spec.claimSize ?? spec.size),
      ...operatedStorage(chart, spec),
      walCompression: true,
      ...(spec.thanos ? { thanos: thanosSidecar(chart, spec.thanos) } : {}),
      ...serverSettings(spec),
      externalLabels: spec.externalLabels,
      serviceDiscoveryRole: 'EndpointSlice',
      // Every monitor and rule in the namespaces that the operator watches: there is no label to forget.
      ...Object.fromEntries(
        ['serviceMonitor', 'podMonitor', 'probe', 'rule', 'scrapeConfig'].flatMap((kind) => [
          [`${kind}Selector`, {}],
          [`${kind}NamespaceSelector`, {}],
        ]),
      ),
      // A monitor must not make Prometheus read files, such as its own token, and send them elsewhere.
      arbitraryFSAccessThroughSMs: { deny: true },
      scrapeClasses: [
        {
          name: CLUSTER_SCRAPE_CLASS,
          authorization: { credentialsFile: `${TOKEN_FOLDER}/token` },
          tlsConfig: { caFile: `${TOKEN_FOLDER}/ca.crt` },
        },
        { name: ACCOUNT_SCRAPE_CLASS, authorization: { credentialsFile: `${TOKEN_FOLDER}/token` } },
      ],
      ...this.alerting(spec, alertmanager),
      ...(spec.remoteWrite.length > 0 ? { remoteWrite: spec.remoteWrite.map(toRemoteWrite) } : {}),
    };
  }

  /** The Alertmanagers: the platform's, and those outside of it. */
  private alerting(
    { alertmanagers }: PrometheusProps['spec'],
    alertmanager: Alertmanager | undefined,
  ): Pick<PrometheusSpec, 'alerting'> {
    const { namespace } = PlatformChart.of(this).settings;
    const all = [
      ...(alertmanager ? [{ namespace, name: alertmanager.serviceName, port: 'web', apiVersion: 'v2' as const }] : []),
      ...alertmanagers.map((entry) => toAlertmanager(entry, { namespace, name: this.serviceName, port: 'web' })),
    ];
    return all.length > 0 ? { alerting: { alertmanagers: all } } : {};
  }
}

function annotationsOf({ knownMetrics, spec }: PrometheusProps): { annotations?: Record<string, string> } {
  const foreign = alertmanagerNamespaces(spec.alertmanagers);
  const annotations = {
    ...(foreign.length > 0 ? { [EXTERNAL_TARGET]: `Alertmanagers of ${foreign.join(', ')}` } : {}),
    ...(knownMetrics.length > 0 ? { [KNOWN_METRICS]: knownMetrics.join(',') } : {}),
    ...(hasUnverifiedServer(spec)
      ? { [INSECURE]: 'the platform file has tls.insecure for a server that it sends to' }
      : {}),
  };
  return Object.keys(annotations).length > 0 ? { annotations } : {};
}
