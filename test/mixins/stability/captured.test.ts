import type { MetricSource } from '../../../lib/catalogue/sources';
import { sourcesAsked } from '../../../lib/checks/read/scrapes';
import { familyOf } from '../../../lib/mixins/catalogue';
import { selectorUses } from '../../../lib/promql/label-uses';
import { PROVOKED } from './provoked';
import { mixinUsers } from './users';

/** Sources of Kubernetes and of the programs around Prometheus. */
const SOURCES: readonly MetricSource[] = [
  'apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'etcd',
  'coredns',
  'kubelet',
  'kubelet-cadvisor',
  'kubelet-probes',
  'kubelet-resource',
  'node-exporter',
  'kube-state-metrics',
  'kube-state-metrics-self',
  'prometheus',
  'thanos-sidecar',
  'alertmanager',
  'prometheus-operator',
  'config-reloader',
  'blackbox-exporter',
  'probe',
  'prometheus-adapter',
  'metrics-server',
];

/** How many metrics of a source are used, and how many of them no real program was seen to serve. */
function counts(source: MetricSource): { readonly used: number; readonly documented: number } {
  const families = mixinUsers().flatMap(({ expr }) =>
    selectorUses(expr).flatMap(({ selector: { metric = '', matchers } }) => {
      const asked = sourcesAsked(matchers);
      const isMeant = asked.length === 0 || asked.includes(source);
      return isMeant ? (familyOf(source, metric) ?? []) : [];
    }),
  );
  const provoked: readonly string[] = source in PROVOKED ? PROVOKED[source as keyof typeof PROVOKED] : [];
  const distinct = [...new Set(families)];
  return {
    used: distinct.length,
    documented: distinct.filter(({ name, captured }) => !captured && !provoked.includes(name)).length,
  };
}

test('rules and boards use metrics that were seen on real programs, except for a known number', () => {
  const documented = Object.fromEntries(
    SOURCES.map((source) => [source, counts(source).documented] as const).filter(([, count]) => count > 0),
  );
  expect(documented).toEqual({
    apiserver: 2,
    coredns: 1,
    etcd: 2,
    'kube-controller-manager': 1,
    'kube-proxy': 2,
    'kube-state-metrics-self': 1,
    kubelet: 7,
    'kubelet-cadvisor': 2,
    'node-exporter': 4,
    prometheus: 2,
    'prometheus-adapter': 1,
    'thanos-sidecar': 4,
  });
  const used = SOURCES.reduce((sum, source) => sum + counts(source).used, 0);
  expect(used).toBe(394);
});
