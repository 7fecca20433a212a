import type { IConstruct } from 'constructs';
import type { PrometheusSpec } from '../crds';
import type { Endpoint } from '../kube/endpoint';
import { serverEndpoint } from '../kube/server-endpoint';
import type { ClientTls, HttpClient } from '../platform/schema/http-client';
import { addressOfUrl } from '../text/address';

type RemoteWrite = NonNullable<PrometheusSpec['remoteWrite']>[number];

/** Client settings as all custom resources of the operator name them. */
export type ClientFields = Pick<
  RemoteWrite,
  'proxyUrl' | 'noProxy' | 'followRedirects' | 'basicAuth' | 'authorization' | 'oauth2'
> & { readonly tlsConfig?: TlsFields };

/** TLS settings that refer to Secrets, and to no file. */
type TlsFields = Pick<
  NonNullable<RemoteWrite['tlsConfig']>,
  'ca' | 'cert' | 'keySecret' | 'serverName' | 'insecureSkipVerify'
>;

/** The TLS settings of a client. */
export function tlsFields(tls: ClientTls | undefined): { tlsConfig?: TlsFields } {
  if (!tls) return {};
  const { caSecret, certificateSecret, serverName, insecure } = tls;
  return {
    tlsConfig: {
      ...(caSecret ? { ca: { secret: { name: caSecret, key: 'ca.crt' } } } : {}),
      ...(certificateSecret
        ? {
            cert: { secret: { name: certificateSecret, key: 'tls.crt' } },
            keySecret: { name: certificateSecret, key: 'tls.key' },
          }
        : {}),
      ...(serverName ? { serverName } : {}),
      ...(insecure ? { insecureSkipVerify: true } : {}),
    },
  };
}

/** The settings of an HTTP client. */
export function clientFields(client: HttpClient): ClientFields {
  const { followRedirects, oauth2 } = client;
  return {
    ...proxyFields(client),
    ...tlsFields(client.tls),
    ...(followRedirects === undefined ? {} : { followRedirects }),
    ...credentialFields(client),
    ...(oauth2 ? { oauth2: oauth2Fields(oauth2, client) } : {}),
  };
}

/** The credentials that a client sends with each request. */
export function credentialFields({
  basicAuthSecret,
  bearerTokenSecret,
}: Pick<HttpClient, 'basicAuthSecret' | 'bearerTokenSecret'>): Pick<ClientFields, 'basicAuth' | 'authorization'> {
  return {
    ...(basicAuthSecret
      ? {
          basicAuth: {
            username: { name: basicAuthSecret, key: 'username' },
            password: { name: basicAuthSecret, key: 'password' },
          },
        }
      : {}),
    ...(bearerTokenSecret ? { authorization: { credentials: { name: bearerTokenSecret, key: 'token' } } } : {}),
  };
}

/** The proxy of a client, and the servers that it connects to without it. */
export function proxyFields({
  proxyUrl,
  noProxy,
}: Pick<HttpClient, 'proxyUrl' | 'noProxy'>): Pick<ClientFields, 'proxyUrl' | 'noProxy'> {
  return { ...(proxyUrl ? { proxyUrl } : {}), ...(noProxy ? { noProxy } : {}) };
}

/**
 * The request for tokens of OAuth 2.0. It has a connection of its own, which does not inherit the proxy (prometheus/common,
 * `OAuth2`).
 */
export function oauth2Fields(
  oauth2: NonNullable<HttpClient['oauth2']>,
  client: Pick<HttpClient, 'proxyUrl' | 'noProxy'>,
): NonNullable<ClientFields['oauth2']> {
  const { existingSecret: name, tokenUrl, scopes, params } = oauth2;
  return {
    clientId: { secret: { name, key: 'clientId' } },
    clientSecret: { name, key: 'clientSecret' },
    tokenUrl,
    ...(scopes.length > 0 ? { scopes } : {}),
    ...(Object.keys(params).length > 0 ? { endpointParams: params } : {}),
    ...proxyFields(client),
  };
}

/** The server at a URL. */
export function urlEndpoint(scope: IConstruct, url: string): Endpoint {
  const { host, port } = addressOfUrl(url);
  return serverEndpoint(scope, host, port);
}

/** The connections of a client to servers: through its proxy, if it has one, and without it where `noProxy` may exempt them. */
export function clientEndpoints(
  scope: IConstruct,
  client: Pick<HttpClient, 'proxyUrl' | 'noProxy' | 'oauth2'>,
  servers: readonly Endpoint[],
): Endpoint[] {
  const { oauth2, proxyUrl, noProxy } = client;
  const direct = [...servers, ...(oauth2 ? [urlEndpoint(scope, oauth2.tokenUrl)] : [])];
  return proxyUrl ? [urlEndpoint(scope, proxyUrl), ...(noProxy ? direct : [])] : direct;
}
