import type { AlertCase, AlertCases } from '../alerts/alert-case';
import { seriesOfJob } from './series';

const controller = seriesOfJob('openwhisk-controller', { namespace: 'ow' });
const invoker = seriesOfJob('openwhisk-invoker', { namespace: 'ow', pod: 'invoker-0' });
const scheduler = seriesOfJob('openwhisk-scheduler', { namespace: 'ow' });
const balancer = (gauge: string, pod = 'controller-0'): string =>
  controller(`gauge_loadbalancer_${gauge}_counter`, { pod });

/** A gauge of invokers that are away: for ten minutes, and for nine. */
function gaugeCase(gauge: string): AlertCase {
  return {
    fires: { series: { [balancer(gauge)]: '1x60' }, at: '10m', expect: { warning: 1 } },
    silent: { series: { [balancer(gauge)]: '1x8 0x60' }, at: '30m' },
    ends: '20m',
    gone: '15m',
  };
}

/** A pool that is overloaded again and again, and once. */
function overloadCase(pool: string, counter: string): AlertCase {
  const series = controller(`counter_controller_${counter}_counter_total`);
  return {
    fires: { series: { [series]: '0+6x60' }, at: '11m', expect: { warning: 1 }, labels: { pool } },
    silent: { series: { [series]: '0 6x60' }, at: '20m' },
    ends: '17m',
    gone: '15m',
  };
}

