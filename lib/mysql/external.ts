import { externalEndpoint } from '../kube/endpoint';
import type { MySql } from '../platform/model';
import { mysqlGreets, userOf, type MySqlFacts } from './client';

/** The facts of a server that the platform does not make. */
export function externalMySql(
  { host, port, kind, tls, existingSecret }: NonNullable<MySql['external']>,
  database: string,
): MySqlFacts {
  const endpoint = externalEndpoint(host, port);
  return {
    product: kind,
    endpoint,
    database,
    application: userOf({ name: existingSecret }),
    ...(tls ? { tls: tls.caSecret ? { authorities: { secret: { name: tls.caSecret }, key: 'ca.crt' } } : {} } : {}),
    ready: { name: 'mysql', wait: mysqlGreets(endpoint, kind) },
  };
}
