import { source } from '../families/family';

/** The kubelet at `/metrics/resource`: what nodes served. */
export const kubeletResource = source({
  program: 'Kubernetes',
  version: '1.36.1',
  captured: `
    container_cpu_usage_seconds_total counter/stable container,namespace,pod
    container_memory_working_set_bytes gauge/stable container,namespace,pod
    container_start_time_seconds gauge/stable container,namespace,pod
    container_swap_limit_bytes gauge/alpha container,namespace,pod
    container_swap_usage_bytes gauge/alpha container,namespace,pod
    node_cpu_usage_seconds_total counter/stable
    node_memory_working_set_bytes gauge/stable
    node_swap_usage_bytes gauge/alpha
    pod_cpu_usage_seconds_total counter/stable namespace,pod
    pod_memory_working_set_bytes gauge/stable namespace,pod
    pod_swap_usage_bytes gauge/alpha namespace,pod
    resource_scrape_error gauge/stable
  `,
});
