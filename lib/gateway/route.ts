import { Construct } from 'constructs';
import { Gateway, HTTPRoute, ReferenceGrant } from '../crds/gateway-resources';
import type { CertificateRef, Listener, ParentRef } from '../crds/gateway-types';
import { GATEWAY_GROUP } from '../crds/version';
import type { ComponentId } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import type { SecretRef } from '../kube/secrets';
import type { GatewayRoutes } from '../platform/model';

/** Port of clients, by protocol. */
const USUAL_PORTS = { http: 80, https: 443 } as const;

/** Properties of {@link GatewayRoute}. */
export interface GatewayRouteProps {
  readonly component: ComponentId;
  readonly spec: GatewayRoutes;
  /** Host names of the requests; each but the first may begin with `*.`. */
  readonly hosts: readonly string[];
  readonly protocol: 'http' | 'https';
  /** Path that the program serves, with everything below it. @default - every path */
  readonly path?: string;
  /** Port that clients use. @default - the usual port of the protocol */
  readonly port?: number;
  /** Certificate of a created Gateway, in the namespace of the program. @default - `spec.certificate`; none without TLS */
  readonly certificate?: SecretRef;
  /** Service and its port, which a route refers to by number. */
  readonly backend: { readonly name: string; readonly port: number };
  /** Timeout of a request, in seconds. @default - the default of the implementation */
  readonly requestSeconds?: number;
}

/** Listeners of a created Gateway. */
const HTTP = 'http';
const HTTPS = 'https';

/** A route of the Gateway API to a program, the redirect from http, and the Gateway unless one exists. */
export class GatewayRoute extends Construct {
  constructor(scope: Construct, id: string, props: GatewayRouteProps) {
    super(scope, id);
    const { component, spec, hosts, protocol, backend, path = '/' } = props;
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(component);
    const secure = protocol === 'https';
    if (spec.className) this.addGateway(spec.className, props);
    const attached = (listener?: string): ParentRef[] =>
      spec.className
        ? [{ name: metadata.name, sectionName: listener ?? (secure ? HTTPS : HTTP) }]
        : spec.parentRefs.map((ref) => ({ ...ref, ...(listener ? { sectionName: listener } : {}) }));
    const request = spec.requestSeconds ?? props.requestSeconds;
    new HTTPRoute(this, 'Route', {
      metadata,
      spec: {
        parentRefs: attached(),
        hostnames: hosts,
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: path } }],
            ...(spec.extensionRefs.length > 0
              ? { filters: spec.extensionRefs.map((extensionRef) => ({ type: 'ExtensionRef', extensionRef })) }
              : {}),
            backendRefs: [backend],
            ...(spec.timeouts && request ? { timeouts: { request: `${request}s` } } : {}),
          },
        ],
      },
    });
    const redirected = spec.className ? HTTP : spec.redirectFrom;
    if (!secure || !redirected) return;
    const { port = USUAL_PORTS.https } = props;
    const requestRedirect = {
      scheme: 'https',
      statusCode: 301,
      ...(port === USUAL_PORTS.https ? {} : { port }),
    } as const;
    new HTTPRoute(this, 'Redirect', {
      metadata: chart.metadata(component, 'redirect'),
      spec: {
        parentRefs: attached(redirected),
        hostnames: hosts,
        rules: [{ matches: EVERY_PATH, filters: [{ type: 'RequestRedirect', requestRedirect }] }],
      },
    });
  }

  private addGateway(gatewayClassName: string, { component, spec, protocol, ...props }: GatewayRouteProps): void {
    const metadata = PlatformChart.of(this).metadata(component);
    const secret: CertificateRef | undefined = spec.certificate ?? props.certificate;
    const secure = protocol === 'https';
    const allowedRoutes = { namespaces: { from: 'Same' } } as const;
    const http: Listener = {
      name: HTTP,
      protocol: 'HTTP',
      port: secure ? USUAL_PORTS.http : (props.port ?? USUAL_PORTS.http),
      allowedRoutes,
    };
    const https = ({ name, namespace }: CertificateRef): Listener => ({
      name: HTTPS,
      protocol: 'HTTPS',
      port: props.port ?? USUAL_PORTS.https,
      tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name, namespace }] },
      allowedRoutes,
    });
    const { annotations } = spec;
    new Gateway(this, 'Gateway', {
      metadata: { ...metadata, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
      spec: { gatewayClassName, listeners: [http, ...(secure && secret ? [https(secret)] : [])] },
    });
    if (secure && spec.certificate) this.addGrant(component, spec.certificate);
  }

  /** The namespace of the certificate admits the Gateway. */
  private addGrant(component: ComponentId, { name, namespace }: NonNullable<GatewayRoutes['certificate']>): void {
    const metadata = PlatformChart.of(this).metadata(component);
    new ReferenceGrant(this, 'Grant', {
      metadata: { ...metadata, namespace },
      spec: {
        from: [{ group: GATEWAY_GROUP, kind: 'Gateway', namespace: metadata.namespace }],
        to: [{ group: '', kind: 'Secret', name }],
      },
    });
  }
}

const EVERY_PATH = [{ path: { type: 'PathPrefix', value: '/' } }] as const;
