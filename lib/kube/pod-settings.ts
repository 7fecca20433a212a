import type { k8s } from './k8s';
import { affinity, tolerations, topologySpread, type Location, type PlacementOptions, type Spread } from './placement';

/** A taint that pods tolerate (Kubernetes, "Taints and Tolerations"). */
export interface Toleration {
  /** @default - every taint */
  readonly key?: string;
  readonly operator: 'Equal' | 'Exists';
  readonly value?: string;
  /** @default - every effect */
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  /** @default - no limit */
  readonly tolerationSeconds?: number;
}

/** Changes to the pods of one component, in addition to the placement of the platform. */
export interface PodSettings {
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** In addition to the role's taint; instead of all taints for pods that run everywhere. */
  readonly tolerations: readonly Toleration[];
  /** Kubernetes Affinity; each of its three kinds replaces the platform's own. @default - the platform's affinity */
  readonly affinity?: Readonly<Record<string, unknown>>;
  /** @default - the component's priority class */
  readonly priorityClassName?: string;
  /** @default - the spread of the platform */
  readonly spread?: readonly Spread[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** How long the claims of a StatefulSet live (Kubernetes, `persistentVolumeClaimRetentionPolicy`). */
export interface ClaimRetention {
  readonly whenDeleted: 'Retain' | 'Delete';
  readonly whenScaled: 'Retain' | 'Delete';
}

/** The retention of claims as a field of a StatefulSet or a custom resource; none for the default of Kubernetes. */
export function retentionOf(policy?: ClaimRetention): { persistentVolumeClaimRetentionPolicy?: ClaimRetention } {
  const isDefault = !policy || (policy.whenDeleted === 'Retain' && policy.whenScaled === 'Retain');
  return isDefault ? {} : { persistentVolumeClaimRetentionPolicy: policy };
}

/** Properties of {@link scheduling}. */
export interface SchedulingProps {
  readonly role: Location;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Largest number of pods that the topology spreads. */
  readonly maxPods: number;
  /** Whether new pods start beside the old ones during a rollout. @default false */
  readonly surges?: boolean;
  /** @default - the role's affinity */
  readonly affinity?: k8s.Affinity;
  /** @default - any node */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** @default - the cluster's default class */
  readonly priorityClassName?: string;
  /** @default - no changes */
  readonly pods?: PodSettings;
}

/** The fields of a pod that the scheduler reads. */
type Scheduling = Pick<
  k8s.PodSpec,
  'affinity' | 'topologySpreadConstraints' | 'nodeSelector' | 'tolerations' | 'priorityClassName'
>;

/** Scheduling of a component's pods: the platform's placement with the changes of the component. */
export function scheduling(props: SchedulingProps, placement: PlacementOptions): Scheduling {
  const { role, selector, maxPods, surges, pods } = props;
  const nodeSelector = { ...props.nodeSelector, ...pods?.nodeSelector };
  return {
    affinity: unlessEmpty({ ...(props.affinity ?? affinity(role, selector, placement)), ...pods?.affinity }),
    // Constraints of the component itself hold without `placement.affinity`, too.
    topologySpreadConstraints: topologySpread(
      { maxPods, selector, surges },
      pods?.spread ? { ...placement, affinity: true, spread: pods.spread } : placement,
    ),
    nodeSelector: unlessEmpty(nodeSelector),
    tolerations: tolerated(role, placement, pods?.tolerations ?? []),
    priorityClassName: pods?.priorityClassName ?? props.priorityClassName,
  };
}

function tolerated(
  role: Location,
  placement: PlacementOptions,
  own: readonly Toleration[],
): k8s.Toleration[] | undefined {
  const ofRole = tolerations(role, placement);
  if (own.length === 0) return ofRole;
  return [...(role === 'everywhere' ? [] : (ofRole ?? [])), ...own.map((toleration) => ({ ...toleration }))];
}

function unlessEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
