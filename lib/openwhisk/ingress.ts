import { Construct } from 'constructs';
import { limitAnnotations } from '../kube/ingress-controllers';
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
  /** Silence of nginx that the Ingress controller accepts, in seconds. */
  readonly readTimeoutSeconds: number;
  readonly nginx: Backend;
}

/**
 * The Ingress in front of the platform. Everything goes through nginx, which keeps internal paths closed, drops the header that makes
 * controllers log more, and serves the vanity hosts, `<namespace>.<API host>`.
 */
export class FrontDoor extends Construct {
  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const { ingress, certificate, readTimeoutSeconds, nginx } = props;
    const metadata = PlatformChart.of(this).metadata(openwhiskComponent('ingress', 'openwhisk'));
    const { name } = ingress.apiHost;
    const hosts = [name, `*.${name}`];
    const service = { name: nginx.service, port: { name: nginx.port } };
    new k8s.KubeIngress(this, 'Resource', {
      metadata: {
        ...metadata,
        annotations: {
          ...limitAnnotations({ seconds: readTimeoutSeconds, bodyMiB: MAX_REQUEST_BYTES / 2 ** 20 }, ingress.className),
          ...ingress.annotations,
        },
      },
      spec: {
        ingressClassName: ingress.className,
        tls: certificate && [{ hosts, secretName: certificate.name }],
        rules: hosts.map((host) => ({
          host,
          http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] },
        })),
      },
    });
  }
}
