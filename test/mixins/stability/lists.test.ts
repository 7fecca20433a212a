import { supportedVersions } from '../../../lib/kube/kubernetes-versions';
import { isHidden } from '../../../lib/mixins/stability/lifecycle';
import { LISTED_VERSIONS, listFor, metricList, metricLists } from '../../../lib/mixins/stability/metric-list';
import { REPLACEMENTS } from '../../../lib/mixins/stability/replacements';

describe('the lists of metrics', () => {
  test('exist for every supported version and the one before', () => {
    expect(LISTED_VERSIONS).toEqual(['1.33', ...supportedVersions()]);
  });

  test.each([
    ['1.33', 574],
    ['1.34', 592],
    ['1.35', 617],
    ['1.36', 670],
    ['1.37', 703],
  ])('%s has %i metrics, each once per source and in a known form', (version, count) => {
    const { metrics, sources } = metricList(version);
    expect(metrics).toHaveLength(count);
    expect(sources[0]).toMatch(new RegExp(`^k8s\\.io/kubernetes v${version.replace('.', '\\.')}\\.\\d+$`));
    const keys = metrics.map(({ name, at }) => `${name} ${at.join()}`);
    expect(new Set(keys).size).toBe(count);
    for (const { name, type, stability = 'alpha', labels, at, deprecated, buckets } of metrics) {
      expect(name).toMatch(/^[a-z][a-zA-Z0-9_]*$/);
      expect(['counter', 'gauge', 'histogram', 'summary']).toContain(type);
      expect(['internal', 'alpha', 'beta', 'stable']).toContain(stability);
      expect(at.length).toBeGreaterThan(0);
      for (const label of labels) expect(label).toMatch(/^[a-zA-Z_]\w*$/);
      expect([...labels].sort()).toEqual(labels);
      expect(buckets.length > 0).toBe(type === 'histogram');
      expect([...buckets].sort((a, b) => a - b)).toEqual(buckets);
      if (deprecated) expect(deprecated).toMatch(/^1\.\d+$/);
    }
  });

  test('have known lives of metrics', () => {
    const life = (series: string): (string | undefined)[] =>
      metricLists().map((list) => {
        const metric = list.metricOf(series);
        return metric && (isHidden(metric, list.version) ? 'hidden' : (metric.deprecated ?? 'served'));
      });
    expect(life('apiserver_storage_objects')).toEqual(['served', 'served', '1.34', '1.34', 'hidden']);
    expect(life('apiserver_resource_objects')).toEqual([undefined, 'served', 'served', 'served', 'served']);
    expect(life('container_tasks_state')).toEqual(['served', 'served', 'served', 'served', undefined]);
    expect(life('apiserver_cache_list_total')).toEqual(['served', 'served', 'served', 'served', 'hidden']);
    expect(life('etcd_bookmark_total')).toEqual([undefined, undefined, undefined, 'served', 'served']);
    expect(life('apiserver_request_total')).toEqual(Array(5).fill('served'));
  });

  test('find the metric of a series, and of the source that is asked for', () => {
    const list = metricList('1.37');
    expect(list.metricOf('apiserver_request_duration_seconds_bucket')?.type).toBe('histogram');
    expect(list.metricOf('apiserver_request_duration_seconds')).toBeUndefined();
    expect(list.metricOf('container_cpu_usage_seconds_total', ['kubelet-cadvisor'])?.labels).toContain('cpu');
    expect(list.metricOf('container_cpu_usage_seconds_total', ['kubelet-resource'])?.labels).not.toContain('cpu');
    expect(list.metricOf('workqueue_depth', ['kube-scheduler'])?.stability).toBe('beta');
    expect(list.metricOf('scheduler_pending_pods', ['kubelet'])).toBeUndefined();
  });

  test('a later version is judged by the newest list', () => {
    expect(listFor('1.42').version).toBe('1.37');
    expect(listFor('1.35').version).toBe('1.35');
  });

  test.each([
    ['1.99', 'no list of metrics for Kubernetes 1.99; listed versions: 1.33, 1.34, 1.35, 1.36, 1.37'],
    ['v1.36', "'v1.36' is not a minor version; listed versions: 1.33, 1.34, 1.35, 1.36, 1.37"],
  ])('%s has none', (version, message) => expect(() => metricList(version)).toThrow(message));
});

test('a replacement is served by the newest version, where what it replaces is gone, hidden or not yet', () => {
  const list = metricList('1.37');
  for (const [old, replacement] of Object.entries(REPLACEMENTS)) {
    const metric = list.metricOf(old);
    expect([old, metric !== undefined && !isHidden(metric, '1.37')]).toEqual([old, false]);
    const [, name = '', label] = /^(\w+)(?:\{(\w+)=)?/.exec(replacement) ?? [];
    const now = list.metricOf(name) ?? list.metricOf(`${name}_count`);
    expect([replacement, now !== undefined && !isHidden(now, '1.37')]).toEqual([replacement, true]);
    if (label) expect(now?.labels).toContain(label);
  }
});
