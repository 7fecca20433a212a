import { userOf, type ElasticsearchFacts } from '../elasticsearch/client';
import { externalEndpoint } from '../kube/endpoint';
import { required } from '../kube/required';
import type { Credentials } from '../kube/waits';
import type { Logging } from '../platform/model';
import type { LoggingUser } from './access';

/** An Elasticsearch or OpenSearch that is not made by the platform. */
export function externalElasticsearch(
  external: NonNullable<Logging['elasticsearch']['external']>,
): ElasticsearchFacts<LoggingUser> {
  const { host, port, protocol, kind, caSecret, existingSecret, kibanaSecret } = external;
  const ofSecret = (name: string): Credentials => userOf({ name });
  return {
    endpoint: externalEndpoint(host, port),
    protocol,
    kind,
    ...(caSecret ? { authorities: { secret: { name: caSecret }, key: 'ca.crt' } } : {}),
    credentials: (user) =>
      ofSecret(user === 'kibana' ? required(kibanaSecret, 'the Secret of Kibana') : existingSecret),
  };
}
