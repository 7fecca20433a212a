import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import type { Env } from '../kube/env';
import { API_SERVER } from '../kube/network';
import { tolerations } from '../kube/placement';
import { PlatformChart, type PlatformSettings } from '../kube/platform-chart';
import type { Permission } from '../kube/rbac';
import type { Mount } from '../kube/storage';
import type { OpenWhisk } from '../platform/model';
import { aliveWithToken, API_TOKEN, NOTE_TOKEN } from './api-token';
import { openwhiskComponent } from './component';
import { containerFactoryEnv, OPENWHISK_UID, type ContainerFactory } from './container-factory';

/** Where the component that makes action pods finds their template. */
const TEMPLATE_DIR = '/etc/action-pod';
const TEMPLATE_FILE = 'template.yaml';

/** Label that the container factory puts on action pods. */
export const ACTION_POD_LABELS = { 'user-action-pod': 'true' } as const;

/** Name of the container that runs the action (OpenWhisk, KubernetesClient.scala). */
export const ACTION_CONTAINER = 'user-action';

/** Port that the proxy of an action container listens on. */
export const ACTION_PORT = 8080;

/** Properties of {@link ActionPods}. */
export interface ActionPodsProps {
  readonly spec: OpenWhisk;
  /** Namespace of the pods. @default - the namespace of the component that creates them */
  readonly namespace?: string;
}

/**
 * The template of action pods for the Kubernetes container factory (OpenWhisk, `whisk.kubernetes.pod-template`), and the other
 * settings of that factory. It sets name, image, memory, environment and the affinity to invoker nodes itself.
 */
export class ActionPods extends Construct implements ContainerFactory {
  public readonly env: Env;
  public readonly mounts: readonly Mount[];
  public readonly rights: ContainerFactory['rights'];
  public readonly connectsTo = [API_SERVER];
  public readonly security = { uid: OPENWHISK_UID };
  public readonly prepares = [];
  public readonly setUp = NOTE_TOKEN;
  public readonly liveness = aliveWithToken;
  public readonly invokerName = { field: 'metadata.name' } as const;

  constructor(scope: Construct, id: string, { spec, namespace }: ActionPodsProps) {
    super(scope, id);
    const { settings } = PlatformChart.of(this);
    const config = new ConfigFiles(this, 'Template', {
      component: openwhiskComponent('action-pod', 'openwhisk'),
      // JSON is YAML, and has one way to write a thing.
      data: { [TEMPLATE_FILE]: `${JSON.stringify(template(spec.actions, settings), null, 2)}\n` },
    });
    this.rights = namespace ? { elsewhere: { [namespace]: PERMISSIONS } } : { permissions: PERMISSIONS };
    this.mounts = [{ volume: { name: 'action-pod', config }, path: TEMPLATE_DIR }, API_TOKEN];
    this.env = {
      ...containerFactoryEnv(spec, settings),
      CONFIG_whisk_kubernetes_podTemplate: `file:${TEMPLATE_DIR}/${TEMPLATE_FILE}`,
      ...(namespace ? { CONFIG_whisk_kubernetes_actionNamespace: namespace } : {}),
      ...affinityEnv(settings),
      ...actionLimitsEnv(spec),
    };
  }
}

/**
 * Permissions of the container factory (OpenWhisk ef725a6 and 1fae641, KubernetesClient.scala): it creates and deletes action
 * pods, polls them until they are ready, labels each with the action and namespace that it runs for, reads logs, and lists the
 * events of a pod that does not become ready. It watches nothing.
 */
const PERMISSIONS: readonly Permission[] = [
  { resources: ['pods'], verbs: ['get', 'list', 'create', 'patch', 'delete'] },
  { resources: ['pods/log'], verbs: ['get'] },
  { resources: ['events'], verbs: ['list'] },
];

function template(actions: OpenWhisk['actions'], { images, placement }: PlatformSettings): object {
  const { labels, annotations, nodeSelector, priorityClassName, runtimeClassName, ...extras } = actions.template;
  const { container, sidecars, initContainers, volumes, topologySpreadConstraints } = extras;
  const { inheritInvokerConfig, nameservers, search, options } = actions.dns;
  const action = {
    name: ACTION_CONTAINER,
    ...container,
    securityContext: { ...containerSecurity(actions), ...asObject(container?.['securityContext']) },
  };
  const containers = [action, ...sidecars];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { labels, annotations },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      nodeSelector,
      tolerations: [...(tolerations('invoker', placement) ?? []), ...extras.tolerations],
      affinity: extras.affinity,
      imagePullSecrets: images.pullSecrets.map((name) => ({ name })),
      priorityClassName,
      runtimeClassName,
      securityContext: extras.securityContext,
      ...unlessEmpty({ topologySpreadConstraints, initContainers, containers, volumes }),
      ...(inheritInvokerConfig
        ? {}
        : { dnsPolicy: 'None', dnsConfig: { nameservers, searches: search, options: options.map(resolverOption) } }),
    },
  };
}

/**
 * Security of the action container. OpenWhisk adds NET_RAW and NET_ADMIN to the dropped capabilities. A runtime writes and executes files
 * of its own user, and listens on a port above 1023.
 */
function containerSecurity({ capabilities }: OpenWhisk['actions']): object {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], ...(capabilities.length > 0 ? { add: capabilities } : {}) },
  };
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** The lists that have items. */
function unlessEmpty(lists: Readonly<Record<string, readonly unknown[]>>): object {
  return Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0));
}

function resolverOption(option: string): { name: string; value?: string } {
  const [name = '', value] = option.split(':');
  return value === undefined ? { name } : { name, value };
}

function affinityEnv({ placement }: PlatformSettings): Env {
  return {
    CONFIG_whisk_kubernetes_userPodNodeAffinity_enabled: String(placement.affinity),
    CONFIG_whisk_kubernetes_userPodNodeAffinity_key: placement.nodeLabel,
    CONFIG_whisk_kubernetes_userPodNodeAffinity_value: placement.roles.invoker,
  };
}

function actionLimitsEnv({ actions, actorSystem }: OpenWhisk): Env {
  const { cpuScaling, ephemeralStorageLimit } = actions;
  return {
    ...(cpuScaling
      ? {
          CONFIG_whisk_kubernetes_cpuScaling_millicpus: String(cpuScaling.millicpus),
          CONFIG_whisk_kubernetes_cpuScaling_memory: cpuScaling.memory,
          CONFIG_whisk_kubernetes_cpuScaling_maxMillicpus: String(cpuScaling.maxMillicpus),
        }
      : {}),
    ...(ephemeralStorageLimit
      ? {
          CONFIG_whisk_kubernetes_ephemeralStorage_limit: ephemeralStorageLimit,
          // The pekko images require a factor of the memory, too; 0 disables it (OpenWhisk 1fae641, WhiskPodBuilder.scala).
          ...(actorSystem === 'pekko' ? { CONFIG_whisk_kubernetes_ephemeralStorage_scaleFactor: '0' } : {}),
        }
      : {}),
  };
}
