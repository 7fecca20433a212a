import type { GatewayRoutes, Platform } from '../platform/model';

/** The routes of a program, with their namespace. */
interface Routes {
  readonly section: string;
  readonly namespace: string;
  readonly gateway: GatewayRoutes;
}

function routesOf({ namespace, openwhisk, monitoring, logging, openfaas }: Platform): Routes[] {
  const { ingress } = openwhisk;
  const { grafana, prometheus, alertmanager } = monitoring;
  const watched = monitoring.enabled && !prometheus.existing;
  const programs: readonly (readonly [section: string, namespace: string, gateway?: GatewayRoutes | false])[] = [
    ['openwhisk.ingress', namespace, openwhisk.enabled && ingress.type === 'Gateway' && ingress.gateway],
    ['monitoring.grafana', monitoring.namespace, watched && grafana.enabled && grafana.gateway],
    ['monitoring.prometheus.ingress', monitoring.namespace, watched && prometheus.ingress?.gateway],
    [
      'monitoring.alertmanager.ingress',
      monitoring.namespace,
      watched && alertmanager.enabled && alertmanager.ingress?.gateway,
    ],
    ['logging.kibana', logging.namespace, logging.enabled && logging.kibana.enabled && logging.kibana.gateway],
    [
      'openfaas.ingress',
      openfaas.namespace,
      openfaas.enabled && openfaas.ingress.type === 'Gateway' && openfaas.ingress.gateway,
    ],
  ];
  return programs.flatMap(([section, home, gateway]) =>
    gateway ? [{ section: `${section}.gateway`, namespace: home, gateway }] : [],
  );
}

/** Conditions of the routes of a platform that no manifest shows, because the Gateway is not in it. */
export function gatewayNotes(platform: Platform): string[] {
  return routesOf(platform).flatMap((routes) => [...admissions(routes), ...timeouts(routes)]);
}

/** A Gateway admits routes of its own namespace only, unless a listener has `allowedRoutes`. */
function admissions({ namespace: home, gateway: { parentRefs } }: Routes): string[] {
  return parentRefs.flatMap(({ name, namespace = home, sectionName }) => {
    if (namespace === home) return [];
    const listener = sectionName ? `listener ${sectionName}` : 'a listener';
    return [
      `Gateway ${namespace}/${name}: ${listener} must admit routes of the namespace ${home}, such as by allowedRoutes.namespaces with from: Selector and kubernetes.io/metadata.name: ${home}`,
    ];
  });
}

/** Default timeout of Envoy Gateway (internal/gatewayapi/route.go) and kgateway (kgateway#12285). */
function timeouts({ section, gateway }: Routes): string[] {
  if (gateway.timeouts) return [];
  return [
    `${section}.timeouts: false leaves the default of the implementation: Envoy Gateway and kgateway end a request after 15 s (docs/gateway.md)`,
  ];
}
