import type { ConfigPath, Mistake } from '../platform/mistake';
import type { ClientTls, HttpClient } from '../platform/schema/http-client';

/** TLS settings belong to a server with TLS, and do not contradict each other. */
export function tlsApplies(url: string, tls: ClientTls | undefined, path: ConfigPath): Mistake[] {
  if (!tls) return [];
  const at = (key: string[], problem: string, allowed: string, fix: string): Mistake[] => [
    { path: [...path, 'tls', ...key], problem, allowed, fix },
  ];
  if (url.startsWith('http:'))
    return at([], `${url} is reached without TLS`, 'tls for an https URL', 'write https:// in url, or remove tls');
  if (tls.insecure && tls.caSecret)
    return at(
      ['insecure'],
      'the certificate is not verified, so caSecret has no effect',
      'caSecret, or insecure: true',
      'remove insecure',
    );
  return [];
}

/** Exceptions from a proxy need one. */
export function proxyApplies(
  { proxyUrl, noProxy }: Pick<HttpClient, 'proxyUrl' | 'noProxy'>,
  path: ConfigPath,
): Mistake[] {
  if (!noProxy || proxyUrl) return [];
  const problem = 'there is no proxy to go around';
  return [
    {
      path: [...path, 'noProxy'],
      problem,
      allowed: 'noProxy together with proxyUrl',
      fix: 'add proxyUrl, or remove noProxy',
    },
  ];
}

/** A request has credentials of one kind. */
export function identifiesOnce(
  { basicAuthSecret, bearerTokenSecret }: Partial<Pick<HttpClient, 'basicAuthSecret' | 'bearerTokenSecret'>>,
  path: ConfigPath,
): Mistake[] {
  if (!basicAuthSecret || !bearerTokenSecret) return [];
  return [
    {
      path,
      problem: 'it has basicAuthSecret and bearerTokenSecret, and a request has one Authorization header',
      allowed: 'one of basicAuthSecret and bearerTokenSecret',
      fix: 'keep one of them',
    },
  ];
}
