import { whyUnpinned } from '../kube/images';
import { EXCEPTION_ANNOTATION } from '../kube/security';
import type { Manifest } from '../kube/synthesis';
import { isSecretName } from '../text/secret-name';
import { finding, type Check, type Finding } from './finding';
import type { RuleId } from './rule-list';
import { isForeign, isPlatform, type Subject } from './subject';
import { podOwners, type ContainerManifest, type PodOwner } from './read/manifests';

/** Values of switches, such as `basic_auth`. */
const NO_SECRETS = ['', 'true', 'false'];

/** Other variables, whose values may be from Secrets, and places of files. */
const REFERENCES = /^((\$\(\w+\)|:)+|\/(run|var|etc|mnt|opt|home|tmp)\/.*)$/;

/** Profiles that the restricted Pod Security Standard allows. */
const SECCOMP = ['RuntimeDefault', 'Localhost'];

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
    .filter(({ manifest }) => manifest.kind === 'Secret' && (!isForeign(subject) || holdsValues(manifest)))
    .map((object) =>
      finding(
        'FS-401',
        object,
        'is a Secret in a manifest',
        isForeign(subject)
          ? 'keep its values out of files: create it in the cluster, or use a secret manager or sealed Secrets'
          : 'create it in the cluster yourself, and name it in an option existingSecret',
      ),
    ),
  ...podOwners(subject).flatMap((owner) => [
    ...podFindings(owner),
    ...owner.containers.flatMap((container) => containerFindings(subject, owner, container)),
  ]),
];

/** Whether a Secret has values: one without is filled by something else. */
function holdsValues({ data, stringData }: Manifest): boolean {
  return Object.values({ ...(data as object | undefined), ...(stringData as object | undefined) }).some(
    (value) => value !== '',
  );
}

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

function containerFindings(subject: Subject, { object, pod }: PodOwner, container: ContainerManifest): Finding[] {
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
      const missing = amountsOf(subject, kind).filter(({ name }) => container.resources?.[kind]?.[name] === undefined);
      const fix = `set ${listed(missing.map(({ name }) => `resources.${kind}.${name}`))}`;
      return ['FS-404', missing.length > 0, `has no ${kind} of ${listed(missing.map(({ text }) => text))}`, fix];
    }),
    ...securityComplaints(subject, contextOf(subject, pod, container), exception),
    ...(container.env ?? [])
      .filter(({ name, value }) => isSecretName(name) && value !== undefined && !NO_SECRETS.includes(value))
      .filter(({ value = '' }) => !REFERENCES.test(value))
      .map(({ name }): Complaint => {
        const fix = 'read it from a Secret with valueFrom.secretKeyRef';
        return ['FS-406', true, `variable ${name} is a literal secret`, fix];
      }),
  ];
  const report = ([rule, , problem, fix]: Complaint): Finding =>
    finding(rule, object, `container '${container.name}': ${problem}`, fix);
  const applying = complaints.filter(([, applies]) => applies);
  return isForeign(subject) ? oneARule(applying).map(report) : applying.map(report);
}

/** The security context of a container. The pod's counts, too, but not in a platform, where each container has its own. */
function contextOf(
  subject: Subject,
  { spec }: PodOwner['pod'],
  { securityContext = {} }: ContainerManifest,
): NonNullable<ContainerManifest['securityContext']> {
  return isForeign(subject) ? { ...spec.securityContext, ...securityContext } : securityContext;
}

/** Complaints by one rule as one complaint: values of a chart often set all of them at once. */
function oneARule(complaints: readonly Complaint[]): Complaint[] {
  return [...new Set(complaints.map(([rule]) => rule))].map((rule) => {
    const own = complaints.filter(([other]) => other === rule);
    const problem = listed(own.map(([, , one]) => one));
    const [first = ''] = own.map(([, , , fix]) => fix);
    const fixes = own.map(([, , , fix]) => fix.replace(/^set /, ''));
    return [rule, true, problem, own.length === 1 || !first.startsWith('set ') ? first : `set ${listed(fixes)}`];
  });
}

/** The amounts that a container should name. Limits of CPU are a matter of taste, and limits of storage rare, where others write. */
function amountsOf(subject: Subject, kind: 'requests' | 'limits'): readonly (typeof AMOUNTS)[number][] {
  if (!isForeign(subject)) return AMOUNTS;
  return AMOUNTS.filter(({ name }) => name === 'memory' || (name === 'cpu' && kind === 'requests'));
}

function securityComplaints(
  subject: Subject,
  context: NonNullable<ContainerManifest['securityContext']>,
  exception: string,
): readonly Complaint[] {
  const rootAllowed = exception.includes('runs as root');
  const writableAllowed = exception.includes('writable root file system');
  // A privileged container has every right: its exception need not name the single ones.
  const privileged = context.privileged === true && exception.includes('privileged:');
  // The restricted standard allows this one.
  const added = (context.capabilities?.add ?? []).filter((one) => !isForeign(subject) || one !== 'NET_BIND_SERVICE');
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
      !privileged && !SECCOMP.includes(context.seccompProfile?.type ?? ''),
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
      added.length > 0 && !rootAllowed,
      `adds the capabilities ${added.join(', ')}`,
      'remove securityContext.capabilities.add',
    ],
    [
      'FS-405',
      isPlatform(subject) && context.readOnlyRootFilesystem !== true && !writableAllowed,
      'writes to its root file system',
      'set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where the container writes',
    ],
  ];
}

/** `a`, `a and b`, or `a, b and c`. */
function listed(items: readonly string[]): string {
  return items.join(', ').replace(/, ([^,]*)$/, ' and $1');
}
