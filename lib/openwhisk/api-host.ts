import { address } from '../kube/endpoint';
import type { OpenWhisk } from '../platform/model';

/** The API host as clients outside of the cluster see it. */
export interface ApiHost {
  readonly protocol: 'http' | 'https';
  readonly name: string;
  readonly port: number;
  /** `name:port`, an IPv6 address in brackets. */
  readonly nameAndPort: string;
  readonly url: string;
}

/** The API host of a platform; its port is, unless written, a port of the entry point. */
export function apiHostOf({ type, apiHost, nodePort }: OpenWhisk['ingress']): ApiHost {
  const { protocol, name } = apiHost;
  const usual = protocol === 'https' ? 443 : 80;
  const port = apiHost.port ?? (type === 'NodePort' ? nodePort : usual);
  const nameAndPort = address({ host: name, port });
  return { protocol, name, port, nameAndPort, url: `${protocol}://${nameAndPort}` };
}

/**
 * Whether nginx itself serves TLS: to clients outside of the cluster, unless a load balancer terminates it, and otherwise to the alarm
 * provider, which speaks nothing else (openwhisk-package-alarms 2.3.0, provider/lib/utils.js).
 */
export function servesTls({ ingress: { type, tls }, providers }: OpenWhisk): boolean {
  const outside = type === 'NodePort' || type === 'LoadBalancer';
  return outside ? !tls.terminatedUpstream : providers.alarm.enabled;
}

/** Whether a Gateway that the platform creates terminates TLS with the certificate of the API host. */
export function gatewayUsesCertificate({ type, apiHost, gateway }: OpenWhisk['ingress']): boolean {
  return type === 'Gateway' && apiHost.protocol === 'https' && !!gateway?.className && !gateway.certificate;
}
