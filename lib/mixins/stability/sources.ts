import type { LabelMatcher } from '../../promql/selectors';
import { VARIABLE } from '../../promql/grafana';
import { matchesRegex } from '../../promql/regex';

/** Values of the label `job` of Kubernetes' components, here and in kube-prometheus, kube-prometheus-stack and common scrape configurations. */
const JOBS: Readonly<Record<string, readonly string[]>> = {
  apiserver: ['apiserver'],
  'kube-apiserver': ['apiserver'],
  kubernetes: ['apiserver'],
  'kubernetes-apiservers': ['apiserver'],
  'kube-controller-manager': ['kube-controller-manager'],
  'kube-scheduler': ['kube-scheduler', 'kube-scheduler-resources'],
  'kube-proxy': ['kube-proxy'],
  kubelet: ['kubelet', 'kubelet-cadvisor', 'kubelet-probes', 'kubelet-resource', 'slis'],
  cadvisor: ['kubelet-cadvisor'],
  'kubernetes-cadvisor': ['kubelet-cadvisor'],
  'kubernetes-nodes': ['kubelet'],
  'kubernetes-nodes-cadvisor': ['kubelet-cadvisor'],
};

/** Sources of the kubelet by the path of the scrape. */
const PATHS: Readonly<Record<string, string>> = {
  '/metrics': 'kubelet',
  '/metrics/cadvisor': 'kubelet-cadvisor',
  '/metrics/probes': 'kubelet-probes',
  '/metrics/resource': 'kubelet-resource',
};

/**
 * The sources of Kubernetes whose series matchers can select: an empty list for the series of another program only, and undefined when the
 * matchers do not decide.
 */
export function kubernetesSources(matchers: readonly LabelMatcher[]): readonly string[] | undefined {
  const job = matchers.find(({ name, operator }) => name === 'job' && (operator === '=' || operator === '=~'));
  if (!job || job.value.includes(VARIABLE) || job.value === '') return ofPath(matchers);
  const jobs = Object.keys(JOBS).filter((name) =>
    job.operator === '=' ? name === job.value : matchesRegex(job.value, name),
  );
  const path = ofPath(matchers);
  const sources = [...new Set(jobs.flatMap((name) => JOBS[name] ?? []))];
  return path && sources.some((source) => source.startsWith('kubelet'))
    ? sources.filter((source) => path.includes(source) || !source.startsWith('kubelet'))
    : sources;
}

function ofPath(matchers: readonly LabelMatcher[]): readonly string[] | undefined {
  const path = matchers.find(({ name, operator }) => name === 'metrics_path' && operator === '=')?.value;
  const source = path === undefined ? undefined : PATHS[path];
  return source ? [source] : undefined;
}
