import type { AlertCases } from '../alerts/alert-case';
import { durations, seriesOfJob } from './series';

const controller = seriesOfJob('openwhisk-controller', { namespace: 'ow' });
const invoker = seriesOfJob('openwhisk-invoker', { namespace: 'ow', pod: 'invoker-0' });
const scheduler = seriesOfJob('openwhisk-scheduler', { namespace: 'ow' });
const balancer = (gauge: string, pod = 'controller-0'): string =>
  controller(`gauge_loadbalancer_${gauge}_counter`, { pod });
const creation = (event: string): string => invoker(`counter_invoker_kubeapi_${event}_total`, { cmd: 'create' });
const database = (operation: string): string => `counter_database_${operation}_total`;

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
    fires: {
      series: {
        [balancer('totalUnresponsiveInvokerManaged')]: '0x60',
        [balancer('totalUnresponsiveInvokerBlackBox')]: '1x60',
      },
      at: '10m',
      expect: { warning: 1 },
    },
    silent: { series: { [balancer('totalUnresponsiveInvokerManaged')]: '1x8 0x60' }, at: '30m' },
    ends: '20m',
    gone: '15m',
    optional: ['gauge_loadbalancer_totalUnresponsiveInvokerManaged_counter'],
  },
  OpenWhiskInvokerUnhealthy: {
    fires: {
      series: {
        [balancer('totalUnhealthyInvokerManaged')]: '2x60',
        [balancer('totalUnhealthyInvokerBlackBox')]: '1x60',
      },
      at: '10m',
      expect: { warning: 1 },
    },
    silent: { series: { [balancer('totalUnhealthyInvoker')]: '1x8 0x60' }, at: '30m' },
    ends: '20m',
    gone: '15m',
    optional: [
      'gauge_loadbalancer_totalUnhealthyInvokerManaged_counter',
      'gauge_loadbalancer_totalUnhealthyInvokerBlackBox_counter',
    ],
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
    fires: {
      series: { [controller('counter_controller_managedInvokerSystemOverload_counter_total')]: '0+6x60' },
      at: '11m',
      expect: { warning: 1 },
      labels: { pool: 'managed' },
    },
    silent: {
      series: { [controller('counter_controller_blackBoxInvokerSystemOverload_counter_total')]: '0 6x60' },
      at: '20m',
    },
    ends: '15m',
    gone: '15m',
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
  OpenWhiskActivationDbWriteFailing: {
    fires: {
      series: {
        [invoker(database('saveDocumentBulk_error'))]: '0+5x60',
        [invoker(database('saveDocumentBulk_start'))]: '0+10x60',
      },
      at: '11m',
      expect: { critical: 1, warning: 1 },
    },
    silent: {
      series: {
        [invoker(database('saveDocument_error'))]: '0+0.9x60',
        [invoker(database('saveDocument_start'))]: '0+50x60',
        [invoker(database('saveDocumentBulk_start'))]: '0+50x60',
      },
      at: '30m',
    },
    ends: '15m',
    until: { critical: '14m' },
    gone: '15m',
  },
  OpenWhiskDatabaseErrorsHigh: {
    fires: {
      series: {
        [controller(database('queryView_error'))]: '0+2x60',
        [controller(database('queryView_start'))]: '0+20x60',
        [controller(database('getDocument_start'))]: '0+80x60',
      },
      at: '11m',
      expect: { warning: 1 },
    },
    silent: {
      series: {
        [controller(database('queryView_error'))]: '0+0.9x60',
        [controller(database('queryView_start'))]: '0+20x60',
        [controller(database('getDocument_start'))]: '0+80x60',
      },
      at: '30m',
    },
    ends: '15m',
    gone: '15m',
    optional: ['counter_database_queryView_start_total', 'counter_database_getDocument_start_total'],
  },
  OpenWhiskDatabaseSlow: {
    fires: {
      series: durations(controller, 'histogram_database_getDocument_finish_seconds', 90, 10),
      at: '16m',
      expect: { warning: 1 },
    },
    silent: {
      series: {
        [controller('histogram_database_getDocument_finish_seconds_bucket', { le: '0.75' })]: '0+90x60',
        [controller('histogram_database_getDocument_finish_seconds_bucket', { le: '1.0' })]: '0+100x60',
        [controller('histogram_database_getDocument_finish_seconds_bucket', { le: '+Inf' })]: '0+100x60',
      },
      at: '30m',
    },
    ends: '20m',
    gone: '20m',
  },
  OpenWhiskContainerStartSlow: {
    fires: {
      series: durations(invoker, 'histogram_invoker_docker_run_finish_seconds', 8, 2),
      at: '16m',
      expect: { warning: 1 },
    },
    // Deletions may take their time.
    silent: {
      series: {
        ...durations(invoker, 'histogram_invoker_kubeapi_finish_seconds', 95, 5, { cmd: 'create' }),
        ...durations(invoker, 'histogram_invoker_kubeapi_finish_seconds', 0, 100, { cmd: 'delete' }),
      },
      at: '40m',
    },
    ends: '18m',
    gone: '25m',
    decides: ['job', 'cmd'],
  },
  OpenWhiskContainerStartFailing: {
    fires: {
      series: { [creation('error')]: '0+6x60', [creation('start')]: '0+10x60' },
      at: '11m',
      expect: { critical: 1, warning: 1 },
    },
    silent: {
      series: {
        [creation('error')]: '0+0.4x60',
        [creation('start')]: '0+10x60',
        [invoker('counter_invoker_kubeapi_error_total', { cmd: 'delete' })]: '0+9x60',
      },
      at: '40m',
    },
    ends: '20m',
    until: { critical: '14m' },
    gone: '20m',
    decides: ['job', 'cmd'],
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
