import { address } from '../kube/endpoint';
import { block, healthLocation, PROCESS, refuseUnsafe, TEMP_PATHS } from '../kube/nginx-syntax';

/** Properties of {@link activationGatewayConf}. */
export interface ActivationGatewayConfProps {
  /** Port of the gateway. */
  readonly port: number;
  /** Where Elasticsearch is. */
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly protocol: 'http' | 'https';
    /** Major version. */
    readonly version: number;
  };
  /** File (PEM) with the authorities of the server's certificate. */
  readonly authorities: string;
  /** Name of the cluster's DNS server. */
  readonly resolver: string;
}

/** Path that the gateway answers itself, for the probes. */
export const GATEWAY_HEALTH_PATH = '/gateway-health';

/**
 * Media type of the version 7 compatible API of a version 8 server (Elasticsearch reference, "REST API compatibility").
 */
const COMPATIBLE = 'compatible-with=7';

/**
 * The text of the gateway's `nginx.conf`. OpenWhisk writes and reads activations by the client elastic4s 6.7 (OpenWhisk,
 * common/scala/build.gradle), which
 *
 * - writes and deletes documents with a type, which version 8 takes only of a client that says it is of version 7,
 * - reads the number of hits as a number, which is an object from 7 on unless one asks for a number,
 * - decodes an answer by the character set in its media type, which version 8 does not say.
 *
 * @throws when a value holds a character with a meaning in nginx's syntax.
 */
export function activationGatewayConf({ port, server, authorities, resolver }: ActivationGatewayConfProps): string {
  refuseUnsafe({ host: server.host, authorities, resolver });
  const { host, protocol, version } = server;
  return [
    'worker_processes 1;',
    ...PROCESS,
    ...block('events', ['worker_connections 1024;']),
    ...block('http', [
      ...TEMP_PATHS,
      '# Every activation would be a line.',
      'access_log off;',
      'server_tokens off;',
      "# What Elasticsearch takes at the most (http.max_content_length); the client's batches hold up to 500 activations.",
      'client_max_body_size 100m;',
      '# The client keeps a connection for 13 minutes, and fails on one that has been closed meanwhile.',
      'keepalive_timeout 15m;',
      'keepalive_requests 1000000;',
      `resolver ${resolver};`,
      ...block('upstream elasticsearch', [
        'zone elasticsearch 64k;',
        `server ${address(server)} resolve;`,
        'keepalive 32;',
      ]),
      ...(version >= 7 ? numberOfHits() : []),
      ...(version >= 8 ? mediaTypes() : []),
      ...block('server', [
        `listen ${port};`,
        ...healthLocation(GATEWAY_HEALTH_PATH),
        ...block('location /', [
          ...(version >= 7 ? ['set $args $asked;'] : []),
          `proxy_pass ${protocol}://elasticsearch;`,
          'proxy_http_version 1.1;',
          'proxy_set_header Connection "";',
          `proxy_set_header Host ${address(server)};`,
          ...(version >= 8
            ? [
                `proxy_set_header Accept "application/vnd.elasticsearch+json;${COMPATIBLE}";`,
                'proxy_set_header Content-Type $body_type;',
                'proxy_hide_header Content-Type;',
                'add_header Content-Type "application/json; charset=UTF-8" always;',
              ]
            : []),
          ...(protocol === 'https' ? verification(host, authorities) : []),
        ]),
      ]),
    ]),
    '',
  ].join('\n');
}

function numberOfHits(): string[] {
  return block('map $uri $asked', ['default $args;', '~/_search$ $args&rest_total_hits_as_int=true;']);
}

function mediaTypes(): string[] {
  const type = (format: string): string => `"application/vnd.elasticsearch+${format};${COMPATIBLE}"`;
  return [
    ...block('map $uri $format', [`default ${type('json')};`, `~/_bulk$ ${type('x-ndjson')};`]),
    '# A request without a body has no type.',
    ...block('map $http_content_type $body_type', ['"" "";', 'default $format;']),
  ];
}

function verification(host: string, authorities: string): string[] {
  return [
    `proxy_ssl_name ${host};`,
    'proxy_ssl_server_name on;',
    'proxy_ssl_verify on;',
    'proxy_ssl_verify_depth 4;',
    `proxy_ssl_trusted_certificate ${authorities};`,
    'proxy_ssl_protocols TLSv1.2 TLSv1.3;',
  ];
}
