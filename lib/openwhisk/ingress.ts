import { Construct } from 'constructs';
import { k8s } from '../kube/k8s';
import { PlatformChart } from '../kube/platform-chart';
import type { SecretRef } from '../kube/secrets';
import type { OpenWhisk } from '../platform/model';
import { MAX_REQUEST_BYTES } from '../platform/schema/limits';
import { openwhiskComponent } from './component';

/** A Service and the name of its port. */
export interface Backend {
  readonly service: string;
  readonly port: string;
}

/** Properties of {@link FrontDoor}. */
export interface FrontDoorProps {
  readonly ingress: OpenWhisk['ingress'];
  /** Certificate of the API host. @default - the certificate of the Ingress controller */
  readonly certificate?: SecretRef;
  readonly controller: Backend;
  readonly gatewayMgmt: Backend;
  readonly gatewayApi: Backend;
  readonly nginx: Backend;
}

/**
 * The Ingress in front of the platform. Everything that has no path of its own goes to nginx, which keeps `/metrics` and
 * `/invokers` closed.
 */
export class FrontDoor extends Construct {
  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const { ingress, certificate, controller, gatewayMgmt, gatewayApi, nginx } = props;
    const metadata = PlatformChart.of(this).metadata(openwhiskComponent('ingress', 'openwhisk'));
    const paths: [string, Backend][] = [
      ['/api/v1/web', controller],
      ['/api/v1', controller],
      ['/api', gatewayMgmt],
      ['/v1/health-check', gatewayApi],
      ['/v2', gatewayApi],
      ['/', nginx],
    ];
    const { name } = ingress.apiHost;
    new k8s.KubeIngress(this, 'Resource', {
      metadata: { ...metadata, annotations: { ...BODY_SIZE, ...ingress.annotations } },
      spec: {
        ingressClassName: ingress.className,
        tls: certificate && [{ hosts: [name], secretName: certificate.name }],
        rules: [
          {
            host: name,
            http: {
              paths: paths.map(([path, { service, port }]) => ({
                path,
                pathType: 'Prefix',
                backend: { service: { name: service, port: { name: port } } },
              })),
            },
          },
        ],
      },
    });
  }
}

/** The largest request body that the controllers accept, in the notation of nginx, whose m is a MiB. */
const BODY_SIZE = { 'nginx.ingress.kubernetes.io/proxy-body-size': `${MAX_REQUEST_BYTES / 2 ** 20}m` };
