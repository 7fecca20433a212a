import type { Construct } from 'constructs';
import type { GatewayRoutes } from '../platform/model';
import { GatewayRoute, type GatewayRouteProps } from './route';

/** Properties of {@link addProgramRoute}. */
export interface ProgramRouteProps extends Pick<
  GatewayRouteProps,
  'component' | 'path' | 'backend' | 'requestSeconds'
> {
  readonly gateway: GatewayRoutes;
  readonly host: string;
  /** Secret with the certificate of a created Gateway. @default - `gateway.certificate` */
  readonly tlsSecret?: string;
}

/** A route to a program whose users log in, in place of its Ingress. */
export function addProgramRoute(scope: Construct, { gateway, host, tlsSecret, ...props }: ProgramRouteProps): void {
  new GatewayRoute(scope, 'Gateway', {
    ...props,
    spec: gateway,
    hosts: [host],
    protocol: 'https',
    certificate: tlsSecret ? { name: tlsSecret } : undefined,
  });
}

/** Whether clients of a program use https: always with a route; TLS of an Ingress ends at its controller or before it. */
export function clientsUseHttps({
  gateway,
  tlsSecret,
  tlsTerminatedUpstream = false,
}: {
  readonly gateway?: GatewayRoutes;
  readonly tlsSecret?: string;
  readonly tlsTerminatedUpstream?: boolean;
}): boolean {
  return gateway !== undefined || tlsSecret !== undefined || tlsTerminatedUpstream;
}
