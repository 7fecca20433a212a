import type { Env } from '../kube/env';

/**
 * The service providers of OpenWhisk's programs (`whisk.spi`) that depend on the mode. Each mode sets all of them, because the
 * defaults differ between images: until ef725a6 they are those without the scheduler (common/scala/src/main/resources/reference.conf),
 * since 2.0.0 those with the scheduler, which need etcd and Elasticsearch.
 */
type Spi =
  | 'MessagingProvider'
  | 'LoadBalancerProvider'
  | 'EntitlementSpiProvider'
  | 'InvokerProvider'
  | 'InvokerServerProvider'
  | 'DurationCheckerProvider';

const PACKAGE = 'org.apache.openwhisk';

function spiEnv(classes: Partial<Record<Spi, string>>): Env {
  return Object.fromEntries(
    Object.entries(classes).map(([spi, name]) => [`CONFIG_whisk_spi_${spi}`, `${PACKAGE}.${name}`]),
  );
}

const WITHOUT_SCHEDULER = {
  EntitlementSpiProvider: 'core.entitlement.LocalEntitlementProvider',
  InvokerProvider: 'core.invoker.InvokerReactive',
} as const;

/** `lean`: the controller runs actions itself; `sharding`: it selects an invoker; `scheduled`: schedulers queue activations. */
export type ControllerMode = 'lean' | 'sharding' | 'scheduled';

/** Environment with the service providers of a controller. */
export function controllerSpis(mode: ControllerMode): Env {
  switch (mode) {
    case 'lean':
      return spiEnv({
        MessagingProvider: 'connector.lean.LeanMessagingProvider',
        LoadBalancerProvider: 'core.loadBalancer.LeanBalancer',
        ...WITHOUT_SCHEDULER,
      });
    case 'sharding':
      return spiEnv({
        LoadBalancerProvider: 'core.loadBalancer.ShardingContainerPoolBalancer',
        EntitlementSpiProvider: WITHOUT_SCHEDULER.EntitlementSpiProvider,
      });
    case 'scheduled':
      return spiEnv({
        LoadBalancerProvider: 'core.loadBalancer.FPCPoolBalancer',
        EntitlementSpiProvider: 'core.entitlement.FPCEntitlementProvider',
      });
  }
}

/** Environment with the service providers of an invoker. */
export function invokerSpis(scheduled: boolean): Env {
  return spiEnv(
    scheduled
      ? {
          InvokerProvider: 'core.invoker.FPCInvokerReactive',
          InvokerServerProvider: 'core.invoker.FPCInvokerServer',
        }
      : {
          InvokerProvider: WITHOUT_SCHEDULER.InvokerProvider,
          InvokerServerProvider: 'core.invoker.DefaultInvokerServer',
        },
  );
}

/**
 * Environment with the service providers of a scheduler.
 *
 * @param elasticsearch - whether the activations, with their durations, are in Elasticsearch
 */
export function schedulerSpis(elasticsearch: boolean): Env {
  return spiEnv({
    DurationCheckerProvider: `core.scheduler.queue.${elasticsearch ? 'ElasticSearch' : 'Noop'}DurationCheckerProvider`,
  });
}
