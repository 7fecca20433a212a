import { histogramForms, metricStability } from '../../../lib/checks/monitoring/metric-stability';
import type { Check } from '../../../lib/checks/finding';
import type { Subject } from '../../../lib/checks/subject';
import { custom, dashboard, prometheus, rules, type TestObject } from './objects';

function foundIn(check: Check, kubernetesVersion: string | undefined, ...objects: TestObject[]): string[] {
  const subject: Subject = {
    objects: objects.map((manifest, index) => ({ manifest, path: `file.yaml:${index}` })),
    ...(kubernetesVersion ? { kubernetesVersion } : {}),
  };
  return check(subject).map(({ rule, object, problem, fix }) => `${rule} ${object}: ${problem} > ${fix}`);
}

const OBJECTS = 'topk(10, max by (resource) (apiserver_storage_objects{job="apiserver"}))';
const BOARD = {
  title: 'Store',
  panels: [{ title: 'Objects', datasource: { type: 'prometheus' }, targets: [{ expr: OBJECTS }] }],
};
const ADAPTER: TestObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'adapter', namespace: 'ns' },
  data: {
    'config.yaml': [
      'rules:',
      '- seriesQuery: \'container_tasks_state{job="kubelet"}\'',
      "  metricsQuery: 'sum by (<<.GroupBy>>) (<<.Series>>{<<.LabelMatchers>>})'",
      'resourceRules:',
      '  cpu:',
      '    containerQuery: sum by (<<.GroupBy>>) (container_cpu_load_average_10s{<<.LabelMatchers>>})',
    ].join('\n'),
  },
};
const TRIGGER: TestObject = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'web', namespace: 'ns' },
  spec: { triggers: [{ type: 'cron' }, { type: 'prometheus', metadata: { query: OBJECTS } }] },
};

const HIDDEN =
  'apiserver_storage_objects is hidden from Kubernetes 1.37 on: STABLE, deprecated in 1.34 (cluster.version: "1.37") > use apiserver_resource_objects';

describe('a metric that the cluster does not serve is reported', () => {
  test('in the words of the alert', () => {
    const alert = rules({ alert: 'ManyObjects', expr: `${OBJECTS} > 5` });
    expect(foundIn(metricStability, '1.37', alert)).toEqual([
      `FS-702 PrometheusRule/rules: alert ManyObjects: ${HIDDEN}`,
    ]);
    expect(foundIn(metricStability, '1.36', alert)).toEqual([]);
  });

  test('in the words of the panel', () => {
    expect(foundIn(metricStability, '1.37', dashboard(BOARD))).toEqual([
      `FS-702 ConfigMap/boards: panel 'Objects' of board 'Store': ${HIDDEN}`,
    ]);
  });

  test('in queries of the adapter and triggers of KEDA', () => {
    expect(foundIn(metricStability, '1.37', ADAPTER, TRIGGER)).toEqual([
      'FS-701 ConfigMap/adapter: adapter query of container_tasks_state: container_tasks_state was removed in Kubernetes 1.37 (cluster.version: "1.37") > remove it',
      'FS-701 ConfigMap/adapter: adapter query of container_tasks_state: container_tasks_state was removed in Kubernetes 1.37 (cluster.version: "1.37") > remove it',
      'FS-701 ConfigMap/adapter: adapter query of resource cpu: container_cpu_load_average_10s was removed in Kubernetes 1.37 (cluster.version: "1.37") > remove it',
      `FS-702 ScaledObject/web: trigger 2 of ScaledObject web: ${HIDDEN}`,
    ]);
  });

  test('with its label', () => {
    const record = rules({
      record: 'a:b',
      expr: 'sum by (type) (etcd_request_duration_seconds_count{job="apiserver"})',
    });
    expect(foundIn(metricStability, '1.34', record)).toEqual([
      'FS-703 PrometheusRule/rules: record a:b: etcd_request_duration_seconds_count has no label type since Kubernetes 1.34 (cluster.version: "1.34") > use one of its labels: group, operation, resource',
    ]);
  });

  test('by the newest list for a version that has none', () => {
    expect(foundIn(metricStability, '1.41', rules({ record: 'a:b', expr: OBJECTS }))).toHaveLength(1);
  });

  test('unless no version is known', () => {
    expect(foundIn(metricStability, undefined, rules({ record: 'a:b', expr: OBJECTS }))).toEqual([]);
  });
});

