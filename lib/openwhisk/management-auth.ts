import type { Env } from '../kube/env';
import type { SecretRef } from '../kube/secrets';

/** A program with a management API (`POST /disable` and others), which basic authentication protects. */
type ManagedProgram = 'controller' | 'invoker' | 'scheduler';

/**
 * Environment with the credentials of a program's management API. The images hold defaults that are public, e.g. `scheduler.user`
 * with `scheduler.pass` (OpenWhisk, application.conf of each program).
 *
 * @param auth - Secret with the keys `username` and `password`
 */
export function managementAuthEnv(program: ManagedProgram, auth: SecretRef): Env {
  return {
    [`CONFIG_whisk_${program}_username`]: { secret: auth, key: 'username' },
    [`CONFIG_whisk_${program}_password`]: { secret: auth, key: 'password' },
  };
}
