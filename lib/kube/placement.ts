import { k8s } from './k8s';

/** The part of the cluster that a component belongs to; the value of the node label `openwhisk-role`. */
export type NodeRole = 'core' | 'edge' | 'invoker' | 'provider';

/**
 * Placement of a component's pods: on the nodes of a role; anywhere, for components outside OpenWhisk; everywhere, one per node
 * regardless of taints; or on workers, one per node without a taint or with the taint of a role.
 */
export type Location = NodeRole | 'anywhere' | 'everywhere' | 'workers';

/** How the replicas of a component are spread over the parts of a cluster, such as its zones. */
export interface Spread {
  /** The node label whose values are the parts. */
  readonly topologyKey: string;
  /** How many more replicas one part may have than another. */
  readonly maxSkew: number;
  /** Whether a replica that would break this is started all the same. */
  readonly whenUnsatisfiable: 'ScheduleAnyway' | 'DoNotSchedule';
}

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
  readonly spread: readonly Spread[];
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
  location: Location,
  selector: Readonly<Record<string, string>>,
  options: PlacementOptions,
): k8s.Affinity | undefined {
  if (!options.affinity || location === 'everywhere' || location === 'workers') return undefined;
  const label = (operator: string, value: NodeRole): k8s.NodeSelectorTerm => ({
    matchExpressions: [{ key: options.nodeLabel, operator, values: [options.roles[value]] }],
  });
  return {
    nodeAffinity:
      location === 'invoker'
        ? { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [label('In', 'invoker')] } }
        : {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: AVOID_INVOKERS, preference: label('NotIn', 'invoker') },
              ...(location === 'anywhere' ? [] : [{ weight: PREFER_OWN_ROLE, preference: label('In', location) }]),
            ],
          },
    podAntiAffinity: apart(selector),
  };
}

/** Pods with these labels prefer different nodes. */
function apart(selector: Readonly<Record<string, string>>): k8s.PodAntiAffinity {
  return {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: { labelSelector: { matchLabels: { ...selector } }, topologyKey: 'kubernetes.io/hostname' },
      },
    ],
  };
}

/** Pods that a topology spread distributes. */
export interface SpreadPods {
  /** Largest number of the pods. */
  readonly maxPods: number;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Whether new pods start beside the old ones during a rollout. @default false */
  readonly surges?: boolean;
}

/**
 * Topology spread of several pods, in addition to their preference for different nodes; a single pod has none.
 *
 * During a rollout, the pods of a Deployment are spread among the new pods only: the old ones, which are about to end, would
 * shift them. The pods of a StatefulSet replace each other one by one, so that a new pod fills the gap of the old one.
 */
export function topologySpread(
  { maxPods, selector, surges }: SpreadPods,
  { affinity: enabled, spread }: PlacementOptions,
): k8s.TopologySpreadConstraint[] | undefined {
  if (!enabled || maxPods < 2 || spread.length === 0) return undefined;
  return spread.map((rule) => ({
    ...rule,
    labelSelector: { matchLabels: { ...selector } },
    ...(surges ? { matchLabelKeys: ['pod-template-hash'] } : {}),
  }));
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

/** The toleration of a role's taint; of the taints of all roles on workers; of every taint for what runs everywhere. */
export function tolerations(location: Location, options: PlacementOptions): k8s.Toleration[] | undefined {
  if (location === 'everywhere') return [{ operator: 'Exists' }];
  if (location === 'workers') return [{ key: options.nodeLabel, operator: 'Exists' }];
  if (!options.tolerations || location === 'anywhere') return undefined;
  return [{ key: options.nodeLabel, operator: 'Equal', value: options.roles[location], effect: 'NoSchedule' }];
}
