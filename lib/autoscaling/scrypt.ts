import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { k8s } from '../kube/k8s';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { TMP } from '../kube/storage';
import { TaskOnDemand } from '../kube/job';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { Autoscaling } from '../platform/model';
import { autoscalingComponent } from './component';
import { HorizontalPodAutoscaler } from './hpa';
import { SCRYPT_LOAD, SCRYPT_SERVER } from './scrypt-script';

/** Properties of {@link ScryptDemonstration}. */
export interface ScryptDemonstrationProps {
  readonly spec: Autoscaling['demonstration'];
}

const COMPONENT = autoscalingComponent('scrypt-server', 'python');
const LOAD = autoscalingComponent('scrypt-load', 'busybox');
const PORT = 8000;
/** Time for the requests that are under way when the load ends, in seconds. */
const LAST_REQUEST_SECONDS = 150;
const APP_DIR = '/app';
const SCRIPT = 'server.py';

/**
 * The autoscaling example of the lecture "Observability and Autoscaling", in today's APIs: a server that is busy with scrypt, and
 * a scaler that adds pods while they use more of their CPU than half. Its request equals its limit, as where only a limit is
 * given; 200m are what a request keeps busy for nearly three seconds.
 */
export class ScryptDemonstration extends Construct {
  public readonly workload: Workload;
  /** Container port of the server. */
  public readonly port = PORT;

  constructor(scope: Construct, id: string, { spec }: ScryptDemonstrationProps) {
    super(scope, id);
    const metadata = PlatformChart.of(this).metadata(COMPONENT);
    const config = new ConfigFiles(this, 'Script', { component: COMPONENT, data: { [SCRIPT]: SCRYPT_SERVER } });
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      name: 'scrypt-svc',
      ports: { http: { port: PORT } },
    });
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      maxReplicas: spec.max,
      role: 'anywhere',
      security: { uid: 65534 },
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      containers: [
        {
          name: 'python',
          image: 'python',
          command: ['python', `${APP_DIR}/${SCRIPT}`],
          env: { COST: String(spec.cost), PORT: String(PORT) },
          ports: { http: PORT },
          mounts: [{ volume: { name: 'script-vol', config }, path: APP_DIR }, TMP],
          resources: { requests: { cpu: '200m', memory: '96Mi' }, limits: { cpu: '200m', memory: '192Mi' } },
          // A busy pod has no CPU left to answer in time, and one that is not ready does not count for the scaler.
          probes: { readiness: { tcp: 'http' } },
        },
      ],
    });
    new k8s.KubeIngress(this, 'Ingress', {
      metadata: { ...metadata, name: 'scrypt-ingress' },
      spec: {
        ingressClassName: spec.ingressClassName,
        rules: [
          {
            host: spec.host,
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: service.name, port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    });
    const { host, port } = service.endpoint('http');
    const { clients, seconds } = spec.load;
    new TaskOnDemand(this, 'Load', {
      component: LOAD,
      activeDeadlineSeconds: seconds + LAST_REQUEST_SECONDS,
      role: 'anywhere',
      security: { uid: 65534 },
      identity: new Identity(this, 'LoadIdentity', { component: LOAD }),
      connectsTo: [service.endpoint('http')],
      containers: [
        {
          name: 'clients',
          image: 'busybox',
          command: ['sh', '-c', SCRYPT_LOAD],
          env: { CLIENTS: String(clients), DURATION: String(seconds), URL: `http://${host}:${port}/` },
          // A process per client, each about 1 MiB.
          resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
        },
      ],
    });
    const { apiVersion, kind, name } = this.workload.apiObject;
    new HorizontalPodAutoscaler(this, 'Scaler', {
      metadata: { ...metadata, name: 'scrypt-hpa' },
      target: { apiVersion, kind, name },
      min: spec.min,
      max: spec.max,
      metrics: [{ type: 'resource', resource: 'cpu', target: { utilization: spec.utilization } }],
    });
  }
}
