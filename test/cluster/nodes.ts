import type { Api } from './api';
import { until } from './wait';
import type { Node } from './wire-types';

/** Label that says which part of the platform a node is for, and key of the taint that keeps others away. */
const ROLE = 'openwhisk-role';

/** Seconds until all nodes must be ready. */
const READY_TIMEOUT = 20;

/** A node to simulate. */
export interface NodeSpec {
  readonly name: string;
  /**
   * Value of the label `openwhisk-role`.
   * @default none: an unlabelled node
   */
  readonly role?: string;
  /**
   * Whether the taint `openwhisk-role=<role>:NoSchedule` is set; needs a role.
   * @default false
   */
  readonly tainted?: boolean;
  /**
   * Failure domain, in the label `topology.kubernetes.io/zone`.
   * @default none
   */
  readonly zone?: string;
  /**
   * Further labels.
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * @default none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * What pods may request, as Kubernetes quantities.
   * @default 8 CPU, 32Gi of memory, 110 pods; ephemeral storage is always 200Gi
   */
  readonly capacity?: { readonly cpu: string; readonly memory: string; readonly pods: string };
}

/**
 * Nodes as the OpenWhisk documentation recommends: one core, one edge, two invokers; and two without a role. They
 * alternate between two zones.
 *
 * @param options.tainted whether the nodes with a role accept only pods that tolerate it; default false
 */
export function standardNodes({ tainted = false } = {}): NodeSpec[] {
  const roles = ['core', 'edge', 'invoker', 'invoker', undefined, undefined];
  const names = ['core', 'edge', 'invoker-1', 'invoker-2', 'other-1', 'other-2'];
  return names.map((name, index) => {
    const role = roles[index];
    return { name, zone: `zone-${index % 2}`, ...(role !== undefined && { role, tainted }) };
  });
}

/** One node without labels of ours: the least a cluster can be. */
export function singleNode(): NodeSpec[] {
  return [{ name: 'node' }];
}

/** Registers nodes and waits until kwok has made them ready and the control plane has opened them for pods. */
export async function createNodes(api: Api, specs: readonly NodeSpec[]): Promise<void> {
  await Promise.all(specs.map((spec) => api.create('/api/v1/nodes', nodeOf(spec))));
  const open = async () => {
    const nodes = await api.list<Node>('/api/v1/nodes');
    return nodes.every(({ spec, status }) => {
      const ready = status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
      return ready && !spec?.taints?.some(({ key }) => key.startsWith('node.kubernetes.io/'));
    });
  };
  await until(open, { timeoutSeconds: READY_TIMEOUT, what: 'all nodes are ready' });
}

function nodeOf({ name, role, tainted, zone, labels, annotations, capacity }: NodeSpec): object {
  const resources = { 'ephemeral-storage': '200Gi', ...(capacity ?? { cpu: '8', memory: '32Gi', pods: '110' }) };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...(zone !== undefined && { 'topology.kubernetes.io/zone': zone, 'topology.kubernetes.io/region': 'region' }),
        ...(role !== undefined && { [ROLE]: role }),
        ...labels,
      },
    },
    spec: { taints: tainted && role !== undefined ? [{ key: ROLE, value: role, effect: 'NoSchedule' }] : [] },
    status: { capacity: resources, allocatable: resources },
  };
}
