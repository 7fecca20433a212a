import { source } from '../families/family';

/** kube-state-metrics about itself. */
export const kubeStateMetricsSelf = source({
  program: 'kube-state-metrics',
  version: '2.20.0',
  image: 'kube-state-metrics',
  shares: ['go', 'process', 'processNetwork'],
  captured: `
    http_request_duration_seconds histogram handler,method
    kube_state_metrics_build_info gauge branch,client_go_version,goarch,goos,goversion,revision,tags,version
    kube_state_metrics_custom_resource_state_add_events_total counter
    kube_state_metrics_custom_resource_state_cache gauge
    kube_state_metrics_custom_resource_state_delete_events_total counter
    kube_state_metrics_custom_resource_state_update_events_total counter
    kube_state_metrics_shard_ordinal gauge shard_ordinal
    kube_state_metrics_total_shards gauge
    kube_state_metrics_watch_total counter resource,result
  `,
  // list_total: only where the API server has no streaming lists (WatchList, Kubernetes 1.34), as client-go prefers them.
  documented: `
    kube_state_metrics_config_hash gauge filename,type
    kube_state_metrics_last_config_reload_success_timestamp_seconds gauge filename,type
    kube_state_metrics_last_config_reload_successful gauge filename,type
    kube_state_metrics_list_total counter resource,result
  `,
});
