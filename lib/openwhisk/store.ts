import type { Construct } from 'constructs';
import { address, externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { ComponentId } from '../kube/labels';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import { anyOf, type Wait } from '../kube/waits';
import { parseAddress, type HostAddress } from '../text/address';

/** Connection facts of ZooKeeper, Kafka or etcd. */
export interface StoreFacts {
  /** Connect string: `host:port` of every member, separated by commas. */
  readonly hosts: string;
  /** Where members answer: one endpoint of all, or one of each. */
  readonly endpoints: readonly Endpoint[];
  readonly ready: Milestone;
}

/** Addresses of an external store in the platform file: one host or several. */
export interface ExternalAddresses {
  readonly host?: string;
  readonly hosts?: readonly string[];
  /** Port of the hosts without one. */
  readonly port: number;
}

/** The endpoints of an external store, in the order of the platform file. */
function externalEndpoints({ host, hosts, port }: ExternalAddresses): Endpoint[] {
  const servers = hosts?.flatMap((server) => parseAddress(server) ?? []) ?? (host === undefined ? [] : [{ host }]);
  return servers.map((server: HostAddress) => externalEndpoint(server.host, server.port ?? port));
}

/** An external store: a wait succeeds at any of its addresses. */
export function externalStore(
  name: string,
  external: ExternalAddresses,
  wait: (endpoint: Endpoint) => Wait,
): StoreFacts {
  const endpoints = externalEndpoints(external);
  return { hosts: endpoints.map(address).join(','), endpoints, ready: { name, wait: anyOf(endpoints.map(wait)) } };
}

/** The DNS name of each pod of a StatefulSet, behind its headless Service. */
export function memberHosts(scope: Construct, component: ComponentId, replicas: number): string[] {
  const chart = PlatformChart.of(scope);
  const { name } = chart.metadata(component);
  return Array.from({ length: replicas }, (_, index) => `${name}-${index}.${chart.host(component)}`);
}

/** The connect string of a store's members. */
export function connectString(hosts: readonly string[], port: number): string {
  return hosts.map((host) => `${host}:${port}`).join(',');
}
