/**
 * Families that OpenWhisk's programs served when they ran with the manifests of a platform (commit ef725a6, 2026-11-29; excerpts
 * in test/mixins/openwhisk/captured), with these platforms: standard, scheduler, lean, where the controller is the invoker,
 * elasticsearch for the activations, and untagged, whose database was stopped.
 */
export const CAPTURED = {
  'openwhisk-controller': platformsOf(`
    counter_controller_activation_start_total standard scheduler
    counter_controller_blockingActivation_error_total elasticsearch
    counter_controller_blockingActivation_start_total standard scheduler lean elasticsearch untagged
    counter_controller_kafka_start_total standard scheduler lean elasticsearch untagged
    counter_controller_loadbalancer_error_total elasticsearch
    counter_controller_loadbalancer_start_total standard scheduler lean elasticsearch untagged
    counter_controller_startup_counter_total standard scheduler lean elasticsearch
    counter_database_cacheHit_counter_total standard scheduler lean elasticsearch untagged
    counter_database_cacheMiss_counter_total standard scheduler lean elasticsearch untagged
    counter_database_deleteDocument_start_total standard scheduler
    counter_database_getDocumentAttachment_start_total untagged
    counter_database_getDocument_error_total untagged
    counter_database_getDocument_start_total standard scheduler lean elasticsearch untagged
    counter_database_queryView_error_total standard elasticsearch untagged
    counter_database_queryView_start_total standard scheduler lean elasticsearch untagged
    counter_database_saveDocumentAttachment_error_total untagged
    counter_database_saveDocumentAttachment_start_total untagged
    counter_database_saveDocumentBulk_start_total standard scheduler lean
    counter_database_saveDocument_start_total standard scheduler lean elasticsearch untagged
    counter_http_delete_counter_total standard scheduler
    counter_http_get_counter_total standard scheduler lean elasticsearch
    counter_http_post_counter_total standard scheduler lean elasticsearch
    counter_http_put_counter_total standard scheduler lean elasticsearch
    counter_loadbalancer_activations_counter_total standard scheduler lean elasticsearch untagged
    counter_loadbalancer_completionAck_counter_total standard scheduler lean elasticsearch
    counter_loadbalancer_invokerState_counter_total standard elasticsearch
    gauge_kafka_topic_counter standard scheduler elasticsearch
    gauge_loadbalancer_activationsInflight_counter standard scheduler lean elasticsearch
    gauge_loadbalancer_memoryBlackboxInflight_counter standard lean elasticsearch
    gauge_loadbalancer_memoryInflight_counter standard scheduler lean elasticsearch
    gauge_loadbalancer_memoryManagedInflight_counter standard lean elasticsearch
    gauge_loadbalancer_totalCapacityBlackBox_counter standard elasticsearch untagged
    gauge_loadbalancer_totalCapacityManaged_counter standard elasticsearch untagged
    gauge_loadbalancer_totalCapacity_counter scheduler
    gauge_loadbalancer_totalHealthyInvokerBlackBox_counter standard elasticsearch untagged
    gauge_loadbalancer_totalHealthyInvokerManaged_counter standard elasticsearch untagged
    gauge_loadbalancer_totalHealthyInvoker_counter scheduler
    gauge_loadbalancer_totalOfflineInvokerBlackBox_counter standard elasticsearch untagged
    gauge_loadbalancer_totalOfflineInvokerManaged_counter standard elasticsearch untagged
    gauge_loadbalancer_totalOfflineInvoker_counter scheduler
    gauge_loadbalancer_totalUnhealthyInvokerBlackBox_counter standard elasticsearch untagged
    gauge_loadbalancer_totalUnhealthyInvokerManaged_counter standard elasticsearch untagged
    gauge_loadbalancer_totalUnhealthyInvoker_counter scheduler
    gauge_loadbalancer_totalUnresponsiveInvokerBlackBox_counter standard elasticsearch untagged
    gauge_loadbalancer_totalUnresponsiveInvokerManaged_counter standard elasticsearch untagged
    histogram_controller_activation_finish_seconds standard scheduler
    histogram_controller_blockingActivation_error_seconds elasticsearch
    histogram_controller_blockingActivation_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_controller_kafka_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_controller_loadbalancer_error elasticsearch
    histogram_controller_loadbalancer_finish standard scheduler lean elasticsearch untagged
    histogram_database_batchSize_counter standard scheduler lean
    histogram_database_deleteDocument_finish_seconds standard scheduler
    histogram_database_getDocumentAttachment_finish_seconds untagged
    histogram_database_getDocument_error_seconds untagged
    histogram_database_getDocument_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_database_queryView_error_seconds standard elasticsearch untagged
    histogram_database_queryView_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_database_saveDocumentAttachment_error_seconds untagged
    histogram_database_saveDocumentBulk_finish_seconds standard scheduler lean
    histogram_database_saveDocument_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_http_delete_counter_seconds standard scheduler
    histogram_http_get_counter_seconds standard scheduler lean elasticsearch
    histogram_http_post_counter_seconds standard scheduler lean elasticsearch
    histogram_http_put_counter_seconds standard scheduler lean elasticsearch
    histogram_kafka_topic_start_seconds standard scheduler elasticsearch
  `),
  'openwhisk-invoker': platformsOf(`
    counter_database_cacheHit_counter_total standard scheduler lean untagged
    counter_database_cacheMiss_counter_total standard scheduler lean elasticsearch untagged
    counter_database_getDocumentAttachment_start_total untagged
    counter_database_getDocument_start_total standard scheduler lean elasticsearch untagged
    counter_database_queryView_start_total standard scheduler lean elasticsearch untagged
    counter_database_saveDocumentBulk_error_total elasticsearch untagged
    counter_database_saveDocumentBulk_start_total standard scheduler lean elasticsearch untagged
    counter_database_saveDocument_error_total untagged
    counter_database_saveDocument_start_total standard scheduler lean elasticsearch untagged
    counter_http_get_counter_total standard scheduler lean elasticsearch
    counter_http_post_counter_total lean
    counter_http_put_counter_total lean
    counter_invoker_activationInit_start_total standard scheduler lean elasticsearch untagged
    counter_invoker_activationRun_error_total standard
    counter_invoker_activationRun_start_total standard scheduler lean elasticsearch untagged
    counter_invoker_activation_start_total standard lean elasticsearch untagged
    counter_invoker_collectLogs_start_total standard scheduler lean elasticsearch untagged
    counter_invoker_containerHealthFailed_counter_total standard
    counter_invoker_containerStart_counter_total standard scheduler lean elasticsearch
    counter_invoker_creation_counter_total scheduler
    counter_invoker_kubeapi_error_total standard scheduler lean
    counter_invoker_kubeapi_start_total standard scheduler lean elasticsearch
    counter_scheduler_keepAlive_counter_total scheduler
    gauge_containerPool_activeCount_counter standard lean elasticsearch untagged
    gauge_containerPool_activeSize_counter_bytes standard lean elasticsearch untagged
    gauge_containerPool_idlesCount_counter standard lean elasticsearch untagged
    gauge_containerPool_idlesSize_counter_bytes standard lean elasticsearch untagged
    gauge_containerPool_prewarmCount_counter standard lean elasticsearch untagged
    gauge_containerPool_prewarmSize_counter_bytes standard lean elasticsearch untagged
    gauge_containerPool_runBufferCount_counter standard lean elasticsearch untagged
    gauge_containerPool_runBufferSize_counter_bytes standard lean elasticsearch untagged
    gauge_kafka_topic_counter standard scheduler elasticsearch
    histogram_database_batchSize_counter standard scheduler lean untagged
    histogram_database_getDocumentAttachment_finish_seconds untagged
    histogram_database_getDocument_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_database_queryView_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_database_saveDocumentBulk_error_seconds elasticsearch untagged
    histogram_database_saveDocumentBulk_finish_seconds standard scheduler lean untagged
    histogram_database_saveDocument_error_seconds untagged
    histogram_database_saveDocument_finish_seconds standard scheduler lean untagged
    histogram_http_get_counter_seconds standard scheduler lean elasticsearch
    histogram_http_post_counter_seconds lean
    histogram_http_put_counter_seconds lean
    histogram_invoker_activationInit_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_invoker_activationRun_error_seconds standard
    histogram_invoker_activationRun_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_invoker_collectLogs_finish_seconds standard scheduler lean elasticsearch untagged
    histogram_invoker_containerPoolContainer_counter scheduler
    histogram_invoker_containerPoolMemory_counter scheduler
    histogram_invoker_kubeapi_error_seconds standard scheduler lean
    histogram_invoker_kubeapi_finish_seconds standard scheduler lean elasticsearch
    histogram_kafka_topic_start_seconds standard scheduler elasticsearch
  `),
  'openwhisk-scheduler': platformsOf(`
    counter_database_cacheHit_counter_total scheduler
    counter_database_cacheMiss_counter_total scheduler
    counter_database_getDocument_start_total scheduler
    counter_database_queryView_start_total scheduler
    counter_http_get_counter_total scheduler
    counter_scheduler_kafka_start_total scheduler
    counter_scheduler_keepAlive_counter_total scheduler
    counter_scheduler_queueCreate_start_total scheduler
    counter_scheduler_queueUpdate_counter_total scheduler
    gauge_kafka_topic_counter scheduler
    gauge_scheduler_actionContainer_counter scheduler
    gauge_scheduler_actionInProgressContainer_counter scheduler
    gauge_scheduler_namespaceContainer_counter scheduler
    gauge_scheduler_namespaceInProgressContainer_counter scheduler
    gauge_scheduler_queueActivation_counter scheduler
    histogram_database_getDocument_finish_seconds scheduler
    histogram_database_queryView_finish_seconds scheduler
    histogram_http_get_counter_seconds scheduler
    histogram_kafka_topic_start_seconds scheduler
    histogram_scheduler_kafkaWaitTime_counter_seconds scheduler
    histogram_scheduler_kafka_finish_seconds scheduler
    histogram_scheduler_queueUpdate_finish scheduler
    histogram_scheduler_queue_counter scheduler
    histogram_scheduler_waitTime_counter_seconds scheduler
  `),
} as const;

/** The platforms of each family, one family per line. */
function platformsOf(text: string): Readonly<Record<string, readonly string[]>> {
  const lines = text.split('\n').map((line) => line.trim().split(' '));
  return Object.fromEntries(lines.filter(([name]) => name).map(([name = '', ...platforms]) => [name, platforms]));
}
