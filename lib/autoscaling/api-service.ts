import { Construct } from 'constructs';
import { INSECURE } from '../kube/annotations';
import { k8s } from '../kube/k8s';
import type { ComponentId } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import type { CaBundle } from '../kube/secrets';

/** An API group and version served by one of the platform's servers. */
export interface ApiVersion {
  /** Like `metrics.k8s.io`. */
  readonly group: string;
  /** Like `v1beta1`. */
  readonly version: string;
}

/** How the API server verifies a server that extends it. */
export interface ApiTrust {
  /** Certificate of the authority, in PEM. @default - the job that makes the certificate, or cert-manager, fills it in. */
  readonly caBundle?: string;
  /** Whether it does not. */
  readonly insecure: boolean;
  /** Annotations for cert-manager's CA injector. */
  readonly injection: Readonly<Record<string, string>>;
}

/** Properties of {@link ApiService}. */
export interface ApiServiceProps extends ApiVersion {
  readonly component: ComponentId;
  /** Name and port of the Service in front of the server. */
  readonly service: { readonly name: string; readonly port: number };
  readonly trust: ApiTrust;
}

/** The name of an APIService, which is not ours to choose. */
function nameOf({ group, version }: ApiVersion): string {
  return `${version}.${group}`;
}

/** The place of the authority's certificate in an APIService. */
export function apiServiceBundle(api: ApiVersion): CaBundle {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    resource: 'apiservices',
    name: nameOf(api),
    pointers: ['/spec/caBundle'],
  };
}

/** Registers a server with the API server for a group and version. */
export class ApiService extends Construct {
  constructor(scope: Construct, id: string, { component, service, trust, ...api }: ApiServiceProps) {
    super(scope, id);
    const { labels, namespace } = PlatformChart.of(this).metadata(component);
    const { caBundle, insecure, injection } = trust;
    const annotations = {
      ...injection,
      ...(insecure ? { [INSECURE]: 'the platform file asks for it: autoscaling.tls.insecure' } : {}),
    };
    new k8s.KubeApiService(this, 'Resource', {
      metadata: { name: nameOf(api), labels, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
      spec: {
        ...api,
        // Below every group of Kubernetes' own, as all metrics APIs are.
        groupPriorityMinimum: 100,
        versionPriority: 100,
        service: { ...service, namespace },
        ...(insecure ? { insecureSkipTlsVerify: true } : {}),
        ...(caBundle && !insecure ? { caBundle: Buffer.from(`${caBundle.trim()}\n`).toString('base64') } : {}),
      },
    });
  }
}
