import type { Mount } from '../kube/storage';
import type { Monitoring } from '../platform/model';
import type { ClientTls, HttpClient } from '../platform/schema/http-client';
import { goDuration } from './retention';

/** A module in the platform file. */
export type ProbeModule = Monitoring['blackbox']['modules'][string];

/** Folder of the Secrets that modules refer to. */
const SECRETS = '/etc/blackbox-exporter-secrets';

/** The modules of every platform (blackbox exporter, "Configuration"). */
const BUILT_IN = {
  http: { prober: 'http', timeout: '10s', http: { preferred_ip_protocol: 'ip4' } },
  tcp: { prober: 'tcp', timeout: '10s', tcp: { preferred_ip_protocol: 'ip4' } },
  tls: { prober: 'tcp', timeout: '10s', tcp: { preferred_ip_protocol: 'ip4', tls: true } },
};

/** The configuration of the blackbox exporter. */
export function probeConfig(modules: Monitoring['blackbox']['modules']): object {
  return { modules: { ...BUILT_IN, ...Object.fromEntries(Object.entries(modules).map(toModule)) } };
}

/** The Secrets that modules refer to, as files. */
export function probeSecrets(modules: Monitoring['blackbox']['modules']): Mount[] {
  const names = Object.values(modules).flatMap(({ http, tcp }) => [
    http?.basicAuthSecret,
    http?.bearerTokenSecret,
    ...[http?.tls, tcp?.tls].flatMap((tls) => [tls?.caSecret, tls?.certificateSecret]),
  ]);
  // The name of a Secret may have dots, and be too long for a volume.
  return [...new Set(names.filter((name) => name !== undefined))].map((name, index) => ({
    volume: { name: `secret-${index}`, secret: { name } },
    path: `${SECRETS}/${name}`,
  }));
}

function toModule([name, { timeout, ipProtocol, http, tcp, dns }]: [string, ProbeModule]): [string, object] {
  const shared = { preferred_ip_protocol: ipProtocol };
  const prober = http ? 'http' : tcp ? 'tcp' : 'dns';
  const settings = http ? httpProbe(http) : tcp ? tcpProbe(tcp) : dnsProbe(dns);
  return [name, { prober, timeout: goDuration(timeout), [prober]: { ...shared, ...settings } }];
}

function httpProbe(http: NonNullable<ProbeModule['http']>): object {
  return {
    method: http.method,
    ...(Object.keys(http.headers).length > 0 ? { headers: http.headers } : {}),
    ...(http.body === undefined ? {} : { body: http.body }),
    ...listed('valid_status_codes', http.validStatusCodes),
    ...(http.followRedirects ? {} : { follow_redirects: false }),
    ...(http.requireTLS ? { fail_if_not_ssl: true } : {}),
    ...listed('fail_if_body_not_matches_regexp', http.bodyMatches),
    ...listed('fail_if_body_matches_regexp', http.bodyExcludes),
    ...credentialFiles(http),
    ...(http.tls ? { tls_config: tlsFiles(http.tls) } : {}),
  };
}

function tcpProbe({ tls, startTLS, dialogue }: NonNullable<ProbeModule['tcp']>): object {
  const steps = [...dialogue, ...(startTLS ? [{ starttls: true }] : [])];
  return {
    ...(tls && !startTLS ? { tls: true } : {}),
    ...(tls ? { tls_config: tlsFiles(tls) } : {}),
    ...listed('query_response', steps),
  };
}

function dnsProbe(dns: ProbeModule['dns']): object {
  if (!dns) return {};
  const { name, type, transport, recursion, validCodes, answerMatches } = dns;
  return {
    query_name: name,
    query_type: type,
    transport_protocol: transport,
    ...(recursion ? {} : { recursion_desired: false }),
    ...listed('valid_rcodes', validCodes),
    ...(answerMatches.length > 0 ? { validate_answer_rrs: { fail_if_none_matches_regexp: answerMatches } } : {}),
  };
}

function listed(key: string, values: readonly unknown[]): object {
  return values.length > 0 ? { [key]: values } : {};
}

function credentialFiles({
  basicAuthSecret,
  bearerTokenSecret,
}: Pick<HttpClient, 'basicAuthSecret' | 'bearerTokenSecret'>): object {
  const at = (secret: string, key: string): string => `${SECRETS}/${secret}/${key}`;
  return {
    ...(basicAuthSecret
      ? {
          basic_auth: {
            username_file: at(basicAuthSecret, 'username'),
            password_file: at(basicAuthSecret, 'password'),
          },
        }
      : {}),
    ...(bearerTokenSecret ? { authorization: { credentials_file: at(bearerTokenSecret, 'token') } } : {}),
  };
}

function tlsFiles({ caSecret, certificateSecret, serverName, insecure }: ClientTls): object {
  return {
    ...(caSecret ? { ca_file: `${SECRETS}/${caSecret}/ca.crt` } : {}),
    ...(certificateSecret
      ? {
          cert_file: `${SECRETS}/${certificateSecret}/tls.crt`,
          key_file: `${SECRETS}/${certificateSecret}/tls.key`,
        }
      : {}),
    ...(serverName ? { server_name: serverName } : {}),
    ...(insecure ? { insecure_skip_verify: true } : {}),
  };
}
