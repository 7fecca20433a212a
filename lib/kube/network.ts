import { isIP } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { Construct, type IConstruct } from 'constructs';
import { EXTERNAL_TARGET } from './annotations';
import type { Endpoint, PodTarget } from './endpoint';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import { namedService } from './named-service';
import { PlatformChart, type PlatformSettings } from './platform-chart';
import { Workload } from './workload';

/** Clients outside the platform that may connect to a component. */
export interface Opening {
  readonly workload: Workload;
  /** Container ports. */
  readonly ports: readonly number[];
  /** The namespace whose pods may connect. @default - anyone may. */
  readonly namespace?: string;
  /** Whether they connect through an Ingress or a Gateway. @default false */
  readonly throughIngress?: boolean;
  /** Pods of the proxy that they connect through. @default - the Ingress controller of the settings, which may be unknown */
  readonly proxy?: PlatformSettings['ingressController'];
}

/** Pods that the platform itself does not create, such as action pods. */
export interface ForeignPods {
  readonly component: ComponentId;
  readonly namespace: string;
  /** Labels of the pods; without any, every pod of the namespace. */
  readonly selector: Readonly<Record<string, string>>;
  /** Whether the rest of this holds. Off: the pods may connect to anything, and anything to them. */
  readonly isolated: boolean;
  /** Workloads that connect to the pods, and the port. */
  readonly reachedBy: readonly Workload[];
  readonly port: number;
  /** Parts of the platform that the pods may reach. */
  readonly connectsTo: readonly Endpoint[];
  /** Addresses of DNS servers that the pods use instead of the cluster's. @default - none */
  readonly nameservers?: readonly string[];
  /** Address ranges outside of the platform that the pods may reach, and the exceptions in them. */
  readonly ranges: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
}

/** Pods that connect to others, with the ports of pods. */
type Client = Pick<ForeignPods, 'selector' | 'namespace' | 'connectsTo'>;

/** Properties of {@link NetworkPolicies}. */
export interface NetworkPoliciesProps {
  /** Component of the policy that denies everything in the namespace. */
  readonly defaultDeny: ComponentId;
  readonly openings: readonly Opening[];
  /** Their policy is in their own namespace; the workloads here admit them, and connect to them. */
  readonly foreign: readonly ForeignPods[];
}

/** An endpoint for the cluster's own API server. Its address is unknown, so the ports of the settings are open to any address. */
export const API_SERVER: Endpoint = { host: 'kubernetes.default.svc', port: 443 };

/**
 * Port of pods that serve TLS. No API server of a cluster in docs/clusters listens at it: network policies open the ports of the API
 * server to every program with a token, at any address, pods included.
 */
export const POD_TLS_PORT = 10443;

/** Every port, in endpoints that network policies alone read. */
const ANY_PORT = 0;

/** Any address and port. */
export const ANYWHERE: Endpoint = { host: '0.0.0.0', port: ANY_PORT };

/**
 * Any address and port but the link-local ones and the metadata services of clouds, which give credentials of the node: for a component
 * whose users choose the servers that it connects to.
 */
export const SERVERS_OF_USERS: Endpoint = { host: '0.0.0.0', port: ANY_PORT };

/** Link-local addresses with the metadata services of most clouds, and the address of the latter in IPv6 (AWS, "Instance metadata"). */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0/0': ['169.254.0.0/16'],
  '::/0': ['fe80::/10', 'fd00:ec2::254/128'],
};

/** Pods are named besides, because some network plugins select pods by labels only (Cilium, "Layer 3 policies", "IP/CIDR based"). */
const BUT_METADATA: k8s.NetworkPolicyPeer[] = [
  ...Object.entries(NEVER).map(([cidr, except]) => ({ ipBlock: { cidr, except: [...except] } })),
  { namespaceSelector: {} },
];

/**
 * Every port of the pods in a namespace: for a component whose targets the users of that namespace choose.
 *
 * @param selector - labels of the pods; without any, every pod of the namespace.
 */
export function podsOfNamespace(namespace: string, selector: Readonly<Record<string, string>> = {}): Endpoint {
  return { host: namespace, port: ANY_PORT, pods: { selector, namespace, port: ANY_PORT } };
}

/**
 * Default deny in the namespace and, for each workload, exactly the connections that it declares: what it waits for, what it
 * connects to, and who connects to it.
 */
