import { Construct } from 'constructs';
import { addProgramRoute, clientsUseHttps } from '../gateway/program';
import { ConfigFiles } from '../kube/config-files';
import { address, type Endpoint } from '../kube/endpoint';
import { limitAnnotations } from '../kube/ingress-controllers';
import { k8s } from '../kube/k8s';
import type { ComponentId } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { TMP } from '../kube/storage';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { Monitoring } from '../platform/model';
import { authProxyConf, PROXY_HEALTH_PATH, PROXY_READ_SECONDS } from './auth-proxy-conf';

/** An Ingress in the platform file. */
type IngressSpec = NonNullable<Monitoring['prometheus']['ingress']>;

/** Properties of {@link ProtectedIngress}. */
export interface ProtectedIngressProps {
  readonly spec: IngressSpec;
  /** The proxy, such as `prometheus-proxy`. */
  readonly component: ComponentId;
  /** Name of the program, for the dialog of the browser. */
  readonly realm: string;
  readonly upstream: Endpoint;
  /** Name of the cluster's DNS server. */
  readonly resolver: string;
}

const PORT = 8080;
/** Seconds that the entry point waits: more than the proxy, so that clients see its answer. */
const LONGEST_REQUEST = PROXY_READ_SECONDS + 5;
const USERS = '/etc/nginx/users';
const RESOURCES = { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '200m', memory: '64Mi' } };

/** External URL of a program: what the platform file says, or the host of its Ingress. */
export function externalUrlOf({
  externalUrl,
  ingress,
}: Pick<Monitoring['prometheus'], 'externalUrl' | 'ingress'>): string | undefined {
  if (!ingress) return externalUrl;
  const scheme = clientsUseHttps(ingress) ? 'https' : 'http';
  return externalUrl ?? `${scheme}://${ingress.host}`;
}

/**
 * An Ingress or a route, and a proxy with basic authentication behind it. The program itself admits only the proxy, so the password protects it
 * with every Ingress controller.
 */
export class ProtectedIngress extends Construct {
  public readonly workload: Workload;
  public readonly containerPort = PORT;

  constructor(scope: Construct, id: string, { spec, component, realm, upstream, resolver }: ProtectedIngressProps) {
    super(scope, id);
    const service = new ComponentService(this, 'Service', {
      component,
      ports: { http: { port: 80, containerPort: PORT } },
    });
    const users = `${USERS}/auth`;
    const config = new ConfigFiles(this, 'Config', {
      component,
      data: { 'nginx.conf': authProxyConf({ port: PORT, realm, upstream: address(upstream), users, resolver }) },
    });
    const probe = { http: PROXY_HEALTH_PATH, port: 'http' };
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component,
      replicas: 2,
      role: 'anywhere',
      identity: new Identity(this, 'Identity', { component }),
      security: { uid: 101 },
      connectsTo: [upstream],
      containers: [
        {
          name: 'nginx',
          image: 'nginx',
          ports: { http: PORT },
          mounts: [
            { volume: { name: 'config', config }, path: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' },
            // The whole Secret, not a file of it: only then are changes of users seen without a restart.
            { volume: { name: 'users', secret: { name: spec.usersSecret } }, path: USERS },
            TMP,
          ],
          resources: RESOURCES,
          probes: { readiness: probe, liveness: probe },
        },
      ],
    });
    const { host, className, annotations, tlsSecret, gateway } = spec;
    if (gateway) {
      addProgramRoute(this, {
        component,
        gateway,
        host,
        tlsSecret,
        backend: { name: service.name, port: service.endpoint('http').port },
        requestSeconds: LONGEST_REQUEST,
      });
      return;
    }
    const backend = { service: { name: service.name, port: { name: 'http' } } };
    new k8s.KubeIngress(this, 'Ingress', {
      metadata: {
        ...PlatformChart.of(this).metadata(component),
        annotations: { ...limitAnnotations({ seconds: LONGEST_REQUEST }, className), ...annotations },
      },
      spec: {
        ingressClassName: className,
        ...(tlsSecret ? { tls: [{ hosts: [host], secretName: tlsSecret }] } : {}),
        rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      },
    });
  }
}
