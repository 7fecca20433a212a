import { SecretCopy } from '../lib/kube/secret-copy';
import { openfaasComponent } from '../lib/openfaas/component';
import { DATABASE_KEYS, type FunctionDatabase } from '../lib/openfaas/function-database';
import type { MySqlChart } from './mysql';

/**
 * The database for functions: a copy of its user and of its CA certificates in their namespace. The Job is in the namespace of the
 * database, because clients of OpenFaaS may be allowed to run pods with any ServiceAccount in the namespace of the functions.
 */
export function addFunctionDatabase(chart: MySqlChart, to: string): FunctionDatabase {
  const { endpoint, database, application, tls, ready } = chart.mysql;
  const { secret: user, usernameKey, passwordKey } = application;
  const authorities = tls?.authorities;
  const { secret } = new SecretCopy(chart, 'ForFunctions', {
    component: openfaasComponent('functions-database', 'curl'),
    to,
    values: {
      [DATABASE_KEYS.user]: { secret: user.name, key: usernameKey },
      [DATABASE_KEYS.password]: { secret: user.name, key: passwordKey },
      ...(authorities
        ? { [DATABASE_KEYS.authorities]: { secret: authorities.secret.name, key: authorities.key } }
        : {}),
    },
  });
  return { endpoint, name: database, secret, hasAuthorities: authorities !== undefined, ready };
}
