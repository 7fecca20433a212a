import { whyUnpinned } from '../kube/images';
import { EXCEPTION_ANNOTATION } from '../kube/security';
import { isSecretName } from '../text/secret-name';
import { finding, type Check, type Finding } from './finding';
import type { RuleId } from './rule-list';
import { podOwners, type ContainerManifest, type PodOwner } from './read/manifests';

/** Values of switches, such as `basic_auth`. */
const NO_SECRETS = ['', 'true', 'false'];

/** A container without one of them may use up its node. */
const AMOUNTS = [
  { name: 'cpu', text: 'CPU' },
  { name: 'memory', text: 'memory' },
  { name: 'ephemeral-storage', text: 'ephemeral storage' },
];

/**
 * Every container has requests, limits, a pinned image, no literal secret and the restricted security context, except for the
 * deviations that an annotation of its pod names with their reason; and no manifest is a Secret.
 */
export const hardening: Check = (subject) => [
  ...subject.objects
    .filter(({ manifest }) => manifest.kind === 'Secret')
    .map((object) =>
      finding(
        'FS-401',
        object,
        'is a Secret in a manifest',
        'create it in the cluster yourself, and name it in an option existingSecret',
      ),
    ),
  ...podOwners(subject).flatMap((owner) => [
    ...podFindings(owner),
    ...owner.containers.flatMap((container) => containerFindings(owner, container)),
  ]),
];

function podFindings({ object, pod }: PodOwner): Finding[] {
  const { hostNetwork = false, hostPID = false, volumes = [] } = pod.spec;
  const access: readonly (readonly [given: boolean, what: string, fields: string])[] = [
    [hostNetwork, 'the network', 'hostNetwork'],
    [hostPID, 'the processes', 'hostPID'],
    [volumes.some(({ hostPath }) => hostPath), 'the files', 'volumes of type hostPath'],
  ];
  const used = access.filter(([given]) => given);
  const named = pod.metadata.annotations?.[EXCEPTION_ANNOTATION]?.includes('sees the node') ?? false;
  if (used.length === 0 || named) return [];
  const problem = `has access to ${used.map(([, what]) => what).join(', ')} of its node`;
  return [finding('FS-402', object, problem, `remove ${used.map(([, , fields]) => fields).join(', ')} from the pod`)];
}

/** A rule for a container: whether it is broken, what is wrong, and what to do. */
type Complaint = readonly [rule: RuleId, applies: boolean, problem: string, fix: string];

function containerFindings({ object, pod }: PodOwner, container: ContainerManifest): Finding[] {
  const exception = pod.metadata.annotations?.[EXCEPTION_ANNOTATION] ?? '';
  const unpinned = whyUnpinned(container.image);
  const complaints: readonly Complaint[] = [
    [
      'FS-403',
      unpinned !== undefined,
      `image ${container.image} ${unpinned}`,
      'write the image with a version tag or a digest',
    ],
    ...(['requests', 'limits'] as const).map((kind): Complaint => {
      const missing = AMOUNTS.filter(({ name }) => container.resources?.[kind]?.[name] === undefined);
      const fix = `set ${listed(missing.map(({ name }) => `resources.${kind}.${name}`))}`;
      return ['FS-404', missing.length > 0, `has no ${kind} of ${listed(missing.map(({ text }) => text))}`, fix];
    }),
    ...securityComplaints(container.securityContext ?? {}, exception),
    ...(container.env ?? [])
      .filter(({ name, value }) => isSecretName(name) && value !== undefined && !NO_SECRETS.includes(value))
      .map(({ name }): Complaint => {
        const fix = 'read it from a Secret with valueFrom.secretKeyRef';
        return ['FS-406', true, `variable ${name} is a literal secret`, fix];
      }),
  ];
  return complaints
    .filter(([, applies]) => applies)
    .map(([rule, , problem, fix]) => finding(rule, object, `container '${container.name}': ${problem}`, fix));
}

function securityComplaints(
  context: NonNullable<ContainerManifest['securityContext']>,
  exception: string,
): readonly Complaint[] {
  const rootAllowed = exception.includes('runs as root');
  const writableAllowed = exception.includes('writable root file system');
  // A privileged container has every right: its exception need not name the single ones.
  const privileged = context.privileged === true && exception.includes('privileged:');
  return [
    [
      'FS-405',
      !privileged && context.allowPrivilegeEscalation !== false,
      'may escalate privileges',
      'set securityContext.allowPrivilegeEscalation: false',
    ],
    [
      'FS-405',
      !privileged && !context.capabilities?.drop?.includes('ALL'),
      'does not drop all capabilities',
      'set securityContext.capabilities.drop: [ALL]',
    ],
    [
      'FS-405',
      !privileged && context.seccompProfile?.type !== 'RuntimeDefault',
      'has no seccomp profile',
      'set securityContext.seccompProfile.type: RuntimeDefault',
    ],
    [
      'FS-405',
      context.runAsNonRoot !== true && !rootAllowed && !privileged,
      'may run as root',
      'set securityContext.runAsNonRoot: true',
    ],
    [
      'FS-405',
      (context.capabilities?.add ?? []).length > 0 && !rootAllowed,
      `adds the capabilities ${context.capabilities?.add?.join(', ')}`,
      'remove securityContext.capabilities.add',
    ],
    [
      'FS-405',
      context.readOnlyRootFilesystem !== true && !writableAllowed,
      'writes to its root file system',
      'set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where the container writes',
    ],
  ];
}

/** `a`, `a and b`, or `a, b and c`. */
function listed(items: readonly string[]): string {
  return items.join(', ').replace(/, ([^,]*)$/, ' and $1');
}