describe('native histograms', () => {
  const BUCKETS = rules({ record: 'a:b', expr: 'rate(x_seconds_bucket[5m])' });
  const FIX = 'add scrapeClassicHistograms: true, or leave native histograms off';
  const problem = (object: string): string =>
    `FS-704 ${object}: scrapes native histograms without classic ones, and record a:b reads buckets > ${FIX}`;

  test('replace classic ones that a rule reads', () => {
    const store = prometheus({ scrapeNativeHistograms: true });
    expect(foundIn(histogramForms, undefined, store, BUCKETS)).toEqual([problem('Prometheus/k8s')]);
  });

  test('replace them in a single monitor', () => {
    const native = custom('PodMonitor', 'own', { scrapeNativeHistograms: true });
    expect(foundIn(histogramForms, undefined, prometheus(), native, BUCKETS)).toEqual([problem('PodMonitor/own')]);
    const both = prometheus({ scrapeNativeHistograms: true, scrapeClassicHistograms: true });
    const without = custom('ServiceMonitor', 'web', { scrapeClassicHistograms: false });
    expect(foundIn(histogramForms, undefined, both, without, BUCKETS)).toEqual([problem('ServiceMonitor/web')]);
  });

  test.each([
    ['with classic ones', { scrapeNativeHistograms: true, scrapeClassicHistograms: true }, BUCKETS],
    ['that are off', { scrapeNativeHistograms: false }, BUCKETS],
    [
      'where nothing reads buckets',
      { scrapeNativeHistograms: true },
      rules({ record: 'a:b', expr: 'rate(x_total[5m])' }),
    ],
  ])('are right %s', (_, spec, reader) => {
    expect(foundIn(histogramForms, undefined, prometheus(spec), reader)).toEqual([]);
  });
});

/** A ConfigMap with files of a Prometheus without an operator. */
const files = (data: Readonly<Record<string, string>>): TestObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'prometheus', namespace: 'ns' },
  data,
});
const RULES = `groups:
  - name: latency
    rules:
      - record: job:latency:p99
        expr: histogram_quantile(0.99, sum by (le, job) (rate(latency_seconds_bucket[5m])))
      - alert: ManyObjects
        expr: ${OBJECTS} > 5
        labels: { severity: critical }
`;

describe('files of a Prometheus without an operator', () => {
  test('rules read metrics that the cluster does not serve', () => {
    expect(foundIn(metricStability, '1.37', files({ 'rules.yml': RULES }))).toEqual([
      `FS-702 ConfigMap/prometheus: alert ManyObjects: ${HIDDEN}`,
    ]);
    expect(foundIn(metricStability, '1.36', files({ 'rules.yml': RULES }))).toEqual([]);
  });

  test.each([
    ['global: { scrape_native_histograms: true }', 'global'],
    [
      'global: { scrape_native_histograms: true }\nscrape_configs: [{ job_name: a, always_scrape_classic_histograms: false }]',
      'global',
      "job 'a'",
    ],
    ['scrape_configs: [{ job_name: a, scrape_native_histograms: true }, { job_name: b }]', "job 'a'"],
  ])('%s stores no buckets, which a rule reads', (text, ...places) => {
    expect(foundIn(histogramForms, undefined, files({ 'prometheus.yml': text, 'rules.yml': RULES }))).toEqual(
      places.map(
        (where) =>
          `FS-704 ConfigMap/prometheus: 'prometheus.yml', ${where}: scrapes native histograms without classic ones, and record job:latency:p99 reads buckets > add always_scrape_classic_histograms: true, or leave native histograms off`,
      ),
    );
    expect(foundIn(histogramForms, undefined, files({ 'prometheus.yml': text }))).toEqual([]);
  });

  test.each([
    'global: { scrape_native_histograms: true, always_scrape_classic_histograms: true }',
    'global: { always_scrape_classic_histograms: true }\nscrape_configs: [{ job_name: a, scrape_native_histograms: true }]',
    'global: { scrape_interval: 30s } # scrape_native_histograms: true',
    'global: [ scrape_native_histograms: true',
  ])('%s stores buckets, or nothing is known', (text) => {
    expect(foundIn(histogramForms, undefined, files({ 'prometheus.yml': text, 'rules.yml': RULES }))).toEqual([]);
  });
});
