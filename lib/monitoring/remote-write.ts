import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { Monitoring } from '../platform/model';
import type { PrometheusSpec } from '../crds';

type Store = Monitoring['prometheus']['remoteWrite'][number];

/** A long-term store as the custom resource names it. */
export function toRemoteWrite(store: Store): NonNullable<PrometheusSpec['remoteWrite']>[number] {
  const { url, name, basicAuthSecret, bearerTokenSecret, keep } = store;
  return {
    url,
    ...(name ? { name } : {}),
    ...(basicAuthSecret
      ? {
          basicAuth: {
            username: { name: basicAuthSecret, key: 'username' },
            password: { name: basicAuthSecret, key: 'password' },
          },
        }
      : {}),
    ...(bearerTokenSecret ? { authorization: { credentials: { name: bearerTokenSecret, key: 'token' } } } : {}),
    ...(keep.length > 0
      ? { writeRelabelConfigs: [{ action: 'keep', sourceLabels: ['__name__'], regex: keep.join('|') }] }
      : {}),
  };
}

/** The address of a long-term store. */
export function storeEndpoint(url: string): Endpoint {
  const { hostname, port, protocol } = new URL(url);
  return externalEndpoint(hostname, Number(port) || (protocol === 'https:' ? 443 : 80));
}
