import { source } from '../families/family';

/** The kubelet at `/metrics/probes`: what nodes served. */
export const kubeletProbes = source({
  program: 'Kubernetes',
  version: '1.36.1',
  captured: `
    prober_probe_duration_seconds histogram/alpha container,namespace,pod,probe_type
    prober_probe_total counter/beta container,namespace,pod,pod_uid,probe_type,result
    process_start_time_seconds gauge/alpha
  `,
});
