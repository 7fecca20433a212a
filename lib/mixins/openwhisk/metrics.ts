import { OPENWHISK_TAGS } from '../../catalogue/images';
import { source, type SourceMetrics } from '../families/family';
import { JVM } from '../families/jvm';
import { familiesOf, type Marker } from '../families/kamon';
import { CAPTURED } from './captured';
import { CONTROLLER, INVOKER, SCHEDULER } from './markers';

/** The metrics were read from the sources of both deployed generations. */
const VERSIONS = Object.values(OPENWHISK_TAGS).join(' and ');

function openwhisk(part: 'controller' | 'invoker' | 'scheduler', markers: readonly Marker[]): SourceMetrics {
  return source({
    program: `OpenWhisk's ${part}, tags on`,
    version: VERSIONS,
    captured: JVM,
    derived: familiesOf(markers, new Set(Object.keys(CAPTURED[`openwhisk-${part}`]))),
  });
}

/** The controllers, on port 8080. */
export const openwhiskController = openwhisk('controller', CONTROLLER);

/** The invokers, on port 8080. */
export const openwhiskInvoker = openwhisk('invoker', INVOKER);

/** The schedulers, on port 8080. */
export const openwhiskScheduler = openwhisk('scheduler', SCHEDULER);

/**
 * The user-events service, on port 9095 (core/monitoring/user-events, PrometheusRecorder and EventConsumer):
 * Prometheus' client for Java 0.6.0, which leaves names unchanged, and Kamon. `namespace` is the action's namespace,
 * `initiator` the caller's; in metrics of limits, `namespace` is the caller's.
 */
export const userEvents = source({
  program: "OpenWhisk's user-events",
  version: VERSIONS,
  captured: `
    openwhisk_action_activations_total counter namespace,initiator,action,kind,memory
    openwhisk_action_coldStarts_total counter namespace,initiator,action
    openwhisk_action_status counter namespace,initiator,action,status
    openwhisk_action_status_code counter namespace,initiator,action,status_code
    openwhisk_action_waitTime_seconds histogram namespace,initiator,action
    openwhisk_action_initTime_seconds histogram namespace,initiator,action
    openwhisk_action_duration_seconds histogram namespace,initiator,action
    openwhisk_action_response_size_bytes histogram namespace,initiator,action
    openwhisk_action_memory gauge namespace,initiator,action
    openwhisk_action_limit_concurrent_total counter namespace
    openwhisk_action_limit_timed_total counter namespace
    openwhisk_namespace_activations_total counter namespace,initiator
    openwhisk_userevents_global_activations_total counter
    openwhisk_userevents_global_metric_total counter
    openwhisk_userevents_global_status_total counter status
    openwhisk_userevents_global_coldStarts_total counter
    openwhisk_userevents_global_waitTime_seconds histogram
    openwhisk_userevents_global_initTime_seconds histogram
    openwhisk_userevents_global_duration_seconds histogram
    openwhisk_userevents_consumer_lag gauge
    consumer_fetch_manager_metrics_records_lag_max gauge client_id
    consumer_fetch_manager_metrics_records_consumed gauge client_id
    consumer_metrics_request gauge client_id
    consumer_metrics_request_size_avg gauge client_id
    consumer_node_metrics_request gauge client_id,node_id
    consumer_node_metrics_request_size_avg gauge client_id,node_id
    ${JVM}
  `,
});
