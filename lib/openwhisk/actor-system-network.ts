import type { Endpoint } from '../kube/endpoint';
import type { ComponentId } from '../kube/labels';
import type { PlatformChart } from '../kube/platform-chart';
import { CLUSTER_PORTS } from './actor-system';

/** A port of an actor system in the pods of a component. Members connect to pods; the port needs no Service. */
export function systemEndpoint(
  chart: PlatformChart,
  component: ComponentId,
  port: keyof typeof CLUSTER_PORTS,
): Endpoint {
  const number = CLUSTER_PORTS[port];
  const pods = { selector: chart.selector(component), namespace: chart.settings.namespace, port: number };
  return { host: chart.host(component), port: number, pods };
}

/** Endpoints that the members of a cluster connect to at each other. */
export function peerEndpoints(chart: PlatformChart, component: ComponentId): Endpoint[] {
  return [systemEndpoint(chart, component, 'remoting'), systemEndpoint(chart, component, 'management')];
}
