import type { Env } from '../kube/env';
import type { Permission } from '../kube/rbac';
import type { Platform } from '../platform/model';

/**
 * What the Kubernetes container factory asks of the API server (OpenWhisk, KubernetesClient.scala): it makes, watches and
 * deletes action pods, reads their logs, and lists events when a pod does not start.
 */
export const ACTION_POD_PERMISSIONS: readonly Permission[] = [
  { resources: ['pods'], verbs: ['get', 'list', 'watch', 'create', 'delete'] },
  { resources: ['pods/log'], verbs: ['get'] },
  { resources: ['events'], verbs: ['get', 'list'] },
];

/** Label that the container factory puts on action pods. */
export const ACTION_POD_LABELS = { 'user-action-pod': 'true' } as const;

/** Port that the proxy of an action container listens on. */
export const ACTION_PORT = 8080;

/** System properties that select the Kubernetes container factory; the start script's shell expands the variable. */
export const CONTAINER_FACTORY_OPTIONS = [
  '-Dkubernetes.master=https://$KUBERNETES_SERVICE_HOST',
  '-Dwhisk.spi.ContainerFactoryProvider=org.apache.openwhisk.core.containerpool.kubernetes.KubernetesContainerFactoryProvider',
].join(' ');

/** Environment of the component that makes action pods: the invoker or, in lean mode, the controller. */
export function containerFactoryEnv({ name, images, placement, openwhisk: { invoker } }: Platform): Env {
  return {
    CONFIG_whisk_containerPool_userMemory: invoker.userMemory,
    CONFIG_whisk_containerFactory_containerArgs_network: 'bridge',
    CONFIG_whisk_containerFactory_containerArgs_extraEnvVars_0: `__OW_ALLOW_CONCURRENT=${invoker.actionConcurrency}`,
    ...(images.registry ? { CONFIG_whisk_containerFactory_runtimesRegistry_url: `${images.registry}/` } : {}),
    CONFIG_whisk_docker_containerFactory_useRunc: 'false',
    CONFIG_whisk_kubernetes_userPodNodeAffinity_enabled: String(placement.affinity),
    CONFIG_whisk_kubernetes_userPodNodeAffinity_key: placement.nodeLabel,
    CONFIG_whisk_kubernetes_userPodNodeAffinity_value: placement.roles.invoker,
    CONFIG_whisk_helm_release: name,
  };
}
