import { MetricList, metricList } from '../../../lib/mixins/stability/metric-list';
import { brokenBy, kubernetesMetric, problemsIn } from '../../../lib/mixins/stability/problems';
import { selectorUses } from '../../../lib/promql/label-uses';

const problems = (version: string, expr: string): string[] =>
  selectorUses(expr).flatMap((use) =>
    problemsIn(use, metricList(version)).map(({ problem, fix }) => `${problem} > ${fix}`),
  );
const upgrade = (from: string, to: string, expr: string): string[] =>
  selectorUses(expr).flatMap((use) =>
    brokenBy(use, metricList(from), metricList(to)).map(({ problem, fix }) => `${problem} > ${fix}`),
  );

const OBJECTS = 'max by (resource) (apiserver_storage_objects{job="apiserver"})';
const ETCD = 'rate(etcd_request_duration_seconds_bucket{job="apiserver"}[5m])';

describe('an upgrade', () => {
  test('reports a hidden metric with its class and its replacement', () => {
    expect(upgrade('1.34', '1.37', OBJECTS)).toEqual([
      'apiserver_storage_objects is hidden from Kubernetes 1.37 on: STABLE, deprecated in 1.34 > use apiserver_resource_objects',
    ]);
    expect(upgrade('1.34', '1.36', OBJECTS)).toEqual([]);
  });

  test('reports a removed metric', () => {
    expect(upgrade('1.34', '1.37', 'container_tasks_state{job="kubelet",metrics_path="/metrics/cadvisor"}')).toEqual([
      'container_tasks_state was removed in Kubernetes 1.37 > remove it',
    ]);
  });

  test('reports a renamed metric with its new name', () => {
    expect(upgrade('1.36', '1.37', 'sum(resourceclaim_controller_resource_claims{allocated="true"})')).toEqual([
      'resourceclaim_controller_resource_claims was removed in Kubernetes 1.37 > use dynamic_resource_allocation_resource_claims',
    ]);
    expect(upgrade('1.35', '1.36', 'rate(volume_operation_total_errors[5m])')).toEqual([
      'volume_operation_total_errors is hidden from Kubernetes 1.36 on: ALPHA, deprecated in 1.36 > use volume_operation_errors_total',
    ]);
  });

  test.each([
    ['in a matcher', ETCD.replace('}', ',type="pods"}')],
    ['in a grouping', `histogram_quantile(0.99, sum by (type, le) (${ETCD}))`],
    [
      'in a matching',
      `sum by (type, x) (${ETCD}) / on (type) group_left () sum by (type) (${ETCD.replace('bucket', 'count')})`,
    ],
  ])('reports a label that is gone, %s', (_, expr) => {
    expect(upgrade('1.33', '1.34', expr)[0]).toBe(
      'etcd_request_duration_seconds_bucket has no label type since Kubernetes 1.34 > use one of its labels: group, operation, resource',
    );
  });

  test.each([
    ['another label of the metric', `histogram_quantile(0.99, sum by (operation, le) (${ETCD}))`],
    ['a grouping without the label', `sum without (type) (${ETCD})`],
    ['a label behind a grouping that leaves it out', `sum by (type) (sum by (operation) (${ETCD}))`],
    ['a label of the target', `sum by (instance, job) (${ETCD})`],
  ])('does not report %s', (_, expr) => expect(upgrade('1.33', '1.34', expr)).toEqual([]));

  test('reports a boundary of a bucket that is gone', () => {
    const bucket = 'rate(apiserver_watch_list_duration_seconds_bucket{job="apiserver",le="300"}[5m])';
    expect(problems('1.37', bucket)).toEqual([]);
    expect(problems('1.36', bucket)).toEqual([
      'apiserver_watch_list_duration_seconds_bucket has no bucket le="300" in Kubernetes 1.36 > use one of its buckets: 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 2, 4, 6, 8, 10, 15, 20, 30, 45, 60',
    ]);
  });

  test('reports a type that changed', () => {
    const listWith = (version: string, type: string): MetricList =>
      new MetricList({ version, sources: [], metrics: `apiserver_request_total ${type}/alpha - at=apiserver` });
    const [use] = selectorUses('apiserver_request_total{job="apiserver"}');
    expect(use && brokenBy(use, listWith('1.36', 'counter'), listWith('1.37', 'gauge'))).toEqual([
      {
        kind: 'type',
        series: 'apiserver_request_total',
        problem: 'apiserver_request_total was a counter in Kubernetes 1.36 and is a gauge in 1.37',
        fix: 'rewrite the expression for the new type',
      },
    ]);
  });

  test('says nothing of what was broken before', () => {
    expect(upgrade('1.36', '1.37', ETCD.replace('}', ',type="pods"}'))).toEqual([]);
  });
});

describe('a single version', () => {
  test('lacks what came later, and names what it has instead', () => {
    expect(problems('1.33', 'apiserver_resource_objects{job="apiserver"}')).toEqual([
      'apiserver_resource_objects exists from Kubernetes 1.34 on only > use apiserver_storage_objects',
    ]);
    expect(problems('1.34', 'csi_node_storage_health_status')[0]).toMatch(
      /^csi_node_storage_health_status exists from/,
    );
  });

  test('finds a bound in an alternative, and takes a pattern as it is', () => {
    const bucket = 'apiserver_request_duration_seconds_bucket{job="apiserver",le';
    expect(problems('1.37', `${bucket}=~"1|1.01"}`)).toEqual([
      expect.stringMatching(/has no bucket le="1.01" in Kubernetes 1.37/),
    ]);
    expect(problems('1.37', `${bucket}=~"1.*"}`)).toEqual([]);
    expect(problems('1.37', `${bucket}="+Inf"}`)).toEqual([]);
  });
});

test('metrics of other programs are not Kubernetes’, even under a name that it uses', () => {
  const isKubernetes = (expr: string): boolean =>
    selectorUses(expr).some((use) => kubernetesMetric(use, metricList('1.37')) !== undefined);
  expect(isKubernetes('workqueue_depth{job="kube-scheduler"}')).toBe(true);
  expect(isKubernetes('workqueue_depth{job=~"kube-.*"}')).toBe(true);
  expect(isKubernetes('workqueue_depth{job="prometheus-operator"}')).toBe(false);
  expect(isKubernetes('workqueue_depth')).toBe(false);
  expect(isKubernetes('process_cpu_seconds_total{job="apiserver"}')).toBe(false);
  expect(isKubernetes('apiserver_request_total{job="metrics-server"}')).toBe(false);
  expect(isKubernetes('apiserver_request_total')).toBe(true);
  expect(isKubernetes('container_cpu_usage_seconds_total{metrics_path="/metrics/cadvisor"}')).toBe(true);
});
