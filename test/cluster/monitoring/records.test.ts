import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { containerResourceRecords } from '../../../lib/mixins/kubernetes/container-resource-records';
import { containerUsageRecords } from '../../../lib/mixins/kubernetes/container-usage-records';
import { nodeRecords } from '../../../lib/mixins/nodes/records';
import { podOwnerRecords } from '../../../lib/mixins/kubernetes/pod-owner-records';
import { group } from '../../../lib/mixins/alerts/group';
import { SERVICE_RECORDS } from '../../mixins/service/records';
import { testRules } from './promtool';
import { ruleFile } from './rule-tests';

type Labels = Readonly<Record<string, string>>;
type Series = Readonly<Record<string, string>>;

const RULES = ruleFile([
  nodeRecords,
  podOwnerRecords,
  containerUsageRecords,
  containerResourceRecords,
  group('service', { records: SERVICE_RECORDS }),
]);

function series(name: string, labels: Labels): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',')}}`;
}

const state = (name: string, labels: Labels): string =>
  series(name, { job: 'kube-state-metrics', namespace: 'n', ...labels });
const usage = (name: string, labels: Labels): string =>
  series(`container_${name}`, { job: 'kubelet', metrics_path: '/metrics/cadvisor', namespace: 'n', ...labels });

/** Evaluates the records for some series, and compares what they give after 20 minutes. */
async function gives(
  input: Series,
  expected: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Promise<void> {
  const tests = {
    rule_files: ['rules.yaml'],
    group_eval_order: RULES.groups.map(({ name }) => name),
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: Object.entries(input).map(([name, values]) => ({ series: name, values })),
        promql_expr_test: Object.entries(expected).map(([expr, samples]) => ({
          expr,
          eval_time: '20m',
          exp_samples: Object.entries(samples).map(([labels, value]) => ({ labels, value })),
        })),
      },
    ],
  };
  const { ok, message } = await testRules(JSON.stringify(tests), { 'rules.yaml': JSON.stringify(RULES) });
  assert.ok(ok, message);
}

const owned = (object: Labels, owner?: readonly [kind: string, name: string], controller = true): Labels => ({
  ...object,
  owner_kind: owner?.[0] ?? '',
  owner_name: owner?.[1] ?? '',
  owner_is_controller: owner ? String(controller) : '',
});
const ownedPod = (pod: string, ...owner: [kind?: string, name?: string]): Series => ({
  [state('kube_pod_owner', owned({ pod }, owner[0] ? [owner[0], owner[1] ?? ''] : undefined))]: '1x30',
});

describe('the recorded series', () => {
  it('name the workload of every pod once', async () => {
    const name = 'namespace_workload_pod:kube_pod_owner:relabel';
    const is = (pod: string, type: string, workload: string) => ({
      [series(name, { namespace: 'n', pod, workload, workload_type: type })]: 1,
    });
    await gives(
      {
        ...ownedPod('d-1-a', 'ReplicaSet', 'd-1'),
        [state('kube_replicaset_owner', owned({ replicaset: 'd-1' }, ['Deployment', 'd']))]: '1x30',
        ...ownedPod('r-a', 'ReplicaSet', 'r'),
        [state('kube_replicaset_owner', owned({ replicaset: 'r' }))]: '1x30',
        ...ownedPod('cj-1-a', 'Job', 'cj-1'),
        [state('kube_job_owner', owned({ job_name: 'cj-1' }, ['CronJob', 'cj']))]: '1x30',
        ...ownedPod('j-a', 'Job', 'j'),
        [state('kube_job_owner', owned({ job_name: 'j' }))]: '1x30',
        ...ownedPod('s-0', 'StatefulSet', 's'),
        // An owner that does not control it.
        [state('kube_pod_owner', owned({ pod: 's-0' }, ['Backup', 'b'], false))]: '1x30',
        ...ownedPod('ds-a', 'DaemonSet', 'ds'),
        ...ownedPod('kafka-0', 'StrimziPodSet', 'kafka'),
        ...ownedPod('action'),
        ...ownedPod('etcd-n0', 'Node', 'n0'),
      },
      {
        [name]: {
          ...is('d-1-a', 'deployment', 'd'),
          ...is('r-a', 'replicaset', 'r'),
          ...is('cj-1-a', 'cronjob', 'cj'),
          ...is('j-a', 'job', 'j'),
          ...is('s-0', 'statefulset', 's'),
          ...is('ds-a', 'daemonset', 'ds'),
          ...is('kafka-0', 'StrimziPodSet', 'kafka'),
          ...is('action', 'barepod', 'action'),
          ...is('etcd-n0', 'staticpod', 'etcd-n0'),
        },
      },
    );
  });

  it('identify nodes by their Kubernetes names, and count the CPUs of all of them', async () => {
    const pod = (name: string) => ({ job: 'node-exporter', namespace: 'm', pod: name });
    const cpus = (name: string, count: number, idle: number): Series =>
      Object.fromEntries(
        Array.from({ length: count }, (_, cpu) =>
          Object.entries({ idle: idle - 6, iowait: 6, user: 60 - idle }).map(([mode, seconds]) => [
            series('node_cpu_seconds_total', { ...pod(name), cpu: String(cpu), mode }),
            `0+${seconds}x30`,
          ]),
        ).flat() as [string, string][],
      );
    await gives(
      {
        [state('kube_pod_info', { namespace: 'm', pod: 'a', node: 'n0' })]: '1x30',
        [state('kube_pod_info', { namespace: 'm', pod: 'b', node: 'n1' })]: '1x30',
        ...cpus('a', 2, 30),
        ...cpus('b', 4, 45),
        [series('node_memory_MemAvailable_bytes', pod('a'))]: '100x30',
        [series('node_memory_MemAvailable_bytes', pod('b'))]: '200x30',
      },
      {
        'node:node_num_cpu:sum': {
          'node:node_num_cpu:sum{node="n0"}': 2,
          'node:node_num_cpu:sum{node="n1"}': 4,
        },
        'round(node:node_cpu_utilization:ratio_rate5m, 0.001)': { '{node="n0"}': 0.5, '{node="n1"}': 0.25 },
        'round(cluster:node_cpu:ratio_rate5m * 3, 0.001)': { '{}': 1 },
        ':node_memory_MemAvailable_bytes:sum': { ':node_memory_MemAvailable_bytes:sum{}': 300 },
      },
    );
  });

  it('take one node of a pod that has moved, while two are recorded', async () => {
    const pod = { namespace: 'm', pod: 'a' };
    await gives(
      {
        [state('kube_pod_info', { ...pod, node: 'n1' })]: '1x30',
        // Recorded before a restart of Prometheus.
        [series('node_namespace_pod:kube_pod_info:', { ...pod, node: 'n0' })]: '1x18',
        [series('node_cpu_seconds_total', { job: 'node-exporter', ...pod, cpu: '0', mode: 'idle' })]: '0+30x30',
      },
      {
        'count(node_namespace_pod:kube_pod_info:)': { '{}': 2 },
        'sum(node:node_num_cpu:sum)': { '{}': 1 },
        'count(node:node_cpu_utilization:ratio_rate5m)': { '{}': 1 },
      },
    );
  });

  it('measure the usage of containers, each on one node, without the pod-level series', async () => {
    const labels = '{namespace="n",pod="p",container="c",node="n1"}';
    const container = { pod: 'p', container: 'c' };
    const cpu = 'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m';
    await gives(
      {
        [state('kube_pod_info', { pod: 'p', node: 'n1' })]: '1x30',
        // It has moved, and both are known for a moment.
        [state('kube_pod_info', { pod: 'moved', node: 'n0', uid: '1' })]: '1x30',
        [state('kube_pod_info', { pod: 'moved', node: 'n1', uid: '2' })]: '1x30',
        [usage('cpu_usage_seconds_total', { ...container, pod: 'moved' })]: '0+6x30',
        [usage('cpu_usage_seconds_total', { ...container, id: 'old' })]: '0+6x30',
        [usage('cpu_usage_seconds_total', { ...container, id: 'new' })]: '0+12x30',
        [usage('cpu_usage_seconds_total', { pod: 'p' })]: '0+60x30',
        [usage('memory_working_set_bytes', { ...container, id: 'old' })]: '1x30',
        [usage('memory_working_set_bytes', { ...container, id: 'new' })]: '2x30',
        [usage('memory_working_set_bytes', { pod: 'p' })]: '9x30',
        [usage('memory_rss', container)]: '3x30',
        [usage('memory_cache', container)]: '4x30',
        [usage('memory_swap', container)]: '5x30',
      },
      {
        [`round(${cpu}{pod="p"}, 0.001)`]: { [labels]: 0.3 },
        [`count(${cpu}{pod="moved"})`]: { '{}': 1 },
        ...Object.fromEntries(
          Object.entries({ working_set_bytes: 2, rss: 3, cache: 4, swap: 5 }).map(([what, value]) => {
            const name = `node_namespace_pod_container:container_memory_${what}`;
            return [name, { [`${name}${labels}`]: value }];
          }),
        ),
      },
    );
  });

  it('count the requests and limits of running and pending pods, each once', async () => {
    const pod = (name: string, phase: string): Series =>
      Object.fromEntries([
        ...['Pending', 'Running', 'Succeeded'].map((one) => [
          state('kube_pod_status_phase', { pod: name, phase: one }),
          `${Number(one === phase)}x30`,
        ]),
        ...['cpu', 'memory'].flatMap((resource, index) =>
          ['requests', 'limits'].flatMap((kind, more) =>
            // For a moment there are two pods of kube-state-metrics.
            ['k0', 'k1'].map((instance) => [
              state(`kube_pod_container_resource_${kind}`, {
                pod: name,
                container: 'c',
                node: 'n1',
                resource,
                instance,
              }),
              `${10 * index + more + 1}x30`,
            ]),
          ),
        ),
      ] as [string, string][]);
    const sum = (resource: string, kind: string, value: number) => {
      const name = `namespace_${resource}:kube_pod_container_resource_${kind}:sum`;
      return { [name]: { [`${name}{namespace="n"}`]: value } };
    };
    const active = 'cluster:namespace:pod_cpu:active:kube_pod_container_resource_requests';
    await gives(
      { ...pod('a', 'Running'), ...pod('b', 'Pending'), ...pod('c', 'Succeeded') },
      {
        [active]: Object.fromEntries(
          ['a', 'b'].map((one) => [`${active}{namespace="n",pod="${one}",container="c",node="n1"}`, 1]),
        ),
        ...sum('cpu', 'requests', 2),
        ...sum('cpu', 'limits', 4),
        ...sum('memory', 'requests', 22),
        ...sum('memory', 'limits', 24),
      },
    );
  });
});

/** Series of a platform whose business service is healthy; a series of `changes` takes the place of its own. */
function healthy(changes: Series = {}): Series {
  const up = (job: string, ...instances: string[]): Series =>
    Object.fromEntries(instances.map((instance) => [series('up', { job, instance }), '1x30']));
  const action = { job: 'user-events', action: 'a' };
  return {
    ...up('openwhisk-controller', 'a', 'b'),
    ...up('openwhisk-invoker', 'a', 'b', 'c', 'd'),
    ...up('couchdb', 'a'),
    ...up('openfaas-gateway', 'a', 'b'),
    ...up('apiserver', 'a'),
    ...up('coredns', 'a', 'b'),
    [series('probe_success', { job: 'probe', probe: 'openwhisk-api' })]: '1x30',
    [series('probe_success', { job: 'probe', probe: 'openfaas-gateway' })]: '1x30',
    [series('gateway_function_invocation_total', { job: 'openfaas-gateway', code: '200' })]: '0+100x30',
    [series('mysql_up', { job: 'mysqld-exporter' })]: '1x30',
    [series('mysql_global_status_threads_connected', { job: 'mysqld-exporter' })]: '70x30',
    [series('mysql_global_variables_max_connections', { job: 'mysqld-exporter' })]: '100x30',
    [series('openwhisk_action_activations_total', action)]: '0+100x30',
    [series('openwhisk_action_status', { ...action, status: 'whisk_internal_error' })]: '0x30',
    [series('redis_up', { job: 'redis-exporter' })]: '1x30',
    [series('kafka_brokers', { job: 'kafka-exporter' })]: '3x30',
    ...Object.fromEntries(
      ['red', 'yellow', 'green'].map((color) => [
        series('elasticsearch_cluster_health_status', { job: 'elasticsearch-exporter', color }),
        color === 'green' ? '1x30' : '0x30',
      ]),
    ),
    ...Object.fromEntries(
      ['n0', 'n1', 'n2', 'n3'].map((node) => [
        series('kube_node_status_condition', { job: 'kube-state-metrics', node, condition: 'Ready', status: 'true' }),
        '1x30',
      ]),
    ),
    ...changes,
  };
}

const target = (job: string, instance: string): string => series('up', { job, instance });

/** Weight of all components together. */
const WEIGHTS = 18;

/** Health of the service with this weight lost. */
const without = (lost: number): number => (WEIGHTS - lost) / WEIGHTS;

/** Changes to a healthy service, its state, its health, and the components that are not healthy. */
const SITUATIONS: readonly (readonly [
  what: string,
  changes: Series,
  state: number,
  health: number,
  components: Readonly<Record<string, number>>,
])[] = [
  ['is operational while everything is', {}, 0, 1, {}],
  [
    'is degraded by half of the controllers',
    { [target('openwhisk-controller', 'a')]: '0x30' },
    1,
    without(2),
    { openwhisk: 0.5 },
  ],
  [
    'is down without invokers, although everything else is healthy',
    Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [target('openwhisk-invoker', name), '0x30'])),
    2,
    without(4),
    { openwhisk: 0 },
  ],
  [
    'is down when the targets of CouchDB are gone',
    { [target('couchdb', 'a')]: '1x5 stale' },
    2,
    without(3),
    { stores: 0 },
  ],
  [
    'is degraded at most by Redis',
    { [series('redis_up', { job: 'redis-exporter' })]: '0x30' },
    1,
    without(1),
    { managedApis: 0 },
  ],
  [
    'is operational without its logs',
    { [series('elasticsearch_cluster_health_status', { job: 'elasticsearch-exporter', color: 'red' })]: '1x30' },
    0,
    without(1),
    { logging: 0 },
  ],
  [
    'is degraded when one activation in ten fails because of the platform',
    {
      [series('openwhisk_action_status', { job: 'user-events', action: 'a', status: 'whisk_internal_error' })]:
        '0+10x30',
    },
    1,
    without(0.4),
    { openwhisk: 0.9 },
  ],
  [
    'is down when no gateway of OpenFaaS can be scraped',
    { [target('openfaas-gateway', 'a')]: '1x5 stale', [target('openfaas-gateway', 'b')]: '0x30' },
    2,
    without(4),
    { openfaas: 0 },
  ],
  [
    'is degraded when one invocation in ten ends with a server error',
    { [series('gateway_function_invocation_total', { job: 'openfaas-gateway', code: '502' })]: '0+11.11111111x30' },
    1,
    without(0.4),
    { openfaas: 0.9 },
  ],
  [
    'is degraded when nine of ten connections to MySQL are in use',
    { [series('mysql_global_status_threads_connected', { job: 'mysqld-exporter' })]: '90x30' },
    1,
    without(1.5),
    { mysql: 0.5 },
  ],
  [
    'is operational while there are no activations',
    { [series('openwhisk_action_activations_total', { job: 'user-events', action: 'a' })]: '5x30' },
    0,
    1,
    {},
  ],
];

describe('the business service', () => {
  for (const [what, changes, state, health, components] of SITUATIONS) {
    it(what, async () => {
      const service = { service: 'Serverless platform' };
      await gives(healthy(changes), {
        'service:state:index': { [series('service:state:index', service)]: state },
        'round(service:health:ratio, 0.0001)': { [series('', service)]: Number(health.toFixed(4)) },
        'round(service:component_health:ratio < 1, 0.0001)': Object.fromEntries(
          Object.entries(components).map(([component, value]) => [series('', { ...service, component }), value]),
        ),
      });
    });
  }
});
