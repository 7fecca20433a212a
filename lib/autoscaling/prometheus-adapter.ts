import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { ConfigFiles } from '../kube/config-files';
import { address, type Endpoint } from '../kube/endpoint';
import { API_SERVER, POD_TLS_PORT } from '../kube/network';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { TMP } from '../kube/storage';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { Autoscaling } from '../platform/model';
import type { ServingCertificate } from '../kube/serving-certificate';
import type { AdapterConfig } from './adapter-rules';
import { ApiService, type ApiTrust, type ApiVersion } from './api-service';
import { autoscalingComponent } from './component';
import { MetricsReaders } from './metrics-readers';
import { RESOURCE_METRICS } from './metrics-server';

/** Properties of {@link PrometheusAdapter}. */
export interface PrometheusAdapterProps {
  readonly spec: Autoscaling['prometheusAdapter'];
  readonly config: AdapterConfig;
  /** The APIs that it answers for. */
  readonly apis: readonly ApiVersion[];
  readonly prometheus: Endpoint;
  readonly certificate: ServingCertificate;
  readonly trust: ApiTrust;
}

const COMPONENT = autoscalingComponent('prometheus-adapter');
const PORT = POD_TLS_PORT;
const CONFIG_DIR = '/etc/adapter';
const CONFIG_FILE = 'config.yaml';

const CUSTOM_METRICS: ApiVersion = { group: 'custom.metrics.k8s.io', version: 'v1beta1' };
const EXTERNAL_METRICS: ApiVersion = { group: 'external.metrics.k8s.io', version: 'v1beta1' };

/** The APIs that a configuration has something to answer with; @param resourceMetrics - whether it answers for CPU and memory. */
export function adapterApis({ rules, externalRules }: AdapterConfig, resourceMetrics: boolean): ApiVersion[] {
  return [
    ...(resourceMetrics ? [RESOURCE_METRICS] : []),
    ...(rules.length > 0 ? [CUSTOM_METRICS] : []),
    ...(externalRules.length > 0 ? [EXTERNAL_METRICS] : []),
  ];
}

/** prometheus-adapter: answers the HorizontalPodAutoscalers with what Prometheus knows. */
export class PrometheusAdapter extends Construct {
  public readonly workload: Workload;
  /** Container port that the API server asks. */
  public readonly port = PORT;

  constructor(scope: Construct, id: string, props: PrometheusAdapterProps) {
    super(scope, id);
    const { spec, config, apis, prometheus, certificate, trust } = props;
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      ports: { https: { port: 443, containerPort: PORT } },
    });
    const files = new ConfigFiles(this, 'Config', {
      component: COMPONENT,
      data: { [CONFIG_FILE]: stringify(config, { lineWidth: 0 }) },
    });
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: spec.replicas,
      role: 'anywhere',
      pods: spec.pods,
      security: { uid: 65534 },
      identity: new Identity(this, 'Identity', {
        component: COMPONENT,
        everywhere: [{ resources: ['pods', 'nodes', 'namespaces'], verbs: ['get', 'list', 'watch'] }],
        extendsApi: true,
      }),
      connectsTo: [API_SERVER, prometheus],
      metrics: [
        {
          source: 'prometheus-adapter',
          port: 'https',
          containerPort: PORT,
          scheme: 'https',
          certificate: certificate.verification,
        },
      ],
      containers: [
        {
          name: 'prometheus-adapter',
          image: 'prometheus-adapter',
          args: [
            `--secure-port=${PORT}`,
            `--tls-cert-file=${certificate.certificateFile}`,
            `--tls-private-key-file=${certificate.keyFile}`,
            `--config=${CONFIG_DIR}/${CONFIG_FILE}`,
            `--prometheus-url=http://${address(prometheus)}/`,
            '--metrics-relist-interval=30s',
            // A series that a scrape has missed is not gone: without it, scaling would stop.
            '--metrics-max-age=5m',
          ],
          ports: { https: PORT },
          mounts: [certificate.mount, TMP, { volume: { name: 'config', config: files }, path: CONFIG_DIR }],
          resources: spec.resources,
          probes: {
            readiness: { http: '/readyz', port: 'https', scheme: 'HTTPS' },
            liveness: { http: '/livez', port: 'https', scheme: 'HTTPS' },
          },
        },
      ],
    });
    if (apis.includes(RESOURCE_METRICS)) new MetricsReaders(this, 'Readers');
    for (const api of apis) {
      const shared = { component: COMPONENT, service: { name: service.name, port: 443 }, trust };
      new ApiService(this, `Api-${api.group}`, { ...api, ...shared });
    }
  }
}
