import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import type { Endpoint } from '../kube/endpoint';
import type { MeasuredContainer } from '../kube/exporter';
import { FORGET_SECONDS } from '../kube/forget';
import type { Milestone } from '../kube/milestone';
import { POD_TLS_PORT } from '../kube/network';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { scaleOf } from '../kube/scaling';
import type { SecretRef } from '../kube/secrets';
import { ComponentService, type ServicePort } from '../kube/service';
import { TMP, type Mount } from '../kube/storage';
import { httpAnswers } from '../kube/waits';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { servesTls } from './api-host';
import type { Apigateway } from './apigateway';
import { openwhiskComponent } from './component';
import type { Controller } from './controller';
import { MANAGEMENT_MAP } from './credentials';
import { NGINX_CERTS_DIR, NGINX_HEALTH_PATH, NGINX_MANAGEMENT_DIR, nginxConf } from './nginx-conf';

const COMPONENT = openwhiskComponent('nginx');

/** Ports above 1023, so that the server need not be root; the Service has the usual ones. */
const CONTAINER_PORTS = { http: 8080, https: POD_TLS_PORT, management: 8081 };
const STATUS_PORT = 8082;

/** URL of nginx' counters within its pod. */
export const NGINX_STATUS_URL = `http://127.0.0.1:${STATUS_PORT}/`;

/** Properties of {@link NginxService}. */
export interface NginxServiceProps {
  readonly spec: OpenWhisk;
}

/** The Service of nginx; it comes before nginx itself, because others are configured with its address. */
export class NginxService extends Construct {
  /** Where clients within the cluster reach the API. */
  public readonly entry: Endpoint;
  /** Name of the Service. */
  public readonly name: string;
  /** The same with TLS. @default - nginx does not serve TLS. */
  public readonly secureEntry?: Endpoint;
  /** Container ports that clients outside of the cluster reach. */
  public readonly openPorts: readonly number[];

  constructor(scope: Construct, id: string, { spec }: NginxServiceProps) {
    super(scope, id);
    const { ingress } = spec;
    const tls = servesTls(spec);
    const open = ingress.type === 'NodePort' || ingress.type === 'LoadBalancer';
    const nodePort = ingress.type === 'NodePort' ? ingress.nodePort : undefined;
    const https: ServicePort =
      open && !tls
        ? { port: 443, containerPort: CONTAINER_PORTS.http, targetPort: 'http', nodePort }
        : { port: 443, containerPort: CONTAINER_PORTS.https, nodePort };
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      type: open ? (ingress.type as 'NodePort' | 'LoadBalancer') : 'ClusterIP',
      annotations: ingress.type === 'LoadBalancer' ? ingress.annotations : undefined,
      everyFamily: true,
      ports: { http: { port: 80, containerPort: CONTAINER_PORTS.http }, ...(open || tls ? { https } : {}) },
    });
    this.name = service.name;
    this.entry = service.endpoint('http');
    this.secureEntry = tls ? service.endpoint('https') : undefined;
    this.openPorts = [CONTAINER_PORTS.http, ...(open && tls ? [CONTAINER_PORTS.https] : [])];
  }
}

/** Properties of {@link Nginx}. */
export interface NginxProps {
  readonly spec: OpenWhisk['nginx'];
  /** Silence of an upstream that it accepts, in seconds. */
  readonly readTimeoutSeconds: number;
  /** Whether the access log has the trace context of requests. */
  readonly logsTraceContext: boolean;
  /** Name of the API host, as clients use it. */
  readonly apiHostName: string;
  /** Name of the cluster's DNS server. */
  readonly resolver: string;
  readonly service: NginxService;
  readonly controller: Controller;
  readonly apigateway: Apigateway;
  /** Certificate of the API host, of type kubernetes.io/tls. @default - plain HTTP only. */
  readonly certificate?: SecretRef;
  /** Secret with the key of the API gateway's management. @default - none: no action manages APIs */
  readonly managementKey?: SecretRef;
  /** The sidecar that translates {@link NGINX_STATUS_URL} into metrics. @default - none. */
  readonly exporter?: MeasuredContainer;
}

