import { Construct } from 'constructs';
import type { Endpoint } from './endpoint';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import { PlatformChart } from './platform-chart';
import { Workload } from './workload';

/** Who may connect to a component from outside of the platform. */
export interface Opening {
  readonly workload: Workload;
  /** Container ports. */
  readonly ports: readonly number[];
  /** The namespace whose pods may connect. @default - anyone may. */
  readonly namespace?: string;
}

/** Pods that the platform itself does not make, such as those of user actions. */
export interface ForeignPods {
  readonly component: ComponentId;
  readonly selector: Readonly<Record<string, string>>;
  /** Whether the rest of this holds. Off: the pods may connect to anything, and anything to them. */
  readonly isolated: boolean;
  /** Workloads that connect to the pods, and the port. */
  readonly reachedBy: readonly Workload[];
  readonly port: number;
  /** Parts of the platform that the pods may reach. */
  readonly connectsTo: readonly Endpoint[];
  /** Address ranges outside of the platform that the pods may reach, and the exceptions in them. */
  readonly ranges: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
}

/** Properties of {@link NetworkPolicies}. */
export interface NetworkPoliciesProps {
  /** Component of the policy that denies everything in the namespace. */
  readonly defaultDeny: ComponentId;
  readonly openings: readonly Opening[];
  readonly foreign: readonly ForeignPods[];
}

/** An endpoint for the cluster's own API server: its address is not known before, so its ports are open to any. */
export const API_SERVER: Endpoint = { host: 'kubernetes.default.svc', port: 443 };

/** Any address and port: for a component whose users choose what it connects to. */
export const ANYWHERE: Endpoint = { host: '0.0.0.0', port: 0 };

const API_SERVER_PORTS = [443, 6443];

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
    const workloads = Workload.within(chart);
    for (const workload of workloads) this.addWorkload(chart, workload, workloads, props);
    for (const pods of props.foreign) this.addForeign(chart, pods);
  }

  private addWorkload(
    chart: PlatformChart,
    workload: Workload,
    workloads: readonly Workload[],
    { openings, foreign }: NetworkPoliciesProps,
  ): void {
    const ports = new Map<number, k8s.NetworkPolicyPeer[]>();
    const admit = (port: number, peer: k8s.NetworkPolicyPeer): void => {
      ports.set(port, [...(ports.get(port) ?? []), peer]);
    };
    for (const peer of [...workloads, ...foreign]) {
      for (const port of portsTowards(workload, peer.connectsTo)) admit(port, podsPeer(peer.selector));
    }
    const own = openings.filter((opening) => opening.workload === workload);
    const opened = own.filter(({ namespace }) => !namespace).flatMap((opening) => opening.ports);
    for (const port of opened) ports.delete(port);
    for (const { namespace, ports: admitted } of own) {
      if (!namespace) continue;
      const peer = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
      for (const port of admitted) admit(port, peer);
    }
    const outgoing = foreign.filter(({ reachedBy }) => reachedBy.includes(workload));
    new k8s.KubeNetworkPolicy(this, workload.component.component, {
      metadata: chart.metadata(workload.component),
      spec: {
        podSelector: { matchLabels: { ...workload.selector } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          ...(opened.length > 0 ? [{ ports: opened.map(tcp) }] : []),
          ...[...ports].map(([port, from]) => ({ from, ports: [tcp(port)] })),
        ],
        egress: [
          DNS,
          ...distinct(workload.connectsTo.map(egressTo)),
          ...outgoing.map(({ selector, port }) => ({ to: [podsPeer(selector)], ports: [tcp(port)] })),
        ],
      },
    });
  }

  private addForeign(chart: PlatformChart, pods: ForeignPods): void {
    new k8s.KubeNetworkPolicy(this, pods.component.component, {
      metadata: chart.metadata(pods.component),
      spec: {
        podSelector: { matchLabels: { ...pods.selector } },
        policyTypes: ['Ingress', 'Egress'],
        ...(pods.isolated ? isolatedRules(pods) : { ingress: [{}], egress: [{}] }),
      },
    });
  }
}

function isolatedRules(pods: ForeignPods): Pick<k8s.NetworkPolicySpec, 'ingress' | 'egress'> {
  return {
    ingress: [{ from: pods.reachedBy.map(({ selector }) => podsPeer(selector)), ports: [tcp(pods.port)] }],
    egress: [
      DNS,
      ...distinct(pods.connectsTo.map(egressTo)),
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

const DNS: k8s.NetworkPolicyEgressRule = {
  ports: ['UDP', 'TCP'].map((protocol) => ({ port: k8s.IntOrString.fromNumber(53), protocol })),
};

function portsTowards(workload: Workload, endpoints: readonly Endpoint[]): number[] {
  const namespace = PlatformChart.of(workload).settings.namespace;
  const selector = JSON.stringify(workload.selector);
  const ports = endpoints.flatMap(({ pods }) =>
    pods && pods.namespace === namespace && JSON.stringify(pods.selector) === selector ? [pods.port] : [],
  );
  return [...new Set(ports)];
}

function egressTo(endpoint: Endpoint): k8s.NetworkPolicyEgressRule {
  if (endpoint === ANYWHERE) return {};
  if (endpoint === API_SERVER) return { ports: API_SERVER_PORTS.map(tcp) };
  if (!endpoint.pods) return { ports: [tcp(endpoint.port)] };
  return { to: [podsPeer(endpoint.pods.selector)], ports: [tcp(endpoint.pods.port)] };
}

function podsPeer(selector: Readonly<Record<string, string>>): k8s.NetworkPolicyPeer {
  return { podSelector: { matchLabels: { ...selector } } };
}

function tcp(port: number): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(port), protocol: 'TCP' };
}

function distinct<T>(rules: readonly T[]): T[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
