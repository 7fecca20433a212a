import { MAX_REQUEST_BYTES } from '../platform/schema/limits';
import { block, healthLocation, PROCESS, refuseUnsafe, TEMP_PATHS } from '../kube/nginx-syntax';

/**
 * The nginx configuration of the entry point. It needs nginx 1.27.3 or newer: older versions have the `resolve`
 * parameter of `server` only in the commercial edition.
 */
export interface NginxConfProps {
  /** Port of the plain server; in-cluster clients and the kubelet's probes use it. */
  readonly httpPort: number;
  /**
   * Port of the TLS server, which reads `/etc/nginx/certs/tls.crt` and `tls.key`.
   * @default no TLS: something in front of nginx ends it
   */
  readonly httpsPort?: number;
  /** Where the controllers listen. Full names: nginx's own resolver knows no search domains. */
  readonly controllerHosts: readonly UpstreamHost[];
  /** Full name of the API gateway's Service. */
  readonly apigatewayHost: string;
  /** Port of the API gateway that serves the managed APIs, `/api/…` (apigateway, `conf.d/managed_endpoints.conf`). */
  readonly apigatewayMgmtPort: number;
  /** Port of the API gateway that manages them, `/v2/…` (apigateway, `conf.d/management_apis.conf`). */
  readonly apigatewayApiPort: number;
  /** Host name that users use, without port; `<namespace>.<apiHostName>` are its vanity hosts. */
  readonly apiHostName: string;
  /** Address or name of the cluster's DNS server; nginx looks a name up once, as it starts. */
  readonly resolver: string;
  /** Worker processes: a number, or `auto` for one a core of the node. */
  readonly workerProcesses: string | number;
  /**
   * Largest request body.
   * @default - the largest that the controllers accept
   */
  readonly maxBodySize?: string;
  /**
   * How long an upstream may be silent, in seconds. Longer than a blocking invocation, see {@link timeoutsOf}.
   */
  readonly readTimeoutSeconds: number;
  /** Port of nginx' connection counters (module stub_status), for its own pod only. @default - not exposed */
  readonly statusPort?: number;
  /**
   * File with the pass phrase of the TLS key.
   * @default the key is not encrypted
   */
  readonly sslPasswordFile?: string;
}

/** One server of an upstream group. */
interface UpstreamHost {
  readonly host: string;
  readonly port: number;
}

/** Path that nginx answers itself, on its own account, for the probes; `/ping` is the controllers'. */
export const NGINX_HEALTH_PATH = '/nginx-health';

/** Where the image keeps the certificate: a mounted `kubernetes.io/tls` Secret. */
export const NGINX_CERTS_DIR = '/etc/nginx/certs';

/** OpenWhisk's transaction id (`whisk.transactions.header` in its application.conf). */
const REQUEST_ID_HEADER = 'X-Request-ID';

/**
 * Controller paths that are for the cluster's inside: metrics, the invokers' and activations' state (all three without
 * authentication) and the switch that turns a controller off (whose password has a published default). Source:
 * `BasicRasService.scala` and `adminRoutes` in `Controller.scala`.
 */
const INTERNAL_PATHS = ['/metrics', '/invokers', '/activation', '/disable'];

/** {@link MAX_REQUEST_BYTES} in the notation of nginx, whose M is a MiB. */
const MAX_BODY_SIZE = `${MAX_REQUEST_BYTES / 2 ** 20}M`;

/** Idle connections to keep, each worker; upstream's template keeps 512 to the controllers. */
const KEEPALIVE = { controllers: 512, apigateway: 32 };

/**
 * The text of `nginx.conf`.
 *
 * @throws when there is no controller, or a value holds a character with a meaning in nginx's syntax.
 */
export function nginxConf(props: NginxConfProps): string {
  if (props.controllerHosts.length === 0) {
    throw new Error('nginx needs at least one controller to send requests to');
  }
  const {
    apiHostName,
    apigatewayHost,
    resolver,
    sslPasswordFile,
    workerProcesses,
    maxBodySize = MAX_BODY_SIZE,
  } = props;
  const hosts = props.controllerHosts.map(({ host }) => host);
  refuseUnsafe({ apiHostName, apigatewayHost, resolver, sslPasswordFile, workerProcesses, maxBodySize, hosts });

  return [
    `worker_processes ${workerProcesses};`,
    '# A proxied request holds two files: one to the client, one to the upstream.',
    'worker_rlimit_nofile 8192;',
    ...PROCESS,
    ...block('events', ['worker_connections 4096;']),
    ...block('http', [
      ...httpSettings(props, maxBodySize),
      ...upstreams(props),
      ...block('server', [...listens(props, ' default_server'), 'server_name _;', ...apiRoutes()]),
      ...block('server', [...listens(props, ''), ...vanityRoutes(apiHostName)]),
      ...(props.statusPort === undefined ? [] : statusServer(props.statusPort)),
    ]),
    '',
  ].join('\n');
}

