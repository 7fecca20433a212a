import type { Construct } from 'constructs';
import { address, externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { ComponentId } from '../kube/labels';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import type { Wait } from '../kube/waits';

/** Connection facts of ZooKeeper, Kafka or etcd. */
export interface StoreFacts {
  /** Connect string: `host:port` of every member, separated by commas. */
  readonly hosts: string;
  /** Where any member answers. */
  readonly endpoint: Endpoint;
  readonly ready: Milestone;
}

/** An external store: it is waited for at its own address. */
export function externalStore(
  name: string,
  { host, port }: { readonly host: string; readonly port: number },
  wait: (endpoint: Endpoint) => Wait,
): StoreFacts {
  const endpoint = externalEndpoint(host, port);
  return { hosts: address(endpoint), endpoint, ready: { name, wait: wait(endpoint) } };
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