/** Cases of the group `openwhisk`. Where metrics have two forms, the series that fire are in both, or in that without tags. */
export const cases: AlertCases = {
  OpenWhiskControllerDown: {
    fires: { series: { [controller('up', { pod: 'controller-0' })]: '1x5 0x30' }, at: '11m', expect: { critical: 1 } },
    // One of two is enough.
    silent: {
      series: {
        [controller('up', { pod: 'controller-0' })]: '0x30',
        [controller('up', { pod: 'controller-1' })]: '1x30',
      },
      at: '30m',
    },
    ends: '12m',
  },
  OpenWhiskInvokerDown: {
    fires: {
      series: { [invoker('up')]: '0x30' },
      at: '10m',
      expect: { warning: 1 },
      labels: { namespace: 'ow', pod: 'invoker-0' },
    },
    silent: { series: { [invoker('up')]: '0x9 1x30' }, at: '30m' },
    ends: '21m',
    gone: '11m',
  },
  OpenWhiskNoHealthyInvoker: {
    fires: { series: { [balancer('totalHealthyInvokerManaged')]: '1x5 0x30' }, at: '11m', expect: { critical: 1 } },
    // A controller that has just started knows nobody yet; with the scheduler, there are no pools.
    silent: {
      series: {
        [balancer('totalHealthyInvoker')]: '1x30',
        [balancer('totalHealthyInvoker', 'controller-1')]: '0x30',
      },
      at: '30m',
    },
    ends: '16m',
    gone: '16m',
  },
  OpenWhiskInvokerUnresponsive: {
    ...gaugeCase('totalUnresponsiveInvokerBlackBox'),
    variants: { 'in the managed pool': gaugeCase('totalUnresponsiveInvokerManaged') },
  },
  OpenWhiskInvokerUnhealthy: {
    ...gaugeCase('totalUnhealthyInvokerManaged'),
    variants: {
      'in the blackbox pool': gaugeCase('totalUnhealthyInvokerBlackBox'),
      'with the scheduler': gaugeCase('totalUnhealthyInvoker'),
    },
  },
  OpenWhiskMemoryPoolExhausted: {
    fires: {
      series: {
        [controller('gauge_loadbalancer_memoryManagedInflight_counter', { pod: 'controller-0', controller_id: '0' })]:
          '1000x60',
        [controller('gauge_loadbalancer_memoryManagedInflight_counter', { pod: 'controller-1', controller_id: '1' })]:
          '900x60',
        [balancer('totalCapacityManaged')]: '2048x60',
        [balancer('totalCapacityManaged', 'controller-1')]: '2048x60',
        [controller('gauge_loadbalancer0_memoryBlackboxInflight_counter', { pod: 'controller-0' })]: '950x60',
        [controller('gauge_loadbalancer1_memoryBlackboxInflight_counter', { pod: 'controller-1' })]: '950x60',
        [balancer('totalCapacityBlackBox')]: '2048x60',
      },
      at: '15m',
      expect: { warning: 2 },
      labels: { pool: 'managed' },
    },
    silent: {
      series: {
        [controller('gauge_loadbalancer_memoryManagedInflight_counter', { pod: 'controller-0', controller_id: '0' })]:
          '1800x60',
        [balancer('totalCapacityManaged')]: '2048x60',
        [balancer('totalCapacityBlackBox')]: '0x60',
      },
      at: '30m',
    },
    ends: '20m',
    gone: '20m',
  },
  OpenWhiskInvokersOverloaded: {
    ...overloadCase('managed', 'managedInvokerSystemOverload'),
    variants: { 'in the blackbox pool': overloadCase('blackbox', 'blackBoxInvokerSystemOverload') },
  },
  OpenWhiskInvokerBacklog: {
    fires: {
      series: { [invoker('gauge_containerPool_runBufferCount_counter')]: '17x30' },
      at: '10m',
      expect: { warning: 1 },
      labels: { pod: 'invoker-0' },
    },
    silent: { series: { [invoker('gauge_containerPool_runBufferCount_counter')]: '16x30' }, at: '30m' },
    ends: '11m',
    gone: '15m',
  },
  OpenWhiskCompletionsForced: {
    fires: {
      series: {
        [controller('counter_loadbalancer0_completionAck_forced_counter_total')]: '0+2x60',
        [controller('counter_loadbalancer0_completionAck_regular_counter_total')]: '0+98x60',
        [controller('counter_loadbalancer_activations_counter_total')]: '0+100x60',
      },
      at: '11m',
      expect: { warning: 1 },
    },
    silent: {
      series: {
        [controller('counter_loadbalancer_completionAck_counter_total', { controller_id: '0', type: 'forced' })]:
          '0+0.9x60',
        [controller('counter_loadbalancer_completionAck_counter_total', { controller_id: '0', type: 'regular' })]:
          '0+99x60',
        [controller('counter_loadbalancer_activations_counter_total')]: '0+100x60',
      },
      at: '30m',
    },
    ends: '20m',
    gone: '20m',
    fewer: { counter_loadbalancer0_completionAck_forced_counter_total: '17m' },
    decides: ['job', 'type'],
    optional: ['counter_loadbalancer0_completionAck_regular_counter_total'],
  },
  OpenWhiskKafkaPublishFailing: {
    fires: {
      series: {
        [controller('counter_controller_kafka_error_total')]: '0+20x60',
        [controller('counter_controller_kafka_start_total')]: '0+100x60',
      },
      at: '6m',
      expect: { critical: 1, warning: 1 },
    },
    silent: {
      series: {
        [controller('counter_controller_kafka_error_total')]: '0+0.9x60',
        [controller('counter_controller_kafka_start_total')]: '0+100x60',
      },
      at: '30m',
    },
    ends: '10m',
    until: { critical: '9m' },
    gone: '10m',
    fewer: { counter_controller_kafka_error_total: '9m' },
  },
  OpenWhiskKafkaTopicLagging: {
    fires: {
      series: {
        [controller('gauge_kafka_topic_counter', { topic: 'completed0' })]: '101x60',
        [invoker('gauge_kafka_invoker0_counter')]: '101x60',
        [scheduler('gauge_kafka_topic_counter', { topic: 'creationAck0' })]: '101x60',
      },
      at: '15m',
      expect: { warning: 3 },
      labels: { topic: 'invoker0' },
    },
    silent: {
      series: {
        [controller('gauge_kafka_topic_counter', { topic: 'health' })]: '100x60',
        [invoker('gauge_kafka_invoker0_counter')]: '5000x10 0x60',
      },
      at: '30m',
    },
    ends: '27m',
    gone: '20m',
  },
  OpenWhiskControllerGarbageCollection: {
    fires: {
      series: {
        [controller('jvm_gc_seconds_sum', { pod: 'controller-0', collector: 'g1-old' })]: '0+6x60',
        [controller('jvm_gc_seconds_sum', { pod: 'controller-0', collector: 'g1-young' })]: '0+5.5x60',
      },
      at: '18m',
      expect: { warning: 1 },
      labels: { pod: 'controller-0' },
    },
    silent: {
      series: { [controller('jvm_gc_seconds_sum', { pod: 'controller-0', collector: 'g1-young' })]: '0+5x60' },
      at: '30m',
    },
    ends: '22m',
    gone: '21m',
  },
};
