import { externalEndpoint } from '../kube/endpoint';
import { userOf, type ElasticsearchFacts } from './client';

/** Where a server is that the platform does not make. */
export interface ExternalElasticsearch {
  /** Host name or address. */
  readonly host: string;
  readonly port: number;
  readonly protocol: ElasticsearchFacts<never>['protocol'];
  /** @default elasticsearch */
  readonly kind?: ElasticsearchFacts<never>['kind'];
  /** Secret whose key `ca.crt` is the certificate of its authority. @default - the public authorities. */
  readonly caSecret?: string;
}

/**
 * The facts of a server that the platform does not make.
 *
 * @param secretOf - name of the Secret with the keys `username` and `password` of a user.
 */
export function externalElasticsearch<User extends string>(
  { host, port, protocol, kind = 'elasticsearch', caSecret }: ExternalElasticsearch,
  secretOf: (user: User) => string,
): ElasticsearchFacts<User> {
  return {
    endpoint: externalEndpoint(host, port),
    protocol,
    kind,
    ...(caSecret ? { authorities: { secret: { name: caSecret }, key: 'ca.crt' } } : {}),
    credentials: (user) => userOf({ name: secretOf(user) }),
  };
}
