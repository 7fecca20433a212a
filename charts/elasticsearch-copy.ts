import type { Construct } from 'constructs';
import { userOf, type ElasticsearchFacts } from '../lib/elasticsearch/client';
import type { ComponentId } from '../lib/kube/labels';
import { SecretCopy } from '../lib/kube/secret-copy';

/** A client of Elasticsearch in another namespace. */
interface Client<User extends string> {
  /** The Job that copies the Secrets. */
  readonly component: ComponentId;
  readonly elasticsearch: ElasticsearchFacts<User>;
  readonly user: User;
}

/** The same Elasticsearch, with copies of the user and of the CA certificate in the namespace of a chart. */
export function elasticsearchFrom<User extends string>(
  chart: Construct,
  from: string,
  { component, elasticsearch, user }: Client<User>,
): ElasticsearchFacts<User> {
  const { endpoint, protocol, kind, authorities, workload } = elasticsearch;
  const { secret: original, usernameKey, passwordKey } = elasticsearch.credentials(user);
  const { secret } = new SecretCopy(chart, 'Secrets', {
    component,
    from,
    values: {
      username: { secret: original.name, key: usernameKey },
      password: { secret: original.name, key: passwordKey },
      ...(authorities ? { 'ca.crt': { secret: authorities.secret.name, key: authorities.key } } : {}),
    },
  });
  return {
    endpoint,
    protocol,
    kind,
    ...(authorities ? { authorities: { secret, key: 'ca.crt' } } : {}),
    credentials: () => userOf(secret),
    workload,
  };
}
