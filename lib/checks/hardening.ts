import { whyUnpinned } from '../kube/images';
import { EXCEPTION_ANNOTATION } from '../kube/security';
import { finding, type Check, type Finding } from './finding';
import { podOwners, type ContainerManifest, type PodOwner } from './read/manifests';

const CHECK = 'hardening';

/** Names of variables whose value must come from a Secret. */
const SECRET_NAME = /(PASS|PASSWORD|SECRET|TOKEN|API_?KEY|_AUTH)$/i;

/**
 * Every container has requests, limits, a pinned image, no literal secret and the restricted security context, but for the
 * deviations that its pod names with their reason; and no manifest is a Secret.
 */
export const hardening: Check = (synthesis) => [
  ...synthesis.objects
    .filter(({ manifest }) => manifest.kind === 'Secret')
    .map((object) =>
      finding(CHECK, object, 'is a Secret in a manifest', 'let a Job make it, or refer to one of the user'),
    ),
  ...podOwners(synthesis).flatMap((owner) => [
    ...ofPod(owner),
    ...owner.containers.flatMap((container) => ofContainer(owner, container)),
  ]),
];

function ofPod({ object, pod }: PodOwner): Finding[] {
  const { hostNetwork = false, hostPID = false, volumes = [] } = pod.spec;
  const uses = [
    ...(hostNetwork ? ['the network'] : []),
    ...(hostPID ? ['the processes'] : []),
    ...(volumes.some(({ hostPath }) => hostPath) ? ['the files'] : []),
  ];
  const named = pod.metadata.annotations?.[EXCEPTION_ANNOTATION]?.includes('sees the node') ?? false;
  if (uses.length === 0 || named) return [];
  return [finding(CHECK, object, `sees ${uses.join(', ')} of its node`, 'give a hostReason')];
}

function ofContainer({ object, pod }: PodOwner, container: ContainerManifest): Finding[] {
  const exception = pod.metadata.annotations?.[EXCEPTION_ANNOTATION] ?? '';
  const rootAllowed = exception.includes('runs as root');
  const writableAllowed = exception.includes('writable root file system');
  const context = container.securityContext ?? {};
  const unpinned = whyUnpinned(container.image);
  // Every right is what the exception is about; no single one needs to be named.
  const privileged = context.privileged === true && exception.includes('privileged:');
  const complaints: [boolean, string, string][] = [
    [unpinned !== undefined, `image ${container.image} ${unpinned}`, 'pin it in lib/catalogue/images.ts'],
    [!complete(container.resources?.requests), 'has no requests of CPU and memory', 'give it resources'],
    [!complete(container.resources?.limits), 'has no limits of CPU and memory', 'give it resources'],
    [
      !privileged && context.allowPrivilegeEscalation !== false,
      'may escalate privileges',
      'use containerSecurityContext',
    ],
    [
      !privileged && !context.capabilities?.drop?.includes('ALL'),
      'does not drop all capabilities',
      'use containerSecurityContext',
    ],
    [
      !privileged && context.seccompProfile?.type !== 'RuntimeDefault',
      'has no seccomp profile',
      'use containerSecurityContext',
    ],
    [context.runAsNonRoot !== true && !rootAllowed && !privileged, 'may run as root', 'give a user, or a rootReason'],
    [(context.capabilities?.add ?? []).length > 0 && !rootAllowed, 'adds capabilities', 'give a rootReason'],
    [
      context.readOnlyRootFilesystem !== true && !writableAllowed,
      'writes to its root file system',
      'mount scratch space, or give a writableRootReason',
    ],
    ...(container.env ?? [])
      .filter(({ name, value }) => SECRET_NAME.test(name) && value !== undefined && value !== '')
      .map(({ name }): [boolean, string, string] => [
        true,
        `variable ${name} is a literal secret`,
        'read it from a Secret',
      ]),
  ];
  return complaints
    .filter(([applies]) => applies)
    .map(([, problem, fix]) => finding(CHECK, object, `container '${container.name}': ${problem}`, fix));
}

function complete(amounts: Record<string, unknown> | undefined): boolean {
  return amounts?.['cpu'] !== undefined && amounts['memory'] !== undefined;
}
