import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import type { Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import { Identity } from '../kube/rbac';
import { scaleOf } from '../kube/scaling';
import { ComponentService } from '../kube/service';
import { TMP, type Mount } from '../kube/storage';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { activationGatewayConf, GATEWAY_HEALTH_PATH, type ActivationGatewayConfProps } from './activation-gateway-conf';
import { openwhiskComponent } from './component';

/** Properties of {@link ActivationGateway}. */
export interface ActivationGatewayProps {
  readonly spec: OpenWhisk['activationStore']['elasticsearch']['gateway'];
  /** Address and version of Elasticsearch. */
  readonly server: ActivationGatewayConfProps['server'];
  /** File with the authorities of its certificate. */
  readonly authorities: string;
  /** Where that file comes from. */
  readonly mounts: readonly Mount[];
  /** Name of the cluster's DNS server. */
  readonly resolver: string;
  /** Elasticsearch can be written to. */
  readonly serverReady: Milestone;
}

const COMPONENT = openwhiskComponent('activation-gateway', 'nginx');
const PORT = 9200;

/**
 * Gateway for OpenWhisk's client, which is for Elasticsearch 6: it translates for a newer server, and connects to it
 * with TLS.
 */
export class ActivationGateway extends Construct {
  public readonly endpoint: Endpoint;
  public readonly workload: Workload;

  constructor(scope: Construct, id: string, props: ActivationGatewayProps) {
    super(scope, id);
    const { spec, serverReady, ...conf } = props;
    const service = new ComponentService(this, 'Service', { component: COMPONENT, ports: { http: { port: PORT } } });
    this.endpoint = service.endpoint('http');
    const config = new ConfigFiles(this, 'Config', {
      component: COMPONENT,
      data: { 'nginx.conf': activationGatewayConf({ ...conf, port: PORT }) },
    });
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      ...scaleOf(spec),
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: 101 },
      waitsFor: [serverReady],
      containers: [
        {
          name: 'nginx',
          image: 'nginx',
          ports: { http: PORT },
          mounts: [
            { volume: { name: 'config', config }, path: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' },
            ...props.mounts,
            TMP,
          ],
          resources: spec.resources,
          probes: {
            readiness: { http: GATEWAY_HEALTH_PATH, port: 'http' },
            liveness: { http: GATEWAY_HEALTH_PATH, port: 'http' },
          },
          probeOverrides: spec.probes,
        },
      ],
    });
  }
}
