import type { IConstruct } from 'constructs';
import { externalEndpoint, type Endpoint } from './endpoint';
import { podsOfNamespace } from './network';
import { ComponentService } from './service';

/** The name of a Service in the cluster's DNS, with or without a pod in front (Kubernetes, "DNS for Services and Pods"). */
const SERVICE_HOST = /^(?:[^.]+\.)?([^.]+)\.([^.]+)\.svc(?:\.|$)/;

/**
 * The endpoint of a server that a platform file names. Network policies compare the port of the pod, not of the Service, so a
 * Service of the platform is looked up, and of any other Service every port of its namespace is open.
 */
export function serverEndpoint(scope: IConstruct, host: string, port: number): Endpoint {
  const [, name, namespace] = SERVICE_HOST.exec(host) ?? [];
  if (!name || !namespace) return externalEndpoint(host, port);
  return ownEndpoint(scope, { name, namespace, port }) ?? podsOfNamespace(namespace);
}

interface ServiceAddress {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
}

function ownEndpoint(scope: IConstruct, { name, namespace, port }: ServiceAddress): Endpoint | undefined {
  return scope.node.root.node
    .findAll()
    .flatMap((construct) => (construct instanceof ComponentService ? construct.endpoints : []))
    .find(({ service, port: own }) => service?.name === name && service.namespace === namespace && own === port);
}
