import type { Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { Credentials } from '../kube/secrets';
import type { Wait } from '../kube/waits';

/** CouchDB is up and has the database that a job creates last, so the work of the job is done. */
export function couchdbHas(
  endpoint: Endpoint,
  protocol: string,
  database: string,
  credentials: Credentials,
  job = 'init-couchdb',
): Wait {
  return {
    endpoint,
    what: `CouchDB's database ${database} (made last by the ${job} job)`,
    attempt: `timeout "$TRY_TIMEOUT_SECONDS" wget -q -O /dev/null --header "${BASIC_AUTH}" "${protocol}://$HOST:$PORT/${database}"`,
    env: credentialsEnv(credentials),
  };
}

/** CouchDB accepts the administrator; for an external server that only the event providers use. */
export function couchdbAnswers(endpoint: Endpoint, protocol: string, credentials: Credentials): Wait {
  return { ...couchdbHas(endpoint, protocol, '', credentials), what: 'CouchDB' };
}

const BASIC_AUTH = `Authorization: Basic $(printf '%s:%s' "$WAIT_USERNAME" "$WAIT_PASSWORD" | base64 | tr -d '\\n')`;

function credentialsEnv({ secret, usernameKey, passwordKey }: Credentials): Env {
  return { WAIT_USERNAME: { secret, key: usernameKey }, WAIT_PASSWORD: { secret, key: passwordKey } };
}
