import type { Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { PlatformSettings } from '../kube/platform-chart';
import type { ContainerProps } from '../kube/pod';
import type { ProbeAction } from '../kube/probes';
import type { IdentityProps } from '../kube/rbac';
import type { SecurityProfile } from '../kube/security';
import type { Mount } from '../kube/storage';
import type { OpenWhisk } from '../platform/model';

/** Requirements of the component that runs actions: the invoker or, in lean mode, the controller. */
export interface ContainerFactory {
  readonly env: Env;
  readonly mounts: readonly Mount[];
  /** Permissions of its identity. */
  readonly rights: Pick<IdentityProps, 'permissions' | 'elsewhere'>;
  readonly connectsTo: readonly Endpoint[];
  readonly security: SecurityProfile;
  /** Containers that prepare the node. */
  readonly prepares: readonly ContainerProps[];
  /** Shell commands that run before the start script. */
  readonly setUp: string;
  /** Liveness of the component, from the URL that answers while it lives. @default - the URL alone */
  readonly liveness?: (url: string) => ProbeAction;
  /** Unique name of an invoker, which keeps its number across restarts. */
  readonly invokerName: Env[string];
}

/** The user of OpenWhisk's images who is not root (OpenWhisk, core/controller/Dockerfile). */
export const OPENWHISK_UID = 1001;

const PROVIDERS: Readonly<Record<OpenWhisk['invoker']['containerFactory'], string>> = {
  kubernetes: 'org.apache.openwhisk.core.containerpool.kubernetes.KubernetesContainerFactoryProvider',
  docker: 'org.apache.openwhisk.core.containerpool.docker.DockerContainerFactoryProvider',
};

/**
 * System property that selects a container factory. The address of the API server is not set: its client reads
 * KUBERNETES_SERVICE_HOST and _PORT (kubernetes-client 4.10.3, Config.java), and the start script of the pekko images does not
 * expand variables in options.
 */
export function containerFactoryOptions({ invoker }: OpenWhisk): string {
  return `-Dwhisk.spi.ContainerFactoryProvider=${PROVIDERS[invoker.containerFactory]}`;
}

/** Environment of the component that runs actions, with either factory. */
export function containerFactoryEnv({ invoker, actions }: OpenWhisk, { instance, images }: PlatformSettings): Env {
  return {
    CONFIG_whisk_containerPool_userMemory: invoker.userMemory,
    CONFIG_whisk_containerFactory_containerArgs_network: actions.network,
    CONFIG_whisk_containerFactory_containerArgs_extraEnvVars_0: `__OW_ALLOW_CONCURRENT=${invoker.actionConcurrency}`,
    ...poolEnv(actions),
    ...(actions.userImagesRegistry
      ? { CONFIG_whisk_containerFactory_userImagesRegistry_url: `${actions.userImagesRegistry}/` }
      : {}),
    ...(images.registry ? { CONFIG_whisk_containerFactory_runtimesRegistry_url: `${images.registry}/` } : {}),
    ...dnsEnv(actions.dns),
    CONFIG_whisk_helm_release: instance,
  };
}

/** Life of warm and prewarmed containers (OpenWhisk, invoker application.conf). */
function poolEnv({ containers, prewarm }: OpenWhisk['actions']): Env {
  return {
    CONFIG_whisk_containerProxy_timeouts_idleContainer: containers.idleTimeout,
    CONFIG_whisk_containerProxy_timeouts_pauseGrace: containers.pauseGrace,
    CONFIG_whisk_containerProxy_timeouts_keepingDuration: containers.keepingDuration,
    CONFIG_whisk_containerPool_prewarmPromotion: String(prewarm.promotion),
    CONFIG_whisk_containerPool_prewarmExpirationCheckInitDelay: prewarm.expirationCheckDelay,
    CONFIG_whisk_containerPool_prewarmExpirationCheckInterval: prewarm.expirationCheckInterval,
    CONFIG_whisk_containerPool_prewarmExpirationCheckIntervalVariance: prewarm.expirationCheckVariance,
    CONFIG_whisk_containerPool_prewarmExpirationLimit: String(prewarm.expirationLimit),
    CONFIG_whisk_containerPool_prewarmMaxRetryLimit: String(prewarm.maxRetries),
  };
}

function dnsEnv({ inheritInvokerConfig, nameservers, search, options }: OpenWhisk['actions']['dns']): Env {
  if (inheritInvokerConfig) return {};
  const list = (name: string, values: readonly string[]): [string, string][] =>
    values.map((value, index) => [`CONFIG_whisk_containerFactory_containerArgs_${name}_${index}`, value]);
  return Object.fromEntries([
    ...list('dnsServers', nameservers),
    ...list('dnsSearch', search),
    ...list('dnsOptions', options),
  ]);
}
