import { block, healthLocation, PROCESS, refuseUnsafe, TEMP_PATHS } from '../kube/nginx-syntax';

/** Properties of {@link authProxyConf}. */
export interface AuthProxyConfProps {
  /** Port of the proxy. */
  readonly port: number;
  /** Name of the program, for the dialog of the browser. */
  readonly realm: string;
  /** `<host>:<port>` of the program. */
  readonly upstream: string;
  /** File of the users and their hashed passwords. */
  readonly users: string;
  /** Name of the cluster's DNS server. */
  readonly resolver: string;
}

/** Path that the proxy answers itself, for the probes. */
export const PROXY_HEALTH_PATH = '/proxy-health';

/** Silence of the program that the proxy accepts, in seconds. */
export const PROXY_READ_SECONDS = 130;

/**
 * The text of the proxy's `nginx.conf`. Paths below `/-/` reload and end the program (Prometheus, `--web.enable-lifecycle`, which the
 * operator sets), and are not served.
 *
 * @throws when a value holds a character with a meaning in nginx's syntax.
 */
export function authProxyConf({ port, realm, upstream, users, resolver }: AuthProxyConfProps): string {
  refuseUnsafe({ realm, upstream, users, resolver });
  return [
    'worker_processes 1;',
    ...PROCESS,
    ...block('events', ['worker_connections 1024;']),
    ...block('http', [
      ...TEMP_PATHS,
      'access_log off;',
      'server_tokens off;',
      '# Requests of remote write and of large silences.',
      'client_max_body_size 32m;',
      `resolver ${resolver};`,
      ...block('upstream program', ['zone program 64k;', `server ${upstream} resolve;`]),
      ...block('server', [
        `listen ${port};`,
        ...healthLocation(PROXY_HEALTH_PATH),
        ...block('location /-/', ['return 403;']),
        ...block('location /', [
          `auth_basic "${realm}";`,
          `auth_basic_user_file ${users};`,
          'proxy_pass http://program;',
          'proxy_http_version 1.1;',
          'proxy_set_header Connection "";',
          'proxy_set_header Host $http_host;',
          'proxy_set_header Authorization "";',
          '# A query takes up to two minutes (Prometheus, --query.timeout).',
          `proxy_read_timeout ${PROXY_READ_SECONDS}s;`,
        ]),
      ]),
    ]),
    '',
  ].join('\n');
}