export class NetworkPolicies extends Construct {
  constructor(scope: Construct, id: string, props: NetworkPoliciesProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    new k8s.KubeNetworkPolicy(this, 'DefaultDeny', {
      metadata: chart.metadata(props.defaultDeny),
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    const clients = [...Workload.within(chart.node.root), ...props.foreign].map(
      ({ selector, namespace, connectsTo }): Client => ({
        selector,
        namespace,
        connectsTo: comparable(chart, connectsTo),
      }),
    );
    for (const workload of Workload.within(chart)) this.addWorkload(chart, workload, clients, props);
    for (const pods of props.foreign) {
      if (pods.namespace === chart.settings.namespace) this.addForeign(chart, pods);
    }
  }

  private addWorkload(
    chart: PlatformChart,
    workload: Workload,
    clients: readonly Client[],
    { openings, foreign }: NetworkPoliciesProps,
  ): void {
    const { settings } = chart;
    const { namespace } = settings;
    const ports = new Map<number, k8s.NetworkPolicyPeer[]>();
    const overUdp = new Set<number>();
    const admit = (port: number, peer: k8s.NetworkPolicyPeer): void => {
      ports.set(port, [...(ports.get(port) ?? []), peer]);
    };
    for (const { selector, connectsTo, namespace: home } of clients) {
      for (const { port, udp } of targetsWithin(workload, connectsTo)) {
        admit(port, podsPeer({ selector, namespace: home }, namespace));
        if (udp) overUdp.add(port);
      }
    }
    const opening = openings.flatMap((candidate) =>
      candidate.workload === workload ? [{ peer: peerOf(candidate, settings), ports: candidate.ports }] : [],
    );
    const opened = opening.filter(({ peer }) => !peer).flatMap(({ ports: open }) => open);
    for (const port of opened) ports.delete(port);
    for (const { peer, ports: admitted } of opening) {
      if (peer) for (const port of admitted) admit(port, peer);
    }
    if (settings.scraper) {
      for (const { containerPort } of workload.metrics) admit(containerPort, podsPeer(settings.scraper, namespace));
    }
    const outgoing = foreign.filter(({ reachedBy }) => reachedBy.includes(workload));
    new k8s.KubeNetworkPolicy(this, workload.component.component, {
      metadata: chart.metadata(workload.component),
      spec: {
        podSelector: { matchLabels: { ...workload.selector } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          ...(opened.length > 0 ? [{ ports: opened.map(tcp) }] : []),
          ...[...ports].map(([port, from]) => ({ from, ports: protocols(port, overUdp.has(port)) })),
        ],
        egress: [
          dns(settings),
          ...distinct(comparable(chart, workload.connectsTo).map((endpoint) => egressTo(endpoint, settings))),
          ...outgoing.map((pods) => ({ to: [podsPeer(pods, namespace)], ports: [tcp(pods.port)] })),
        ],
      },
    });
  }

  private addForeign(chart: PlatformChart, pods: ForeignPods): void {
    const selects = Object.keys(pods.selector).length > 0;
    new k8s.KubeNetworkPolicy(this, pods.component.component, {
      metadata: {
        ...chart.metadata(pods.component),
        ...(selects ? { annotations: { [EXTERNAL_TARGET]: 'pods that the platform creates when it runs' } } : {}),
      },
      spec: {
        podSelector: selects ? { matchLabels: { ...pods.selector } } : {},
        policyTypes: ['Ingress', 'Egress'],
        ...(pods.isolated ? isolatedRules(pods, chart) : { ingress: [{}], egress: [{}] }),
      },
    });
  }
}

/** Clients of an opening; undefined for anyone. */
function peerOf(
  { namespace, throughIngress, proxy }: Opening,
  { ingressController }: PlatformSettings,
): k8s.NetworkPolicyPeer | undefined {
  if (namespace) return { namespaceSelector: namespaceLabels(namespace) };
  const pods = proxy ?? ingressController;
  if (!throughIngress || !pods) return undefined;
  const { podLabels } = pods;
  return {
    namespaceSelector: namespaceLabels(pods.namespace),
    ...(Object.keys(podLabels).length > 0 ? { podSelector: { matchLabels: { ...podLabels } } } : {}),
  };
}

function isolatedRules(pods: ForeignPods, chart: PlatformChart): Pick<k8s.NetworkPolicySpec, 'ingress' | 'egress'> {
  const { settings } = chart;
  const { namespace } = settings;
  return {
    ingress: [{ from: pods.reachedBy.map((workload) => podsPeer(workload, namespace)), ports: [tcp(pods.port)] }],
    egress: [
      dns(settings, pods.nameservers),
      ...distinct(
        comparable(chart, pods.connectsTo).map((endpoint) => addressEgress(endpoint) ?? egressTo(endpoint, settings)),
      ),
      ...(pods.ranges.length > 0
        ? [
            {
              to: pods.ranges.map(({ cidr, except }) => ({
                ipBlock: { cidr, ...(except ? { except: [...except] } : {}) },
              })),
            },
          ]
        : []),
    ],
  };
}

/** Queries to the pods of the cluster's DNS and to addresses of other DNS servers. */
function dns(
  { dnsNamespace, dnsAddresses, dnsPorts }: PlatformSettings,
  nameservers: readonly string[] = [],
): k8s.NetworkPolicyEgressRule {
  const addresses = [...new Set([...dnsAddresses, ...nameservers])];
  return {
    to: [
      { namespaceSelector: namespaceLabels(dnsNamespace) },
      ...addresses.map((address) => ({ ipBlock: { cidr: singleAddress(address) } })),
    ],
    ports: dnsPorts.flatMap((port) => [{ ...tcp(port), protocol: 'UDP' }, tcp(port)]),
  };
}

/** The range that has one address. */
function singleAddress(address: string): string {
  return `${address}/${isIP(address) === 4 ? 32 : 128}`;
}

/**
 * Endpoints with the ports of pods, which policies compare. A Service in the platform file is looked up. The pods of a Service of
 * another owner are unknown, so every pod of its namespace is open; the port stays open to any address, for Services without pods.
 */
function comparable(scope: IConstruct, endpoints: readonly Endpoint[]): Endpoint[] {
  return endpoints.flatMap((endpoint) => {
    if (endpoint.pods || endpoint === API_SERVER) return [endpoint];
    const service = namedService(scope, endpoint);
    if (!service) return [endpoint];
    return service.endpoint ? [service.endpoint] : [endpoint, podsOfNamespace(service.namespace)];
  });
}

/** The ports of a workload's own pods among endpoints, each once. */
function targetsWithin(workload: Workload, endpoints: readonly Endpoint[]): PodTarget[] {
  const { namespace, selector } = workload;
  const targets = endpoints.flatMap(({ pods }) =>
    pods && pods.namespace === namespace && isDeepStrictEqual(pods.selector, selector) ? [pods] : [],
  );
  return [...new Map(targets.map((target) => [target.port, target])).values()];
}

function egressTo(endpoint: Endpoint, { namespace, apiServerPorts }: PlatformSettings): k8s.NetworkPolicyEgressRule {
  if (endpoint === ANYWHERE) return {};
  if (endpoint === SERVERS_OF_USERS) return { to: [...BUT_METADATA] };
  if (endpoint === API_SERVER) return { ports: apiServerPorts.map(tcp) };
  if (!endpoint.pods) return { ports: [tcp(endpoint.port)] };
  if (endpoint.port === ANY_PORT) return { to: [podsPeer(endpoint.pods, namespace)] };
  return { to: [podsPeer(endpoint.pods, namespace)], ports: protocols(endpoint.pods.port, endpoint.pods.udp) };
}

/** Egress of foreign pods to a server that is named by its address: to nothing else at this port. */
function addressEgress({ host, port, pods }: Endpoint): k8s.NetworkPolicyEgressRule | undefined {
  if (pods || isIP(host) === 0) return undefined;
  return { to: [{ ipBlock: { cidr: singleAddress(host) } }], ports: [tcp(port)] };
}

function protocols(port: number, udp = false): k8s.NetworkPolicyPort[] {
  return [tcp(port), ...(udp ? [{ ...tcp(port), protocol: 'UDP' }] : [])];
}

/** Pods, seen from a namespace: another's have to be named. */
function podsPeer(
  { selector, namespace }: Pick<PodTarget, 'selector' | 'namespace'>,
  home: string,
): k8s.NetworkPolicyPeer {
  const elsewhere = namespace === home ? {} : { namespaceSelector: namespaceLabels(namespace) };
  if (namespace !== home && Object.keys(selector).length === 0) return elsewhere;
  return { podSelector: { matchLabels: { ...selector } }, ...elsewhere };
}

function namespaceLabels(namespace: string): k8s.LabelSelector {
  return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}

function tcp(port: number): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(port), protocol: 'TCP' };
}

function distinct<T>(rules: readonly T[]): T[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
