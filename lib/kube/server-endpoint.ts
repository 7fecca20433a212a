import type { IConstruct } from 'constructs';
import { externalEndpoint, type Endpoint } from './endpoint';
import { namedService } from './named-service';
import { podsOfNamespace } from './network';

/**
 * The endpoint of a server that a platform file names. Network policies compare the port of the pod, not of the Service, so a
 * Service of the platform is looked up, and of any other Service every port of its namespace is open.
 */
export function serverEndpoint(scope: IConstruct, host: string, port: number): Endpoint {
  const server = externalEndpoint(host, port);
  const service = namedService(scope, server);
  return service ? (service.endpoint ?? podsOfNamespace(service.namespace)) : server;
}
