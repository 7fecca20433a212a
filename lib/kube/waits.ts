import { isIP } from 'node:net';
import type { Endpoint } from './endpoint';
import { address } from './endpoint';
import type { Env } from './env';
import type { SecretRef } from './secrets';
import type { ImageName } from '../catalogue/images';

/** A question that an init container asks until the answer is yes. */
export interface Wait {
  readonly endpoint: Endpoint;
  /** What is waited for, as the message says it, e.g. `a Kafka broker`. */
  readonly what: string;
  /** Body of the shell function that tries once: prints what it saw, succeeds when ready. */
  readonly attempt: string;
  /** Variables of the attempt besides HOST, PORT and TRY_TIMEOUT_SECONDS. @default - none. */
  readonly env?: Env;
  /** Where the programs of the attempt are. @default busybox */
  readonly image?: ImageName;
}

/** User name and password in a Secret. */
export interface Credentials {
  readonly secret: SecretRef;
  readonly usernameKey: string;
  readonly passwordKey: string;
}

/**
 * A ZooKeeper server is up when it answers `imok` to the four-letter word `ruok`, and serves when it tells its mode in answer to
 * `srvr`: a member of an ensemble says `imok` before it has found the others. A server that does not allow `ruok` says so;
 * `srvr` is allowed by every one (ZooKeeper Administrator's Guide, "The Four Letter Words", `4lw.commands.whitelist`).
 */
export function zookeeperAnswers(endpoint: Endpoint): Wait {
  return {
    endpoint,
    what: 'ZooKeeper',
    attempt: [
      'ask() { echo "$1" | timeout "$TRY_TIMEOUT_SECONDS" nc "$HOST" "$PORT"; }',
      'answer=$(ask ruok)',
      'case "$answer" in imok | *"not in the whitelist"*) answer=$(ask srvr) ;; esac',
      'echo "$answer"',
      'case "$answer" in *"Mode: "*) ;; *) false ;; esac',
    ].join('\n'),
  };
}

/**
 * An ApiVersions request, version 0, correlation id 1, no client id (Kafka protocol guide, "ApiVersions"), as printf escapes:
 * the one request that a broker answers before anything is known about it.
 */
export const KAFKA_API_VERSIONS_REQUEST = '\\000\\000\\000\\012\\000\\022\\000\\000\\000\\000\\000\\001\\377\\377';

/** The first ten bytes of the answer in hexadecimal: any length, correlation id 1, error code 0. */
export const KAFKA_API_VERSIONS_ANSWER = '????????000000010000';

/** A Kafka broker answers a protocol request; an open port alone does not say that. */
export function kafkaAnswers(endpoint: Endpoint): Wait {
  return {
    endpoint,
    what: 'a Kafka broker',
    // The pause keeps our half of the connection open until the broker has answered.
    attempt: kafkaAnswer(
      `{ printf '${KAFKA_API_VERSIONS_REQUEST}'; sleep 1; } | timeout "$TRY_TIMEOUT_SECONDS" nc "$HOST" "$PORT"`,
    ).join('\n'),
  };
}

/** A certificate in a Secret, in PEM. */
export interface CertificateRef {
  readonly secret: SecretRef;
  readonly key: string;
}

/**
 * A Kafka broker answers a protocol request through TLS, with a certificate that these authorities have signed and that names the
 * host. The request needs no authentication. @param authorities - the public ones, unless they are given.
 */
export function kafkaAnswersSecurely(endpoint: Endpoint, authorities?: CertificateRef): Wait {
  const named = isIP(endpoint.host) > 0 ? '-noservername -verify_ip' : '-servername "$HOST" -verify_hostname';
  const trusted = authorities ? ' -CAfile /dev/fd/3' : '';
  const question = authorities ? `printf '%s\\n' "$WAIT_CA" | ask 3<&0` : 'ask';
  return {
    endpoint,
    what: 'a Kafka broker with TLS',
    image: 'toolbox',
    attempt: [
      'ask() {',
      `  { printf '${KAFKA_API_VERSIONS_REQUEST}'; sleep 1; } | timeout "$TRY_TIMEOUT_SECONDS" openssl s_client -quiet -no_ign_eof -connect '${address(endpoint)}' \\`,
      `    ${named} "$HOST" -verify_quiet -verify_return_error${trusted}`,
      '}',
      ...kafkaAnswer(question),
    ].join('\n'),
    ...(authorities ? { env: { WAIT_CA: authorities } } : {}),
  };
}

