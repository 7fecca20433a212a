import { NOT_CALLED } from './annotations';
import type { ConfigFiles } from './config-files';
import { contentHash } from './config-files';
import { configsIn, secretsIn, toEnvVars, type Env } from './env';
import type { Endpoint } from './endpoint';
import { withDigest } from './images';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import type { MetricsEndpoint } from './metrics';
import type { Milestone } from './milestone';
import type { Location } from './placement';
import type { PlatformChart } from './platform-chart';
import { scheduling, type PodSettings } from './pod-settings';
import { toProbes, type ProbeOverrides, type Probes } from './probes';
import type { Identity } from './rbac';
import { SCRIPT_RESOURCES, toRequirements, type Resources } from './resources';
import type { SecretRef } from './secrets';
import {
  containerSecurityContext,
  EXCEPTION_ANNOTATION,
  exceptionsOf,
  namesUser,
  podSecurityContext,
  SCRIPT_SECURITY,
  type SecurityProfile,
} from './security';
import { toVolumes, type Mount, type Volume } from './storage';
import { waitScript, type Wait } from './waits';
import type { ImageName } from '../catalogue/images';

/** A container of a pod. */
export interface ContainerProps {
  readonly name: string;
  readonly image: ImageName;
  /** A reference that takes the place of the image, whatever the registry. @default - none. */
  readonly imageReference?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Env;
  /** Container ports by name. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Names of ports that are open on the loopback address of the node, too, for programs of the node. @default - none */
  readonly loopbackPorts?: readonly string[];
  readonly mounts?: readonly Mount[];
  readonly resources: Resources;
  /** @default - none, as for a Job's container. */
  readonly probes?: Probes;
  readonly probeOverrides?: ProbeOverrides;
  /** Command that runs, or pause, before the container is stopped. @default - none. */
  readonly preStop?: readonly string[] | { readonly sleepSeconds: number };
  /** @default - the pod's */
  readonly security?: SecurityProfile;
}

/** Properties of the pods of any workload. */
export interface PodProps {
  readonly component: ComponentId;
  readonly containers: readonly ContainerProps[];
  /** Containers that start before the others, one after the other, and end after them (Kubernetes, "Sidecar Containers"). @default - none */
  readonly sidecars?: readonly ContainerProps[];
  readonly role: Location;
  /** @default - the role's affinity */
  readonly affinity?: k8s.Affinity;
  /** Labels that a node must have. @default - any node. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly security: SecurityProfile;
  /** Containers that run to their end, one after the other, before anything is waited for. @default - none. */
  readonly prepares?: readonly ContainerProps[];
  /** Milestones that must be reached before the containers start. @default - none */
  readonly waitsFor?: readonly Milestone[];
  /** Endpoints that the containers connect to, in addition to those they wait for. @default - none */
  readonly connectsTo?: readonly Endpoint[];
  /** Variables with addresses that no container connects to. @default - none */
  readonly notCalled?: readonly string[];
  /** Metrics endpoints for Prometheus. @default - no metrics, or not scraped */
  readonly metrics?: readonly MetricsEndpoint[];
  /** Whether the pods are in the node's own network; the security profile names the reason. @default - they are not */
  readonly host?: { readonly network?: boolean };
  /** @default - the cluster's default class. */
  readonly priorityClassName?: string;
  /** Changes of the platform file. @default - no changes */
  readonly pods?: PodSettings;
  /** @default - the namespace's default account, without a token. */
  readonly identity?: Identity;
  /** @default 30 */
  readonly terminationGracePeriodSeconds?: number;
}

/**
 * Annotation that says, for each init container, which workloads bring about what it waits for; `kubelet` and `container`
 * stand for waits without an init container.
 */
const WAITS_ANNOTATION = 'faas-stack/waits-for';

/** The Secrets that a pod's containers read. */
export function secretsOf(props: PodProps): SecretRef[] {
  const waits = props.waitsFor ?? [];
  return [
    ...allContainers(props).flatMap((container) => secretsIn(container.env ?? {})),
    ...waits.flatMap((milestone) => ('wait' in milestone ? secretsIn(milestone.wait.env ?? {}) : [])),
    ...volumesOf(props).flatMap((volume) =>
      'secret' in volume ? [volume.secret] : 'secrets' in volume ? volume.secrets : [],
    ),
  ];
}

function allContainers({ prepares = [], sidecars = [], containers }: PodProps): readonly ContainerProps[] {
  return [...prepares, ...sidecars, ...containers];
}

