import { k8s } from './k8s';

/** The part of the cluster that a component belongs to; the value of the node label `openwhisk-role`. */
export type NodeRole = 'core' | 'edge' | 'invoker' | 'provider';

/** How components find their nodes. */
export interface PlacementOptions {
  /** Whether pods carry node affinity and self anti-affinity. */
  readonly affinity: boolean;
  /** Whether pods tolerate the taint `<nodeLabel>=<role>:NoSchedule`. */
  readonly tolerations: boolean;
  /** The label (and taint) key of the nodes. */
  readonly nodeLabel: string;
  /** The label value of each role. */
  readonly roles: Readonly<Record<NodeRole, string>>;
}

const AVOID_INVOKERS = 100;
const PREFER_OWN_ROLE = 80;

/**
 * Node affinity and self anti-affinity of a component.
 *
 * Core, edge and provider pods prefer to stay off the invoker nodes (weight 100) and to run on nodes of their role (80);
 * invokers must run on invoker nodes. Replicas only *prefer* different nodes, so that a one-node cluster, or a rolling
 * update of one replica, never blocks itself.
 */
export function affinity(
  role: NodeRole,
  selector: Readonly<Record<string, string>>,
  options: PlacementOptions,
): k8s.Affinity | undefined {
  if (!options.affinity) return undefined;
  const label = (operator: string, value: NodeRole): k8s.NodeSelectorTerm => ({
    matchExpressions: [{ key: options.nodeLabel, operator, values: [options.roles[value]] }],
  });
  return {
    nodeAffinity:
      role === 'invoker'
        ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [label('In', 'invoker')] } }
        : {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: AVOID_INVOKERS, preference: label('NotIn', 'invoker') },
              { weight: PREFER_OWN_ROLE, preference: label('In', role) },
            ],
          },
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: { labelSelector: { matchLabels: { ...selector } }, topologyKey: 'kubernetes.io/hostname' },
        },
      ],
    },
  };
}

/**
 * Node affinity of pods that measure the platform: never on a node that it uses, and preferably on one of their own role.
 */
export function aloofAffinity(role: string, options: PlacementOptions): k8s.Affinity | undefined {
  if (!options.affinity) return undefined;
  const { core, edge, invoker } = options.roles;
  const used = { key: options.nodeLabel, operator: 'NotIn', values: [core, edge, invoker] };
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [used] }] },
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 50, preference: { matchExpressions: [{ key: options.nodeLabel, operator: 'In', values: [role] }] } },
      ],
    },
  };
}

/** The toleration of a role's taint. */
export function tolerations(role: NodeRole, options: PlacementOptions): k8s.Toleration[] | undefined {
  if (!options.tolerations) return undefined;
  return [{ key: options.nodeLabel, operator: 'Equal', value: options.roles[role], effect: 'NoSchedule' }];
}