/** Sees whether what a command prints is a broker's answer. */
function kafkaAnswer(question: string): string[] {
  return [
    `answer=$(${question} | od -An -tx1 -N10 | tr -d ' \\n')`,
    'echo "answer: ${answer:-none}"',
    `case "$answer" in ${KAFKA_API_VERSIONS_ANSWER}) ;; *) false ;; esac`,
  ];
}

/** A Redis server answers PING, be it with a demand for the password (Redis documentation, "PING"). */
export function redisAnswers(endpoint: Endpoint): Wait {
  return {
    endpoint,
    what: 'Redis',
    attempt: [
      `answer=$({ printf 'PING\\r\\n'; sleep 1; } | timeout "$TRY_TIMEOUT_SECONDS" nc "$HOST" "$PORT" | head -n 1)`,
      'echo "$answer"',
      'case "$answer" in +PONG*|-NOAUTH*) ;; *) false ;; esac',
    ].join('\n'),
  };
}

/** The database that the init job makes last: CouchDB is up *and* holds what OpenWhisk needs. */
export function couchdbHas(endpoint: Endpoint, protocol: string, database: string, credentials: Credentials): Wait {
  return {
    endpoint,
    what: `CouchDB's database ${database} (made last by the init-couchdb job)`,
    attempt: `timeout "$TRY_TIMEOUT_SECONDS" wget -q -O /dev/null --header "${BASIC_AUTH}" "${protocol}://$HOST:$PORT/${database}"`,
    env: credentialsEnv(credentials),
  };
}

/** CouchDB knows the administrator: a server of the user's that OpenWhisk itself does not use. */
export function couchdbAnswers(endpoint: Endpoint, protocol: string, credentials: Credentials): Wait {
  return { ...couchdbHas(endpoint, protocol, '', credentials), what: 'CouchDB' };
}

/** A server answers a GET with success. */
export function httpAnswers(endpoint: Endpoint, what: string, path: string): Wait {
  return { endpoint, what, attempt: `${get(path)} -O -` };
}

/** The controller knows at least one healthy invoker. */
export function invokerHealthy(controller: Endpoint): Wait {
  return {
    endpoint: controller,
    what: 'a healthy invoker (as counted by the controller)',
    attempt: [
      `count=$(${get('/invokers/healthy/count')} -O -) || return 1`,
      'echo "healthy invokers: $count"',
      '[ "$count" -gt 0 ]',
    ].join('\n'),
  };
}

/** etcd is healthy (etcd documentation, "Monitoring etcd", health check). */
export function etcdHealthy(endpoint: Endpoint): Wait {
  return {
    endpoint,
    what: 'etcd',
    attempt: [
      `answer=$(${get('/health')} -O -) || return 1`,
      'echo "$answer"',
      'case "$answer" in *\'"health":"true"\'*) ;; *) false ;; esac',
    ].join('\n'),
  };
}

const BASIC_AUTH = `Authorization: Basic $(printf '%s:%s' "$WAIT_USERNAME" "$WAIT_PASSWORD" | base64 | tr -d '\\n')`;

function get(path: string): string {
  return `timeout "$TRY_TIMEOUT_SECONDS" wget -q "http://$HOST:$PORT${path}"`;
}

function credentialsEnv({ secret, usernameKey, passwordKey }: Credentials): Env {
  return { WAIT_USERNAME: { secret, key: usernameKey }, WAIT_PASSWORD: { secret, key: passwordKey } };
}

/**
 * The script of a waiting init container: tries until the answer is yes, and fails at the deadline with a message that names
 * what is missing. It needs a POSIX shell and busybox' applets.
 */
export function waitScript(wait: Wait): string {
  const target = `${wait.what} at ${address(wait.endpoint)}`;
  return `attempt() {
${wait.attempt.replace(/^/gm, '  ')}
}
started=$(date +%s)
until seen=$(attempt 2>&1); do
  waited=$(($(date +%s) - started))
  if [ "$waited" -ge "$DEADLINE_SECONDS" ]; then
    echo "gave up after $waited s (deadline $DEADLINE_SECONDS s): ${target} is missing; last answer: \${seen:-none}" >&2
    exit 1
  fi
  echo "waiting for ${target}: $waited of $DEADLINE_SECONDS s; last answer: \${seen:-none}"
  sleep "$INTERVAL_SECONDS"
done
echo "found ${target}"
`;
}
