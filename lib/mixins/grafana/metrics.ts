import { source } from '../families/family';

/** Grafana: its sources (`pkg/infra/metrics`, `pkg/middleware`, `pkg/services/ngalert/metrics`). */
export const grafana = source({
  program: 'Grafana',
  version: '12',
  image: 'grafana',
  shares: ['go', 'process'],
  documented: `
    access_evaluation_duration histogram
    access_permissions_duration histogram
    grafana_access_evaluation_count counter
    grafana_alerting_active_alerts gauge
    grafana_alerting_execution_time_milliseconds summary
    grafana_alerting_notification_failed_total counter type
    grafana_alerting_notification_sent_total counter type
    grafana_alerting_result_total counter state
    grafana_alerting_rule_evaluation_duration_seconds histogram org
    grafana_alerting_rule_evaluation_failures_total counter org
    grafana_alerting_rule_evaluations_total counter org
    grafana_alerting_rule_group_rules gauge org,state
    grafana_alerting_schedule_rule_evaluations_missed_total counter name,org
    grafana_alerting_scheduler_behind_seconds gauge
    grafana_api_admin_user_created_total counter
    grafana_api_dashboard_get_milliseconds summary
    grafana_api_dashboard_save_milliseconds summary
    grafana_api_dashboard_search_milliseconds summary
    grafana_api_dataproxy_request_all_milliseconds summary
    grafana_api_login_oauth_total counter
    grafana_api_login_post_total counter
    grafana_api_login_saml_total counter
    grafana_api_models_dashboard_insert_total counter
    grafana_api_org_create_total counter
    grafana_api_response_status_total counter code
    grafana_build_info gauge branch,edition,goversion,revision,version
    grafana_datasource_request_duration_seconds histogram code,datasource,datasource_type,method,secure_socks_ds_proxy_enabled
    grafana_datasource_request_in_flight gauge datasource,datasource_type
    grafana_datasource_request_total counter code,datasource,datasource_type,method
    grafana_datasource_response_size_bytes histogram datasource,datasource_type
    grafana_http_request_duration_seconds histogram handler,method,status_code
    grafana_http_request_in_flight gauge
    grafana_instance_start_total counter
    grafana_page_response_status_total counter code
    grafana_plugin_build_info gauge plugin_id,plugin_type,signature_status,version
    grafana_proxy_response_status_total counter code
    grafana_rendering_queue_size gauge
    grafana_rendering_request_duration_milliseconds summary status,type
    grafana_rendering_request_total counter status,type
    grafana_stat_active_users gauge
    grafana_stat_total_orgs gauge
    grafana_stat_total_playlists gauge
    grafana_stat_total_users gauge
    grafana_stat_totals_alert_rules gauge
    grafana_stat_totals_annotations gauge
    grafana_stat_totals_dashboard gauge
    grafana_stat_totals_dashboard_versions gauge
    grafana_stat_totals_data_keys gauge
    grafana_stat_totals_datasource gauge plugin_id
    grafana_stat_totals_folder gauge
    grafana_stat_totals_library_panels gauge
    grafana_stat_totals_library_variables gauge
  `,
});
