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
    image: 'toolbox',
    attempt: `${AUTHORIZATION} |
  curl --silent --show-error --fail --max-time "$TRY_TIMEOUT_SECONDS" --header @- --output /dev/null "${protocol}://$HOST:$PORT/${database}"`,
    env: credentialsEnv(credentials),
  };
}

/** CouchDB accepts the administrator; for an external server that only the event providers use. */
export function couchdbAnswers(endpoint: Endpoint, protocol: string, credentials: Credentials): Wait {
  return { ...couchdbHas(endpoint, protocol, '', credentials), what: 'CouchDB' };
}

/** Prints the header: every process of the node may read arguments, and printf is a builtin. */
const AUTHORIZATION = `printf 'Authorization: Basic %s' "$(printf '%s:%s' "$WAIT_USERNAME" "$WAIT_PASSWORD" | base64 | tr -d '\\n')"`;

function credentialsEnv({ secret, usernameKey, passwordKey }: Credentials): Env {
  return { WAIT_USERNAME: { secret, key: usernameKey }, WAIT_PASSWORD: { secret, key: passwordKey } };
}