/** The security profiles of a pod and of its containers. */
export function profilesOf(props: PodProps): SecurityProfile[] {
  return [props.security, ...allContainers(props).flatMap(({ security }) => security ?? [])];
}

/** The volumes of a pod, each once. */
export function volumesOf(props: PodProps): Volume[] {
  const mounts = allContainers(props).flatMap((container) => container.mounts ?? []);
  return [...new Map(mounts.map(({ volume }) => [volume.name, volume])).values()];
}

/** The properties of a pod template that depend on the workload. */
export interface TemplateProps {
  /** All milestones, including milestones of Secrets. */
  readonly waitsFor: readonly Milestone[];
  /** Largest number of pods that the topology spreads. */
  readonly maxPods: number;
  /** Whether new pods start beside the old ones during a rollout. @default false */
  readonly surges?: boolean;
  /** @default Always */
  readonly restartPolicy?: 'Always' | 'Never';
}

/** The template of a component's pods. */
export function podTemplate(
  chart: PlatformChart,
  props: PodProps,
  { waitsFor, maxPods, surges, restartPolicy = 'Always' }: TemplateProps,
): k8s.PodTemplateSpec {
  const { images, placement } = chart.settings;
  const metadata = chart.metadata(props.component);
  const named = namesUser(profilesOf(props), chart.settings.fixedUsers);
  return {
    metadata: { labels: { ...props.pods?.labels, ...metadata.labels }, ...annotations(props, waitsFor) },
    spec: {
      ...scheduling({ ...props, maxPods, surges, selector: chart.selector(props.component) }, placement),
      imagePullSecrets: orNone(images.pullSecrets.map((name) => ({ name }))),
      serviceAccountName: props.identity?.name,
      automountServiceAccountToken: (props.identity?.usesApi ?? false) && !mountsToken(props),
      // Hundreds of Services would otherwise become hundreds of environment variables.
      enableServiceLinks: false,
      ...(props.host?.network ? { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' } : {}),
      ...(chart.settings.userNamespaces && mapsUsers(props) ? { hostUsers: false } : {}),
      securityContext: podSecurityContext(props.security, named),
      restartPolicy,
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
      initContainers: orNone([
        ...(props.prepares ?? []).map((container) => toContainer(chart, container, props.security)),
        ...waitsFor.flatMap((milestone) =>
          'wait' in milestone ? [waitContainer(chart, milestone.name, milestone.wait, named)] : [],
        ),
        // Last: until everything is found, there is nothing to serve.
        ...(props.sidecars ?? []).map((container) => toContainer(chart, container, props.security)),
      ]),
      containers: props.containers.map((container) => toContainer(chart, container, props.security)),
      volumes: orNone(toVolumes(volumesOf(props))),
    },
  };
}

/**
 * Whether a pod can have a user namespace: the kubelet refuses it beside the network of the node, files of the node belong to users of the
 * node, and not every storage of claims maps users (Kubernetes, "User Namespaces").
 */
function mapsUsers(props: PodProps): boolean {
  const seesNode = profilesOf(props).some(({ hostReason, privilegedReason }) => hostReason ?? privilegedReason);
  const bound = ['hostPath', 'claim', 'claimTemplate'];
  return !seesNode && !volumesOf(props).some((volume) => bound.some((kind) => Object.hasOwn(volume, kind)));
}

/** Address of the node that no other machine reaches. */
const LOOPBACK = '127.0.0.1';

/** Kinds of volumes that are read-only. */
const READ_ONLY = ['config', 'secret', 'secrets', 'apiTokenSeconds'];

/** Whether a volume takes the place of the token that Kubernetes mounts into every container. */
function mountsToken(props: PodProps): boolean {
  return volumesOf(props).some((volume) => 'apiTokenSeconds' in volume);
}

function toContainer(chart: PlatformChart, props: ContainerProps, security: SecurityProfile): k8s.Container {
  return {
    name: props.name,
    image: props.imageReference
      ? withDigest(props.imageReference, chart.settings.images.digests)
      : chart.image(props.image),
    imagePullPolicy: chart.settings.images.pullPolicy,
    command: props.command && [...props.command],
    args: props.args && [...props.args],
    env: props.env && toEnvVars(props.env),
    ports:
      props.ports &&
      Object.entries(props.ports).map(([name, containerPort]) => ({
        name,
        containerPort,
        protocol: 'TCP',
        ...(props.loopbackPorts?.includes(name) ? { hostPort: containerPort, hostIp: LOOPBACK } : {}),
      })),
    resources: toRequirements(props.resources, scratchOf(props.mounts ?? [])),
    securityContext: containerSecurityContext(props.security ?? security),
    ...(props.probes ? toProbes(props.probes, props.probeOverrides) : {}),
    ...lifecycle(props),
    volumeMounts: props.mounts?.map(({ volume, path, subPath, readOnly, propagation }) => ({
      name: volume.name,
      mountPath: path,
      ...(subPath ? { subPath } : {}),
      ...(READ_ONLY.some((kind) => Object.hasOwn(volume, kind)) || readOnly ? { readOnly: true } : {}),
      ...(propagation ? { mountPropagation: propagation } : {}),
    })),
    // A failing container shows its log in `kubectl describe pod`.
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

/** A command; the types do not have a pause yet. */
function lifecycle({ preStop = [] }: ContainerProps): Pick<k8s.Container, 'lifecycle'> {
  if ('sleepSeconds' in preStop || preStop.length === 0) return {};
  return { lifecycle: { preStop: { exec: { command: [...preStop] } } } };
}

/** Sizes of the volumes on the node's disk among mounts, in MiB. */
function scratchOf(mounts: readonly Mount[]): number {
  const sizes = new Map(mounts.map(({ volume }) => [volume.name, 'scratchMiB' in volume ? volume.scratchMiB : 0]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function waitContainer(chart: PlatformChart, name: string, wait: Wait, named: boolean): k8s.Container {
  const { tryTimeoutSeconds, intervalSeconds, deadlineSeconds } = chart.settings.waits;
  const container: ContainerProps = {
    name: `wait-for-${name}`,
    image: wait.image ?? 'busybox',
    command: ['sh', '-c', waitScript(wait)],
    env: {
      HOST: wait.endpoint.host,
      PORT: String(wait.endpoint.port),
      TRY_TIMEOUT_SECONDS: String(tryTimeoutSeconds),
      INTERVAL_SECONDS: String(intervalSeconds),
      DEADLINE_SECONDS: String(deadlineSeconds),
      ...wait.env,
    },
    resources: SCRIPT_RESOURCES,
  };
  const waiting = toContainer(chart, container, SCRIPT_SECURITY);
  if (!named) return waiting;
  // The pod's user may be the user of the image; a wait always runs as `nobody`.
  return { ...waiting, securityContext: { ...waiting.securityContext, runAsUser: SCRIPT_SECURITY.uid } };
}

function annotations(props: PodProps, waitsFor: readonly Milestone[]): Pick<k8s.ObjectMeta, 'annotations'> {
  const configs = configsOf(props);
  const exceptions = profilesOf(props).flatMap(exceptionsOf);
  const open = props.metrics?.find(({ scheme }) => scheme !== 'https');
  const entries = {
    ...props.pods?.annotations,
    ...(open
      ? {
          'prometheus.io/scrape': 'true',
          'prometheus.io/port': String(open.containerPort),
          'prometheus.io/path': open.path ?? '/metrics',
        }
      : {}),
    ...(configs.length > 0 ? { 'faas-stack/config-checksum': contentHash(configs.map((file) => file.checksum)) } : {}),
    ...(props.notCalled?.length ? { [NOT_CALLED]: props.notCalled.join(',') } : {}),
    ...(exceptions.length > 0 ? { [EXCEPTION_ANNOTATION]: exceptions.join('; ') } : {}),
    ...(waitsFor.length > 0 ? { [WAITS_ANNOTATION]: JSON.stringify(waitTargets(waitsFor)) } : {}),
  };
  return Object.keys(entries).length > 0 ? { annotations: entries } : {};
}

/** An empty list is left out: the API server would keep it, and show it as a difference. */
function orNone<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function waitTargets(waitsFor: readonly Milestone[]): Record<string, string[]> {
  const targets: Record<string, string[]> = {};
  for (const milestone of waitsFor) {
    const { provider } = milestone;
    const key = 'wait' in milestone ? `wait-for-${milestone.name}` : milestone.heldBy;
    targets[key] = [...new Set([...(targets[key] ?? []), ...(provider ? [provider.stableName] : [])])];
  }
  return targets;
}

function configsOf(props: PodProps): ConfigFiles[] {
  const fromEnv = allContainers(props).flatMap((container) => configsIn(container.env ?? {}));
  const fromVolumes = volumesOf(props).flatMap((volume) => ('config' in volume ? [volume.config] : []));
  return [...new Set([...fromEnv, ...fromVolumes])];
}
