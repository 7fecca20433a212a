import type { Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { Milestone } from '../kube/milestone';
import type { CertificateRef, Credentials, SecretRef } from '../kube/secrets';
import type { Mount } from '../kube/storage';
import type { Workload } from '../kube/workload';
import type { Wait } from '../kube/waits';

/** Connection facts of an Elasticsearch; `User` are the users that may connect. */
export interface ElasticsearchFacts<User extends string> {
  readonly endpoint: Endpoint;
  readonly protocol: 'http' | 'https';
  readonly kind: 'elasticsearch' | 'opensearch';
  /** By whom its certificate is verified. @default - the public authorities. */
  readonly authorities?: CertificateRef;
  /** User name and password of a user. */
  credentials(user: User): Credentials;
  /** Workload of the nodes. @default - none, it is external */
  readonly workload?: Workload;
}

/** The user of a Secret with the keys `username` and `password`. */
export function userOf(secret: SecretRef): Credentials {
  return { secret, usernameKey: 'username', passwordKey: 'password' };
}

/** User name and password as environment variables. */
export function userEnv({ secret, usernameKey, passwordKey }: Credentials, prefix: string): Env {
  return {
    [`${prefix}USERNAME`]: { secret, key: usernameKey },
    [`${prefix}PASSWORD`]: { secret, key: passwordKey },
  };
}

const AUTHORITIES_DIR = '/etc/elasticsearch-ca';

/** Path of the CA certificate of Elasticsearch in a container. */
export const AUTHORITIES_FILE = `${AUTHORITIES_DIR}/ca.crt`;

/** The volume with {@link AUTHORITIES_FILE}; none where the public authorities do. */
export function authoritiesMounts({ authorities }: Pick<ElasticsearchFacts<never>, 'authorities'>): Mount[] {
  if (!authorities) return [];
  const { secret, key } = authorities;
  // Only the certificate: the private key beside it is none of the clients' business.
  return [{ volume: { name: 'elasticsearch-ca', secret, items: { [key]: 'ca.crt' } }, path: AUTHORITIES_DIR }];
}

/** The version that a server elsewhere has to be of. */
export interface ExpectedVersion {
  /** Major version. */
  readonly major: number;
  /** The property of the platform file that says so. */
  readonly property: string;
}

/**
 * The milestone that Elasticsearch answers one of its users.
 *
 * @param expected - the version; of a server that the platform makes it is known.
 */
export function elasticsearchReady<User extends string>(
  facts: ElasticsearchFacts<User>,
  user: User,
  expected?: ExpectedVersion,
): Milestone {
  const wait = question(facts, user, 'Elasticsearch with all primary shards', [
    ...(expected ? versionIs(expected) : []),
    'answer=$(ask "$URL/_cluster/health?wait_for_status=yellow&timeout=1s") || return 1',
    'echo "$answer"',
    'case "$answer" in *\'"timed_out":false\'*) ;; *) false ;; esac',
  ]);
  return { name: 'elasticsearch', wait, provider: facts.workload };
}

function versionIs({ major, property }: ExpectedVersion): string[] {
  return [
    'version=$(ask "$URL/") || return 1',
    `version=$(echo "$version" | sed -n 's/.*"number" *: *"\\([0-9]*\\)\\..*/\\1/p')`,
    `[ "$version" = ${major} ] || { echo "it is of version \${version:-unknown}, where ${property} says ${major}"; return 1; }`,
  ];
}

/** Elasticsearch holds a document that a user may read. */
export function elasticsearchHas<User extends string>(
  facts: ElasticsearchFacts<User>,
  user: User,
  what: string,
  path: string,
): Wait {
  return question(facts, user, what, [`ask "$URL${path}"`]);
}

/** A query to Elasticsearch as one of its users; `ask` requests a URL, and fails if the response is not successful. */
function question<User extends string>(
  facts: ElasticsearchFacts<User>,
  user: User,
  what: string,
  attempt: readonly string[],
): Wait {
  const { endpoint, protocol, authorities } = facts;
  return {
    endpoint,
    what,
    image: 'toolbox',
    attempt: [...authorizedCurl(authorities !== undefined), `URL="${protocol}://$HOST:$PORT"`, ...attempt].join('\n'),
    env: { ...userEnv(facts.credentials(user), 'WAIT_'), ...(authorities ? { WAIT_CA: authorities } : {}) },
  };
}

/** A shell function that gets a URL. Neither the password nor the certificate is an argument or a file. */
function authorizedCurl(verified: boolean): string[] {
  const credentials = `"$(printf '%s:%s' "$WAIT_USERNAME" "$WAIT_PASSWORD" | base64 | tr -d '\\n')"`;
  const curl = `curl --silent --show-error --fail --max-time "$TRY_TIMEOUT_SECONDS" --header @-`;
  return [
    'get() {',
    `  printf 'Authorization: Basic %s' ${credentials} |`,
    `    ${curl}${verified ? ' --cacert /dev/fd/3' : ''} "$1"`,
    '}',
    `ask() { ${verified ? `printf '%s\\n' "$WAIT_CA" | get "$1" 3<&0` : 'get "$1"'}; }`,
  ];
}
