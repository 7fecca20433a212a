import { source } from '../families/family';

/** CoreDNS. */
export const coredns = source({
  program: 'CoreDNS',
  version: '1.15.0',
  shares: ['go', 'process', 'processNetwork'],
  captured: `
    coredns_build_info gauge goversion,revision,version
    coredns_cache_entries gauge server,type,view,zones
    coredns_cache_misses_total counter server,view,zones
    coredns_cache_requests_total counter server,view,zones
    coredns_dns_request_duration_seconds histogram server,view,zone
    coredns_dns_request_size_bytes histogram proto,server,view,zone
    coredns_dns_requests_total counter family,proto,server,type,view,zone
    coredns_dns_response_size_bytes histogram proto,server,view,zone
    coredns_dns_responses_total counter plugin,rcode,server,view,zone
    coredns_forward_healthcheck_broken_total counter
    coredns_forward_max_concurrent_rejects_total counter
    coredns_health_request_duration_seconds histogram
    coredns_health_request_failures_total counter
    coredns_hosts_reload_timestamp_seconds gauge
    coredns_kubernetes_dns_programming_duration_seconds histogram service_kind
    coredns_kubernetes_rest_client_requests_total counter code,host,method
    coredns_local_localhost_requests_total counter
    coredns_panics_total counter
    coredns_plugin_enabled gauge name,server,view,zone
    coredns_proxy_conn_cache_misses_total counter proto,proxy_name,to
    coredns_proxy_request_duration_seconds histogram proxy_name,rcode,to
    coredns_reload_failed_total counter
  `,
  documented: `
    coredns_autopath_success_total counter server
    coredns_cache_drops_total counter server,view,zones
    coredns_cache_evictions_total counter server,type,view,zones
    coredns_cache_hits_total counter server,type,view,zones
    coredns_cache_prefetch_total counter server,view,zones
    coredns_cache_served_stale_total counter server,view,zones
    coredns_dns_do_requests_total counter server,view,zone
    coredns_dns_https_responses_total counter server,status
    coredns_dns_quic_responses_total counter server,status
    coredns_kubernetes_rest_client_rate_limiter_duration_seconds histogram host,verb
    coredns_kubernetes_rest_client_request_duration_seconds histogram host,verb
    coredns_proxy_conn_cache_hits_total counter proto,proxy_name,to
    coredns_proxy_healthcheck_failures_total counter proxy_name,to
    coredns_reload_version_info gauge hash,value
    coredns_template_matches_total counter class,server,type,view,zone
    coredns_template_rr_failures_total counter class,section,server,template,type,view,zone
    coredns_template_template_failures_total counter class,section,server,template,type,view,zone
  `,
});
