import { fieldsOf, itemsAt, textAt, textsAt, valueAt } from '../read/loose';

/** Levels of the Pod Security Standards that forbid something. */
export type Level = 'baseline' | 'restricted';

type Fields = Readonly<Record<string, unknown>>;

/** A pod: its annotations and its specification. */
interface PodParts {
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Fields;
}

/** Capabilities that baseline allows to add. */
const BASELINE_CAPABILITIES =
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  );

const SYSCTLS = [
  'kernel.shm_rmid_forced',
  ...[
    'ip_local_port_range',
    'ip_local_reserved_ports',
    'ip_unprivileged_port_start',
    'ping_group_range',
    'tcp_fin_timeout',
    'tcp_keepalive_intvl',
    'tcp_keepalive_probes',
    'tcp_keepalive_time',
    'tcp_rmem',
    'tcp_syncookies',
    'tcp_wmem',
  ].map((name) => `net.ipv4.${name}`),
];

const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];

/** Types of volumes that restricted allows. */
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const PROFILES = ['RuntimeDefault', 'Localhost'];

const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/**
 * Violations of a level by a pod, as places with values: the controls of Kubernetes' own library, which admits pods in a namespace with
 * the level (k8s.io/pod-security-admission v0.36.1, package policy, latest version).
 */
export function violationsOf(level: Level, pod: PodParts): string[] {
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) => itemsAt(pod.spec, key));
  return [...baseline(pod, containers), ...(level === 'restricted' ? restricted(pod.spec, containers) : [])];
}

const labelOf = (container: Fields): string => `container '${textAt(container, 'name') ?? ''}'`;

const contextOf = (fields: unknown): Fields => fieldsOf(valueAt(fields, 'securityContext'));

/** A pod in a user namespace is root in its own namespace only. */
const hasOwnUsers = (spec: Fields): boolean => spec['hostUsers'] === false;

function baseline({ annotations, spec }: PodParts, containers: readonly Fields[]): string[] {
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((name) => spec[name] === true).map((name) => `${name}: true`),
    ...itemsAt(spec, 'volumes')
      .filter((volume) => isGiven(volume['hostPath']))
      .map((volume) => `volume '${textAt(volume, 'name') ?? ''}' of type hostPath`),
    ...itemsAt(spec, 'securityContext', 'sysctls')
      .map((sysctl) => textAt(sysctl, 'name') ?? '')
      .filter((name) => !SYSCTLS.includes(name))
      .map((name) => `sysctl ${name}`),
    ...Object.entries(annotations)
      .filter(
        ([key, value]) => key.startsWith(APPARMOR_ANNOTATION) && !/^(|runtime\/default|localhost\/.*)$/.test(value),
      )
      .map(([key, value]) => `annotation ${key}: ${value}`),
    ...contextViolations('the pod', contextOf(spec)),
    ...containers.flatMap((container) => [
      ...contextViolations(labelOf(container), contextOf(container)),
      ...containerViolations(spec, container),
    ]),
  ];
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Fields of the security context of a pod, and of a container. */
function contextViolations(who: string, context: Fields): string[] {
  const { type = '', user = '', role = '' } = fieldsOf(context['seLinuxOptions']);
  const seccomp = textAt(context, 'seccompProfile', 'type');
  const appArmor = textAt(context, 'appArmorProfile', 'type');
  return [
    ...(SELINUX_TYPES.includes(String(type)) ? [] : [`${who} with seLinuxOptions.type: ${String(type)}`]),
    ...(user === '' && role === '' ? [] : [`${who} with a user or role in seLinuxOptions`]),
    ...(seccomp === undefined || PROFILES.includes(seccomp) ? [] : [`${who} with seccompProfile.type: ${seccomp}`]),
    ...(appArmor === undefined || PROFILES.includes(appArmor) ? [] : [`${who} with appArmorProfile.type: ${appArmor}`]),
    ...(valueAt(context, 'windowsOptions', 'hostProcess') === true
      ? [`${who} with windowsOptions.hostProcess: true`]
      : []),
  ];
}

function containerViolations(spec: Fields, container: Fields): string[] {
  const who = labelOf(container);
  const context = contextOf(container);
  const added = textsAt(context, 'capabilities', 'add').filter((name) => !BASELINE_CAPABILITIES.includes(name));
  const ports = itemsAt(container, 'ports').filter(({ hostPort }) => typeof hostPort === 'number' && hostPort !== 0);
  const procMount = textAt(context, 'procMount') ?? 'Default';
  const hosts = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => valueAt(container, name)),
    ...['postStart', 'preStop'].map((name) => valueAt(container, 'lifecycle', name)),
  ].flatMap((handler) => ['httpGet', 'tcpSocket'].map((kind) => textAt(handler, kind, 'host') ?? ''));
  return [
    ...(context['privileged'] === true ? [`${who} with privileged: true`] : []),
    ...added.map((name) => `${who} with the capability ${name}`),
    ...ports.map(({ hostPort }) => `${who} with hostPort: ${String(hostPort)}`),
    ...(procMount === 'Default' || hasOwnUsers(spec) ? [] : [`${who} with procMount: ${procMount}`]),
    ...hosts.filter((host) => host !== '').map((host) => `${who} with a probe or hook at host ${host}`),
  ];
}

function restricted(spec: Fields, containers: readonly Fields[]): string[] {
  const pod = contextOf(spec);
  const isWindows = textAt(spec, 'os', 'name') === 'windows';
  const seccomp = textAt(pod, 'seccompProfile', 'type');
  return [
    ...itemsAt(spec, 'volumes').flatMap((volume) => {
      const type = Object.keys(volume).find((key) => key !== 'name' && isGiven(volume[key])) ?? 'emptyDir';
      return VOLUMES.includes(type) ? [] : [`volume '${textAt(volume, 'name') ?? ''}' of type ${type}`];
    }),
    ...(pod['runAsNonRoot'] === false && !hasOwnUsers(spec) ? ['the pod with runAsNonRoot: false'] : []),
    ...(pod['runAsUser'] === 0 && !hasOwnUsers(spec) ? ['the pod with runAsUser: 0'] : []),
    ...containers.flatMap((container) => {
      const who = labelOf(container);
      const context = contextOf(container);
      const added = textsAt(context, 'capabilities', 'add').filter((name) => name !== 'NET_BIND_SERVICE');
      const procMount = textAt(context, 'procMount') ?? 'Default';
      const isRoot = (context['runAsNonRoot'] ?? pod['runAsNonRoot']) !== true;
      return [
        ...(isWindows || context['allowPrivilegeEscalation'] === false
          ? []
          : [`${who} without allowPrivilegeEscalation: false`]),
        ...(isWindows || textsAt(context, 'capabilities', 'drop').includes('ALL')
          ? []
          : [`${who} without capabilities.drop: [ALL]`]),
        ...(isWindows ? [] : added.map((name) => `${who} with the capability ${name}`)),
        ...(isWindows || (textAt(context, 'seccompProfile', 'type') ?? seccomp) !== undefined
          ? []
          : [`${who} without seccompProfile.type: RuntimeDefault`]),
        ...(isRoot && !hasOwnUsers(spec) ? [`${who} without runAsNonRoot: true`] : []),
        ...(context['runAsUser'] === 0 && !hasOwnUsers(spec) ? [`${who} with runAsUser: 0`] : []),
        ...(procMount === 'Default' ? [] : [`${who} with procMount: ${procMount}`]),
      ];
    }),
  ];
}
