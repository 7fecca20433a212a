import { metrics } from '../../../lib/checks/monitoring/metrics';
import { unusedRecords } from '../../mixins/unused-records';
import {
  custom,
  dashboard,
  findings,
  prometheus,
  rules,
  serviceMonitor,
  synthesisOf,
  type TestObject,
} from './objects';

const EXTERNAL = { 'faas-stack/external-target': 'the cluster' };

/** A monitor of something that the cluster makes, whose series have the job of a source. */
function monitor(
  job: string,
  endpoint: { readonly relabelings?: object[]; readonly [field: string]: unknown } = {},
): TestObject {
  const { metadata, ...rest } = serviceMonitor(
    {
      port: 'x',
      ...endpoint,
      relabelings: [{ targetLabel: 'job', replacement: job }, ...(endpoint.relabelings ?? [])],
    },
    {},
    EXTERNAL,
  );
  return { ...rest, metadata: { ...metadata, name: job } };
}

const KUBELET = monitor('kubelet', {
  honorLabels: true,
  relabelings: [{ sourceLabels: ['__metrics_path__'], targetLabel: 'metrics_path' }],
  metricRelabelings: [
    { action: 'drop', sourceLabels: ['__name__'], regex: 'storage_operation_(errors|duration_seconds)_.*' },
    { action: 'drop', sourceLabels: ['__name__', 'operation_type'], regex: 'kubelet_runtime_operations_total;' },
  ],
});
const STATE = monitor('kube-state-metrics', { honorLabels: true });
const MONITORS = [prometheus(), KUBELET, STATE, monitor('etcd')];

const said = (...objects: TestObject[]): string[] => findings(metrics, ...MONITORS, ...objects);
const ofExpr = (expr: string): string[] => said(rules({ record: 'a:b', expr }));

const RECORD = "PrometheusRule/rules: group 'g', record a:b: ";

describe('in order are', () => {
  test.each([
    [
      'what a source serves',
      'sum by (namespace, pod) (kube_pod_status_phase{job="kube-state-metrics",phase="Pending"})',
    ],
    ['what any source serves', 'process_start_time_seconds'],
    ['what a scrape makes', 'up{job=~"kube.*"} unless on (instance) up{endpoint="x"}'],
    ['the state of alerts', 'ALERTS{alertstate="firing",anything="x"}'],
    ['series that are told by their path', 'kubelet_running_pods{metrics_path="/metrics"}'],
    ['what is dropped in part only', 'kubelet_runtime_operations_total{job="kubelet"}'],
    ['what a job serves', 'count({job="etcd"})'],
    ['names by a pattern', 'count({__name__=~"etcd_.*"})'],
    ['labels of the object it speaks of', 'kube_pod_labels{label_app="x"}'],
    ['labels that another hides', 'etcd_server_has_leader{exported_x=""} or vector(0)'],
  ])('%s', (what, expr) => {
    const expected = what.includes('hides') ? [expect.stringContaining('exported_x')] : [];
    expect(ofExpr(expr)).toEqual(expected);
  });

  test('series that the app records, with the labels of the expression and of the rule', () => {
    const record = { record: 'x:y', expr: 'sum by (pod) (kube_pod_info)', labels: { quantile: '0.9' } };
    expect(said(rules(record, { record: 'a:b', expr: 'sum by (pod, quantile) (x:y{quantile="0.9"})' }))).toEqual([]);
  });

  test('metrics of monitoring.knownMetrics', () => {
    const knowing = prometheus({}, { 'faas-stack/known-metrics': 'my_metric, other' });
    expect(findings(metrics, knowing, rules({ record: 'a:b', expr: 'my_metric{x="y"} + other' }))).toEqual([]);
  });

  test('an unmonitored source, if another may replace it', () => {
    expect(ofExpr('etcd_server_has_leader{job="etcd"} or etcd_server_has_leader{job="openwhisk-etcd"}')).toEqual([]);
    expect(ofExpr('up{job="etcd"} or {job="openwhisk-etcd",__name__=~"etcd_.*"}')).toEqual([]);
    expect(ofExpr('up{job="etcd"} unless on () absent(node_load1{job="node-exporter"})')).toEqual([]);
    expect(ofExpr('node_load1{job="node-exporter"} unless on () up{job="etcd"}')).toHaveLength(1);
  });
});