function httpSettings(props: NginxConfProps, maxBodySize: string): string[] {
  return [
    ...TEMP_PATHS,
    'log_format requests escape=json \'{"time":"$time_iso8601","requestId":"$request_id","client":"$remote_addr",\'',
    '  \'"request":"$request","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,\'',
    '  \'"upstream":"$upstream_addr","upstreamSeconds":"$upstream_response_time","userAgent":"$http_user_agent"}\';',
    'access_log /dev/stdout requests;',
    'server_tokens off;',
    `client_max_body_size ${maxBodySize};`,
    `proxy_read_timeout ${props.readTimeoutSeconds}s;`,
    '# An address that is gone, as long as DNS still tells it, may not answer at all.',
    'proxy_connect_timeout 5s;',
    '# Both are needed for connections that stay open to the upstreams.',
    'proxy_http_version 1.1;',
    'proxy_set_header Connection "";',
    'proxy_set_header Host $http_host;',
    'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    'proxy_set_header X-Forwarded-Proto $forwarded_proto;',
    "# One id for a request, in our log, in the controllers' and in the answer; theirs would come twice.",
    `proxy_set_header ${REQUEST_ID_HEADER} $request_id;`,
    `proxy_hide_header ${REQUEST_ID_HEADER};`,
    `add_header ${REQUEST_ID_HEADER} $request_id always;`,
    '# Whoever sends it makes the controllers log more: not for strangers.',
    'proxy_set_header X-OW-EXTRA-LOGGING "";',
    '# A balancer in front that has ended TLS says so.',
    ...block('map $http_x_forwarded_proto $forwarded_proto', ['default $scheme;', 'https https;']),
    ...(props.httpsPort === undefined ? [] : tlsSettings(props)),
  ];
}

/** Certificate, protocols and ciphers, once for both TLS servers. */
function tlsSettings(props: NginxConfProps): string[] {
  return [
    `ssl_certificate ${NGINX_CERTS_DIR}/tls.crt;`,
    `ssl_certificate_key ${NGINX_CERTS_DIR}/tls.key;`,
    ...(props.sslPasswordFile === undefined ? [] : [`ssl_password_file ${props.sslPasswordFile};`]),
    'ssl_protocols TLSv1.2 TLSv1.3;',
    '# Of TLS 1.2 only suites with forward secrecy and authenticated encryption; all of TLS 1.3 are such.',
    'ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;',
    'ssl_session_cache shared:tls:10m;',
    'ssl_session_timeout 10m;',
  ];
}

function upstreams(props: NginxConfProps): string[] {
  const gateway = (port: number): UpstreamHost[] => [{ host: props.apigatewayHost, port }];
  return [
    '# "resolve" looks names up while nginx runs, again as their TTL ends, and needs the shared "zone". Without it a name',
    '# is looked up once, as nginx starts: one that DNS does not know yet would stop nginx from starting, and a Service',
    '# made anew, or a controller addressed by its pod, would be lost until a restart. A variable in proxy_pass would',
    '# resolve too, but could keep no connections open and knows one host only.',
    `resolver ${props.resolver};`,
    '# Also the pause after which an unanswered question is asked again.',
    'resolver_timeout 5s;',
    ...upstream('controllers', props.controllerHosts, KEEPALIVE.controllers),
    ...upstream('apigateway_managed', gateway(props.apigatewayMgmtPort), KEEPALIVE.apigateway),
    ...upstream('apigateway_management', gateway(props.apigatewayApiPort), KEEPALIVE.apigateway),
  ];
}

function upstream(name: string, servers: readonly UpstreamHost[], keepalive: number): string[] {
  return block(`upstream ${name}`, [
    `zone ${name} 64k;`,
    // Upstream's template leaves a server that failed alone for a minute (fail_timeout), so that a restarted controller
    // is not asked too early. The Service does that here, and two controllers at once would be a minute's outage.
    ...servers.map(({ host, port }) => `server ${host}:${port} resolve;`),
    `keepalive ${keepalive};`,
  ]);
}

/** One server listens on both ports, so that both serve the same routes. */
function listens(props: NginxConfProps, suffix: string): string[] {
  return [
    `listen ${props.httpPort}${suffix};`,
    ...(props.httpsPort === undefined ? [] : [`listen ${props.httpsPort} ssl${suffix};`]),
  ];
}

/** Routes of the API host; the longest matching prefix wins. */
function apiRoutes(): string[] {
  return [
    ...healthLocation(NGINX_HEALTH_PATH, 'access_log off;'),
    ...INTERNAL_PATHS.flatMap((path) => block(`location ${path}`, ['return 404;'])),
    ...route('/api/v1/web', 'controllers'),
    ...route('/api/v1', 'controllers'),
    ...route('/api', 'apigateway_managed'),
    ...route('/v1/health-check', 'apigateway_management'),
    ...route('/v2', 'apigateway_management'),
    ...route('/', 'controllers'),
  ];
}

/**
 * Routes of `<namespace>.<apiHostName>`: nothing but that namespace's web actions, so that a page of one tenant shares
 * no origin with the API. A namespace with characters that a host name cannot hold has no vanity host.
 */
function vanityRoutes(apiHostName: string): string[] {
  const suffix = apiHostName.replaceAll('.', '\\.');
  return [
    `server_name ~^(?<namespace>[0-9a-z-]+)\\.${suffix}$;`,
    ...route('= /', 'controllers', 'rewrite ^ /api/v1/web/$namespace/public/index.html break;'),
    ...route('/', 'controllers', 'rewrite ^/(.*)$ /api/v1/web/$namespace/$1 break;'),
  ];
}

function statusServer(port: number): string[] {
  return block('server', [`listen 127.0.0.1:${port};`, 'access_log off;', ...block('location /', ['stub_status;'])]);
}

function route(match: string, upstreamName: string, ...rewrites: readonly string[]): string[] {
  return block(`location ${match}`, [...rewrites, `proxy_pass http://${upstreamName};`]);
}
