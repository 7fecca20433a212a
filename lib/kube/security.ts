import { k8s } from './k8s';

/**
 * How a pod's processes run. The base is the *restricted* Pod Security Standard with a read-only root file system; every
 * deviation says why, and the reason goes into the pod as an annotation.
 */
export interface SecurityProfile {
  /** User of the processes. 0 needs {@link rootReason}. */
  readonly uid: number;
  /** Group of the processes. @default - the same number as the user. */
  readonly gid?: number;
  /** Group that owns the volumes. @default - the processes' group. */
  readonly fsGroup?: number;
  /** Further groups of the processes. @default - no further groups */
  readonly supplementalGroups?: readonly number[];
  /** Why the image must run as root. @default - it must not. */
  readonly rootReason?: string;
  /** Why the image must write to its own file system. @default - it is read-only. */
  readonly writableRootReason?: string;
  /** Why the pod sees the network, the processes or the files of its node. @default - it sees none of them. */
  readonly hostReason?: string;
  /** Why the container must have every right on its node; it is root, then. @default - it must not. */
  readonly privilegedReason?: string;
  /** Capabilities that a root image needs. @default - all are dropped. */
  readonly addCapabilities?: readonly string[];
}

/** Annotation that names a pod's deviations from the restricted profile. */
export const EXCEPTION_ANNOTATION = 'faas-stack/security-exception';

/** The reasons of a pod's deviations; empty for most. */
export function exceptionsOf(profile: SecurityProfile): string[] {
  const capabilities = profile.addCapabilities?.length ? ` (capabilities ${profile.addCapabilities.join(', ')})` : '';
  return [
    ...(profile.rootReason ? [`runs as root${capabilities}: ${profile.rootReason}`] : []),
    ...(profile.privilegedReason ? [`privileged: ${profile.privilegedReason}`] : []),
    ...(profile.hostReason ? [`sees the node: ${profile.hostReason}`] : []),
    ...(profile.writableRootReason ? [`writable root file system: ${profile.writableRootReason}`] : []),
  ];
}

/**
 * Whether a pod names the user and the groups of its processes. Where the platform leaves them to the cluster, only a pod does that
 * deviates from the restricted profile: an image writes to its own files, or needs rights of root or on its node.
 */
export function namesUser(profiles: readonly SecurityProfile[], fixedUsers: boolean): boolean {
  return fixedUsers || profiles.some((profile) => exceptionsOf(profile).length > 0);
}

/**
 * The pod's security context.
 *
 * @param named - whether it names the user and the groups of the processes, see {@link namesUser}.
 * @throws when a profile runs as root without a reason, or adds capabilities to a user who could not hold them.
 */
export function podSecurityContext(profile: SecurityProfile, named: boolean): k8s.PodSecurityContext {
  if (profile.uid === 0 && !profile.rootReason) throw new Error('A container that runs as root needs a rootReason');
  if (profile.uid !== 0 && profile.addCapabilities?.length) throw new Error('Capabilities are of use to root only');
  const gid = profile.gid ?? profile.uid;
  return {
    ...(named ? { runAsUser: profile.uid, runAsGroup: gid } : {}),
    runAsNonRoot: profile.uid !== 0,
    ...(named ? { fsGroup: profile.fsGroup ?? gid } : {}),
    // Without it, the kubelet would walk a large volume at every start of the pod.
    fsGroupChangePolicy: 'OnRootMismatch',
    ...(named && profile.supplementalGroups?.length ? { supplementalGroups: [...profile.supplementalGroups] } : {}),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** The AppArmor profile of the container runtime. It would keep a privileged container from what it is privileged for. */
export function appArmorProfile(profiles: readonly SecurityProfile[]): { readonly type: string } | undefined {
  return profiles.some(({ privilegedReason }) => privilegedReason) ? undefined : { type: 'RuntimeDefault' };
}

/** A container's security context. */
export function containerSecurityContext(profile: SecurityProfile): k8s.SecurityContext {
  if (profile.privilegedReason)
    return { privileged: true, runAsUser: 0, runAsNonRoot: false, readOnlyRootFilesystem: true };
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: !profile.writableRootReason,
    runAsNonRoot: profile.uid !== 0,
    capabilities: { drop: ['ALL'], ...(profile.addCapabilities ? { add: [...profile.addCapabilities] } : {}) },
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** The user of init containers and Jobs that only run a shell script: `nobody`. */
export const SCRIPT_SECURITY: SecurityProfile = { uid: 65534 };