test.each([
  [
    'a metric that nobody serves',
    'kube_pod_status_phases{job="kube-state-metrics"}',
    'nothing is known to serve or record kube_pod_status_phases > write kube_pod_status_phase, or name kube_pod_status_phases in monitoring.knownMetrics',
  ],
  [
    'a record that there is not',
    'namespace:pods:count',
    'nothing is known to serve or record namespace:pods:count > name it in monitoring.knownMetrics',
  ],
  [
    'a metric that its source does not serve',
    'etcd_server_has_leader{job="kubelet"}',
    'etcd_server_has_leader is not served by what the selector asks for > select {job="etcd"}',
  ],
  [
    'a metric of a source that nothing watches',
    'node_load1',
    'node_load1 is served by node-exporter, which nothing watches > watch it, or leave it out',
  ],
  [
    'a job that nothing watches',
    'node_load1{job="node-exporter"}',
    'node_load1 is served by node-exporter, which nothing watches > watch it, or leave it out',
  ],
  [
    'a job that there is not',
    'up{job="kubelets"}',
    'no monitor brings series with {job="kubelets"} > write job="kubelet"',
  ],
  [
    'a selector of a job that there is not',
    '{job="x"}',
    'no monitor brings series with {job="x"} > select what is scraped; jobs: etcd, kube-state-metrics, kubelet',
  ],
  [
    'a metric that is dropped on the way',
    'rate(storage_operation_duration_seconds_count{job="kubelet"}[5m])',
    'storage_operation_duration_seconds_count is dropped by the metricRelabelings of ServiceMonitor/kubelet > keep it there, or do not use it',
  ],
  [
    'a label that the series do not have',
    'kube_pod_status_phase{job="kube-state-metrics",phases="x"}',
    'asks for the label phases of kube_pod_status_phase, which the series do not have > write phase',
  ],
  [
    'a grouping by a label that the series do not have',
    'sum by (podd) (kube_pod_info)',
    'groups by the label podd, which the series do not have > write pod',
  ],
])('%s', (_, expr, message) => expect(ofExpr(expr)).toEqual([RECORD + message]));

test('a label of a recorded series that its rule has dropped', () => {
  const record = { record: 'x:y', expr: 'sum by (pod) (kube_pod_info)' };
  expect(said(rules(record, { record: 'a:b', expr: 'x:y{namespace="z"}' }))).toEqual([
    `${RECORD}asks for the label namespace of x:y, which the series do not have > take one that they have: pod`,
  ]);
});

test('a self-referencing record terminates', () => {
  expect(said(rules({ record: 'x:y', expr: 'max by (a) (x:y)' }))).toEqual([]);
});

test('a label in an annotation that the series do not have', () => {
  const alert = { alert: 'A', expr: 'kube_pod_info', annotations: { summary: '{{ $labels.nod }}' } };
  expect(said(rules(alert))).toEqual([
    "PrometheusRule/rules: group 'g', alert A: shows the label nod, which the series do not have > write node",
  ]);
});

describe('defects of the stacks that this one is measured against:', () => {
  const board = (expr: string): TestObject => dashboard({ panels: [{ title: 'P', targets: [{ expr }] }] });

  test.each([
    ['a series that a dashboard shows and no rule records', ':windows_node_memory_MemTotal_bytes:sum'],
    ['a metric that Kubernetes has removed', 'rate(scheduler_volume_scheduling_duration_seconds_count[5m])'],
    ['a metric that Kubernetes has removed, of the kubelet', 'kubelet_node_config_error{job="kubelet"}'],
    ['a metric that Kubernetes has replaced and the monitor drops', 'storage_operation_errors_total{job="kubelet"}'],
  ])('%s', (_, expr) => {
    const name = /[a-zA-Z:_]{12,}/.exec(expr)?.[0] ?? '';
    expect(said(board(expr))).toEqual([
      expect.stringContaining(`ConfigMap/boards: board.json, panel 'P': nothing is known to serve or record ${name}`),
    ]);
  });

  test('a dashboard of an unmonitored source', () => {
    expect(said(board('rate(kubeproxy_sync_proxy_rules_duration_seconds_count{job="kube-proxy"}[5m])'))).toEqual([
      expect.stringContaining('is served by kube-proxy, which nothing watches'),
    ]);
  });

  test('a recorded series that no rule and no dashboard uses', () => {
    const list = rules({ record: 'a:b', expr: 'up' }, { record: 'c:d', expr: 'a:b' }, { record: 'e:f', expr: 'up' });
    expect(unusedRecords(synthesisOf(list, board('c:d')))).toEqual(['e:f']);
  });
});

describe('labels that a monitor gives its target', () => {
  const probe = custom('Probe', 'p', {
    jobName: 'probe',
    targets: { staticConfig: { static: ['x'], labels: { site: 'y' } } },
  });

  test('of a probe', () => {
    expect(said(probe, rules({ record: 'a:b', expr: 'probe_success{job="probe",site="y"}' }))).toEqual([]);
    expect(said(probe, rules({ record: 'a:b', expr: 'probe_success{site="z"}' }))).toEqual([
      expect.stringContaining('no target that serves probe_success has site="z" > write what they have: y'),
    ]);
  });

  test('that it takes away again', () => {
    const etcd = monitor('etcd', { relabelings: [{ action: 'labeldrop', regex: 'pod|service' }] });
    const rule = rules({ record: 'a:b', expr: 'sum by (pod) (etcd_server_has_leader)' });
    expect(findings(metrics, prometheus(), etcd, rule)).toEqual([expect.stringContaining('groups by the label pod')]);
  });
});

test('nothing is reported without a Prometheus', () => {
  expect(findings(metrics, rules({ record: 'a:b', expr: 'nonsense' }))).toEqual([]);
});
