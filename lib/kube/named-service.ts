import type { IConstruct } from 'constructs';
import type { Endpoint } from './endpoint';
import { ComponentService } from './service';

/** The name of a Service in the cluster's DNS, with or without a pod in front (Kubernetes, "DNS for Services and Pods"). */
const SERVICE_HOST = /^(?:[^.]+\.)?([^.]+)\.([^.]+)\.svc(?:\.|$)/;

/** A Service of the cluster that a platform file names as a server. */
export interface NamedService {
  readonly namespace: string;
  /** Its endpoint. @default - none: the Service belongs to another owner */
  readonly endpoint?: Endpoint;
}

/** The Service behind a host name; undefined for a server outside of the cluster. */
export function namedService(scope: IConstruct, { host, port }: Endpoint): NamedService | undefined {
  const [, name, namespace] = SERVICE_HOST.exec(host) ?? [];
  if (!name || !namespace) return undefined;
  const endpoint = scope.node.root.node
    .findAll()
    .flatMap((construct) => (construct instanceof ComponentService ? construct.endpoints : []))
    .find(({ service, port: own }) => service?.name === name && service.namespace === namespace && own === port);
  return { namespace, endpoint };
}
