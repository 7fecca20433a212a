import { source } from '../families/family';

/** The kubelet at `/metrics/probes`: Kubernetes' own list. */
export const kubeletProbes = source({
  program: 'Kubernetes',
  version: '1.36.1',
  documented: `
    prober_probe_duration_seconds histogram/alpha container,namespace,pod,probe_type
    prober_probe_total counter/beta container,namespace,pod,pod_uid,probe_type,result
  `,
});