/** nginx: the entry point, in front of the controllers and the API gateway. */
export class Nginx extends Construct {
  public readonly ready: Milestone;
  public readonly workload: Workload;
  /** Gate to the management of the API gateway, for actions with its key. @default - none without a key */
  public readonly management?: Endpoint;

  constructor(scope: Construct, id: string, props: NginxProps) {
    super(scope, id);
    const { spec, apiHostName, resolver, controller, apigateway, certificate, service, exporter, managementKey } =
      props;
    const conf = nginxConf({
      ipv6: PlatformChart.of(this).settings.ipFamilies.includes('IPv6'),
      httpPort: CONTAINER_PORTS.http,
      httpsPort: certificate ? CONTAINER_PORTS.https : undefined,
      controllerHosts: [controller.endpoint],
      apigatewayHost: apigateway.mgmt.host,
      apigatewayMgmtPort: apigateway.mgmt.port,
      management: managementKey && {
        port: CONTAINER_PORTS.management,
        apigatewayPort: apigateway.api.port,
        keyFile: `${NGINX_MANAGEMENT_DIR}/${MANAGEMENT_MAP}`,
      },
      apiHostName,
      resolver,
      workerProcesses: spec.workerProcesses,
      readTimeoutSeconds: props.readTimeoutSeconds,
      logsTraceContext: props.logsTraceContext,
      statusPort: exporter ? STATUS_PORT : undefined,
    });
    const config = new ConfigFiles(this, 'Config', { component: COMPONENT, data: { 'nginx.conf': conf } });
    const secretMounts: Mount[] = [
      ...(certificate ? [{ volume: { name: 'certs', secret: certificate }, path: NGINX_CERTS_DIR }] : []),
      ...(managementKey ? [managementMount(managementKey)] : []),
    ];
    if (managementKey) this.management = this.addManagement();
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      ...scaleOf(spec),
      role: 'edge',
      metrics: exporter ? [exporter.metrics] : [],
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: 101 },
      waitsFor: [controller.ready],
      connectsTo: [apigateway.mgmt, ...(managementKey ? [apigateway.api] : [])],
      containers: [
        {
          name: 'nginx',
          image: 'nginx',
          ports: {
            http: CONTAINER_PORTS.http,
            ...(certificate ? { https: CONTAINER_PORTS.https } : {}),
            ...(managementKey ? { management: CONTAINER_PORTS.management } : {}),
          },
          mounts: [
            { volume: { name: 'config', config }, path: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' },
            ...secretMounts,
            TMP,
          ],
          resources: spec.resources,
          probes: {
            readiness: { http: NGINX_HEALTH_PATH, port: 'http' },
            liveness: { http: NGINX_HEALTH_PATH, port: 'http' },
            // Answered by a controller: nginx starts with upstreams whose names it has yet to look up, and fails requests until then.
            startup: { http: '/ping', port: 'http' },
          },
          probeOverrides: spec.probes,
          preStop: { sleepSeconds: FORGET_SECONDS },
        },
      ],
      sidecars: exporter ? [exporter.container] : [],
    });
    this.ready = {
      name: 'nginx',
      wait: httpAnswers(service.entry, 'nginx', NGINX_HEALTH_PATH),
      provider: this.workload,
    };
  }

  /** A Service of its own: the Service of the entry point may be open to the outside. */
  private addManagement(): Endpoint {
    const { instance } = PlatformChart.of(this).settings;
    return new ComponentService(this, 'Management', {
      component: COMPONENT,
      name: `${instance}-api-management`,
      ports: { management: { port: 80, containerPort: CONTAINER_PORTS.management } },
    }).endpoint('management');
  }
}

/** Only the file that nginx includes. */
function managementMount(secret: SecretRef): Mount {
  return {
    volume: { name: 'management', secret, items: { [MANAGEMENT_MAP]: MANAGEMENT_MAP } },
    path: NGINX_MANAGEMENT_DIR,
  };
}
