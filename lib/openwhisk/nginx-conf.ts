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
  /** Whether the servers listen for IPv6, too. The kernel must have it: nginx does not start otherwise. */
  readonly ipv6: boolean;
  /** Where the controllers listen. Full names: nginx's own resolver knows no search domains. */
  readonly controllerHosts: readonly UpstreamHost[];
  /** Full name of the API gateway's Service. */
  readonly apigatewayHost: string;
  /** Port of the API gateway that serves the managed APIs, `/api/…` (apigateway, `conf.d/managed_endpoints.conf`). */
  readonly apigatewayMgmtPort: number;
  /** Gate to the management of the API gateway. @default - none: without the system packages nothing uses it */
  readonly management?: ManagementGate;
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
  /** Whether the access log has the trace context that clients send, which nginx passes on like any header. @default false */
  readonly logsTraceContext?: boolean;
}

/**
 * A server for the actions that manage the routes of the API gateway, whose own management has no authentication (apigateway 1.0.0,
 * `conf.d/management_apis.conf`). Callers prove themselves with a key in the path: `/<key>/v2/…`. Their Authorization header is a
 * token that the caller of the action chooses (OpenWhisk, core/routemgmt), so it proves nothing.
 */
export interface ManagementGate {
  /** Port of the gate. */
  readonly port: number;
  /** Port of the API gateway that manages the routes. */
  readonly apigatewayPort: number;
  /** File with the key, as an entry of nginx's `map`: `<key> 1;`. */
  readonly keyFile: string;
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

/** Where the image keeps the key of the gate, a mounted Secret. */
export const NGINX_MANAGEMENT_DIR = '/etc/nginx/management';

/** OpenWhisk's transaction id (`whisk.transactions.header` in its application.conf). */
const REQUEST_ID_HEADER = 'X-Request-ID';

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
  const { keyFile } = props.management ?? {};
  refuseUnsafe({
    apiHostName,
    apigatewayHost,
    resolver,
    sslPasswordFile,
    keyFile,
    workerProcesses,
    maxBodySize,
    hosts,
  });

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
      ...(props.management ? managementServer(props, props.management) : []),
      ...(props.statusPort === undefined ? [] : statusServer(props.statusPort)),
    ]),
    '',
  ].join('\n');
}

/** W3C's trace context and the two forms of B3 in the access log; empty where a client sends none. */
const TRACE_CONTEXT = ['  \'"traceparent":"$http_traceparent","b3":"$http_b3","b3TraceId":"$http_x_b3_traceid",\''];

function httpSettings(props: NginxConfProps, maxBodySize: string): string[] {
  return [
    ...TEMP_PATHS,
    'log_format requests escape=json \'{"time":"$time_iso8601","requestId":"$request_id","client":"$remote_addr",\'',
    '  \'"request":"$request","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,\'',
    ...(props.logsTraceContext ? TRACE_CONTEXT : []),
    '  \'"upstream":"$upstream_addr","upstreamSeconds":"$upstream_response_time","userAgent":"$http_user_agent"}\';',
    'access_log /dev/stdout requests;',
    'server_tokens off;',
    `client_max_body_size ${maxBodySize};`,
    `proxy_read_timeout ${props.readTimeoutSeconds}s;`,
    '# An address that is gone, as long as DNS still has it, may not answer at all.',
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
    '# This header makes the controllers log more: not for clients.',
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
    '# created again, or a controller addressed by its pod, would be lost until a restart. A variable in proxy_pass would',
    '# resolve too, but could keep no connections open and knows one host only.',
    `resolver ${props.resolver};`,
    '# Also the pause after which an unanswered question is asked again.',
    'resolver_timeout 5s;',
    ...upstream('controllers', props.controllerHosts, KEEPALIVE.controllers),
    ...upstream('apigateway_managed', gateway(props.apigatewayMgmtPort), KEEPALIVE.apigateway),
    ...(props.management
      ? upstream('apigateway_management', gateway(props.management.apigatewayPort), KEEPALIVE.apigateway)
      : []),
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

function listen({ ipv6 }: NginxConfProps, port: number, suffix = ''): string[] {
  return [`listen ${port}${suffix};`, ...(ipv6 ? [`listen [::]:${port}${suffix};`] : [])];
}

/** One server listens on both ports, so that both serve the same routes. */
function listens(props: NginxConfProps, suffix: string): string[] {
  return [
    ...listen(props, props.httpPort, suffix),
    ...(props.httpsPort === undefined ? [] : listen(props, props.httpsPort, ` ssl${suffix}`)),
  ];
}

/**
 * Routes of the API host: the paths that clients use, and no other. The controllers also serve their metrics, the state of invokers
 * and activations (all three without authentication) and the switch that disables them (`BasicRasService.scala`, and `adminRoutes`
 * in `Controller.scala`).
 */
function apiRoutes(): string[] {
  return [
    ...healthLocation(NGINX_HEALTH_PATH, 'access_log off;'),
    ...route('= /', 'controllers'),
    ...route('= /ping', 'controllers'),
    ...route('/api/v1', 'controllers'),
    ...route('/api', 'apigateway_managed'),
    // The port of the managed APIs answers it, too, under this path (apigateway, `conf.d/managed_endpoints.conf`).
    ...route('= /v1/health-check', 'apigateway_managed', 'rewrite ^ /health break;'),
    ...block('location /', ['return 404;']),
  ];
}

/** The paths that the actions of the package apimgmt use (OpenWhisk, core/routemgmt/common/apigw-utils.js), with the tenant's id. */
const MANAGED = '/v2/[\\w-]+/apis(/[\\w-]+)?';

/**
 * The gate. Only whole paths match: the locations of the API gateway are unanchored, so that e.g. the tenant `x/v1` would reach
 * the management of all tenants. Neither log holds the key.
 */
function managementServer(props: NginxConfProps, { port, keyFile }: ManagementGate): string[] {
  return [
    'log_format management escape=json \'{"time":"$time_iso8601","requestId":"$request_id","client":"$remote_addr",\'',
    '  \'"request":"$request_method $managed","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time}\';',
    ...block('map $management_key $management_allowed', ['default 0;', `include ${keyFile};`]),
    ...block('server', [
      ...listen(props, port),
      'access_log /dev/stdout management;',
      'error_log /dev/null;',
      ...block(`location ~ ^/(?<management_key>[0-9a-f]+)(?<managed>${MANAGED})$`, [
        ...block('if ($management_allowed = 0)', ['return 404;']),
        'rewrite ^ $managed break;',
        'proxy_pass http://apigateway_management;',
      ]),
      ...block('location /', ['return 404;']),
    ]),
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
