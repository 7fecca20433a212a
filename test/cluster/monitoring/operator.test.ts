import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { jobOf, type MetricSource } from '../../../lib/catalogue/sources';
import { Cluster } from '../harness';
import { standardNodes } from '../nodes';
import { platformApp } from '../platform-app';
import { freePorts } from '../ports';
import { until } from '../wait';
import { checkConfig } from './promtool';
import { generatedConfig, startOperator, startPrometheus, type Configuration } from './real-operator';
import { read } from './scrape';
import { alertmanagerConfig, authenticatedMonitor, credentials, tenant } from './tenant';

const NAMESPACE = 'monitoring';

/**
 * Everything that a whole platform has in the harness. No kubelet and no API server: they are on the loopback address, which a
 * slice refuses; and no cluster DNS.
 */
const EXPECTED_JOBS: MetricSource[] = [
  'openwhisk-controller',
  'openwhisk-invoker',
  'user-events',
  'node-exporter',
  'kube-state-metrics',
  'kube-state-metrics-self',
  'prometheus',
  'alertmanager',
  'prometheus-operator',
  'blackbox-exporter',
  'probe',
  'grafana',
  'kafka-exporter',
  'redis-exporter',
  'nginx-exporter',
  'couchdb',
];

/** What users add: a watched namespace whose monitors have credentials, one without, and scrape jobs of both kinds. */
const PLATFORM = `
profile: standard
monitoring:
  enabled: true
  watchedNamespaces: [{ name: shop, secrets: true, alertmanagerConfigs: true }, store]
  prometheus: { alertmanagers: [{ url: 'https://alerts.example.org/team' }] }
  scrape:
    - name: addresses
      targets: ['192.0.2.7:9100', legacy.example.org]
      scheme: https
      interval: 1m
      timeout: 20s
      bearerTokenSecret: my-targets
      tls: { insecure: true }
      labels: { team: a }
      relabelings: [{ sourceLabels: [__address__], regex: '(.*):\\d+', targetLabel: instance }]
      metricRelabelings: [{ action: drop, sourceLabels: [__name__], regex: go_.* }]
      sampleLimit: 5000
    - { name: pods, pods: { namespace: bakery, labels: { app: bakery }, port: web }, basicAuthSecret: my-targets }
`;

/** Jobs of the users' targets: the Service's name is the job of a ServiceMonitor. */
const JOBS_OF_USERS = ['shop', 'addresses', 'pods'];

describe('the whole platform, with the real operator', () => {
  const app = platformApp(PLATFORM);
  const users = [
    ...['shop', 'store', 'bakery'].flatMap(tenant),
    ...['shop', 'store'].flatMap((namespace) => credentials('credentials', namespace)),
  ];
  const alertConfigs = ['shop', 'store'].map(alertmanagerConfig);
  let cluster: Cluster;
  let ports: { operator: number; prometheus: number };
  let config: Configuration;

  before(async () => {
    cluster = await Cluster.start({ nodes: standardNodes({ tainted: false }) });
    const [operator = 0, prometheus = 0] = await freePorts(2);
    ports = { operator, prometheus };
  });
  after(() => cluster?.stop());

  it('is accepted, custom resource definitions first, without a warning', async (t) => {
    // Without PrometheusAgent and ThanosRuler, which the operator reports as missing and does without.
    assert.equal(app.manifests.filter(({ kind }) => kind === 'CustomResourceDefinition').length, 8);
    assert.deepEqual((await cluster.apply(users)).errors, []);
    const result = await cluster.apply(app.manifests);
    assert.deepEqual(result.errors, []);
    assert.deepEqual(result.warnings, []);
    assert.deepEqual((await cluster.apply(app.manifests)).changed, []);
    t.diagnostic(`${app.manifests.length} objects`);
  });

  it('is created by the operator with the permissions of its own ServiceAccount only', async (t) => {
    const monitor = authenticatedMonitor('shop');
    const { errors } = await cluster.apply([credentials('my-targets', NAMESPACE), monitor, ...alertConfigs]);
    assert.deepEqual(errors, []);
    await startOperator(cluster, app.manifests, ports.operator);
    const started = Date.now();
    const replicas = async (name: string): Promise<number> =>
      (
        await cluster.api.find<{ status?: { readyReplicas?: number } }>(
          `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/${name}`,
        )
      )?.status?.readyReplicas ?? 0;
    const ready = async () =>
      (await replicas('prometheus-owdev-prometheus')) === 2 &&
      (await replicas('alertmanager-owdev-alertmanager')) === 3;
    await until(ready, { what: 'two Prometheus and three Alertmanager pods are ready' });
    t.diagnostic(`both StatefulSets ready after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });

  it('has every monitor, probe and rule accepted', async (t) => {
    const selected = async (state: string) =>
      sum(await operatorMetrics(cluster, ports.operator), 'prometheus_operator_managed_resources', state);
    const monitoring = app.manifests.filter(({ kind }) =>
      ['ServiceMonitor', 'PodMonitor', 'Probe', 'ScrapeConfig', 'PrometheusRule'].includes(kind),
    );
    // One more is in the watched namespace.
    await until(async () => (await selected('selected')) >= monitoring.length + 1, {
      what: 'the operator has selected all monitors and rules',
    });
    assert.equal(await selected('rejected'), 0);
    t.diagnostic(`${monitoring.length} monitors, probes and rules`);
    assert.doesNotMatch(
      readFileSync(join(cluster.folder, 'prometheus-operator.monitoring.owdev-prometheus-operator.log'), 'utf8'),
      /forbidden|level=ERROR/,
    );
  });

  it('gives Alertmanager the configuration of the namespace that may add one, for its own alerts only', async () => {
    const generated = () => generatedConfig(cluster, 'alertmanager-owdev-alertmanager-generated', 'alertmanager.yaml');
    const text = await until(generated, { what: 'the operator has configured Alertmanager' });
    const { route, receivers } = parse(text) as {
      route: { routes: { receiver: string; matchers: string[] }[] };
      receivers: { name: string }[];
    };
    assert.deepEqual(
      receivers.map(({ name }) => name).filter((name) => name.includes('team')),
      ['shop/alerts/team'],
    );
    const [first] = route.routes;
    assert.equal(first?.receiver, 'shop/alerts/team');
    assert.deepEqual(first.matchers, ['namespace="shop"']);
  });

  it('has a valid configuration with one job per target', async (t) => {
    const text = (await generatedConfig(cluster, 'prometheus-owdev-prometheus')) ?? '';
    const { ok, message } = await checkConfig(text);
    assert.ok(ok, message);
    config = parse(text) as Configuration;
    t.diagnostic(`${config.scrape_configs.length} scrape configurations`);
    const kubelets = config.scrape_configs.filter(({ job_name: name }) => name.includes('kubelet'));
    assert.equal(kubelets.length, 3);
    const unverified = config.scrape_configs.filter(({ tls_config: tls }) => tls?.insecure_skip_verify);
    assert.ok(
      unverified.every(({ job_name: name }) => /kubelet|scrape-addresses/.test(name)),
      JSON.stringify(unverified),
    );
  });

  it('has broken rules rejected by the webhook, and its own accepted', async () => {
    const review = async (object: object): Promise<boolean> => {
      const answer = await read({
        url: `https://127.0.0.1:${ports.operator}/admission-prometheusrules/validate`,
        ca: readFileSync(cluster.authority.cert, 'utf8'),
        body: JSON.stringify({
          apiVersion: 'admission.k8s.io/v1',
          kind: 'AdmissionReview',
          request: {
            uid: '1',
            resource: { group: 'monitoring.coreos.com', version: 'v1', resource: 'prometheusrules' },
            operation: 'CREATE',
            object,
          },
        }),
      });
      return (JSON.parse(answer.text) as { response: { allowed: boolean } }).response.allowed;
    };
    const ours = app.manifests.filter(({ kind }) => kind === 'PrometheusRule');
    for (const rule of ours) assert.ok(await review(rule), rule.metadata.name);
    const [first] = ours;
    const broken = { ...first, spec: { groups: [{ name: 'g', rules: [{ alert: 'A', expr: 'vectoooor(1)' }] }] } };
    assert.equal(await review(broken), false);
  });

  it('is discovered by a real Prometheus with that configuration and the permissions of its own ServiceAccount', async (t) => {
    await startPrometheus(cluster, config, ports.prometheus);
    const started = Date.now();
    const expected = [...EXPECTED_JOBS.map(jobOf), ...JOBS_OF_USERS];
    const found = async (): Promise<Set<string | undefined>> => {
      const answer = await read({ url: `http://127.0.0.1:${ports.prometheus}/api/v1/targets?state=active` }).catch(
        () => undefined,
      );
      if (answer?.status !== 200) return new Set();
      const { data } = JSON.parse(answer.text) as { data: { activeTargets: { labels: { job: string } }[] } };
      return new Set(data.activeTargets.map(({ labels }) => labels.job));
    };
    let jobs = new Set<string | undefined>();
    const all = async () => {
      jobs = await found();
      return expected.every((job) => jobs.has(job));
    };
    await until(all, { what: 'every expected job has a target' }).catch((error: unknown) => {
      const missing = expected.filter((job) => !jobs.has(job));
      throw new Error(`${String(error)}; without a target: ${missing.join(', ')}; found: ${[...jobs].join(', ')}`);
    });
    t.diagnostic(
      `${jobs.size} jobs after ${((Date.now() - started) / 1000).toFixed(1)} s: ${[...jobs].sort().join(', ')}`,
    );
    assert.doesNotMatch(
      readFileSync(join(cluster.folder, 'prometheus.monitoring.owdev-prometheus.log'), 'utf8'),
      /forbidden/,
    );
  });

  it('sends alerts once to the URL of an Alertmanager that exists, beside each of its own', async () => {
    const urls = async (): Promise<string[]> => {
      const answer = await read({ url: `http://127.0.0.1:${ports.prometheus}/api/v1/alertmanagers` });
      const { data } = JSON.parse(answer.text) as { data: { activeAlertmanagers: { url: string }[] } };
      return data.activeAlertmanagers.map(({ url }) => url);
    };
    await until(async () => (await urls()).length === 4, { what: 'four Alertmanagers are discovered' });
    const own = /^http:\/\/[\d.]+:9093\/api\/v2\/alerts$/;
    assert.deepEqual(
      (await urls()).filter((url) => !own.test(url)),
      ['https://alerts.example.org:443/team/api/v2/alerts'],
    );
  });

  it('reads no Secret of a watched namespace whose entry does not allow it', async () => {
    const rejected = async () =>
      sum(await operatorMetrics(cluster, ports.operator), 'prometheus_operator_managed_resources', 'rejected');
    assert.equal(await rejected(), 0);
    assert.deepEqual((await cluster.apply([authenticatedMonitor('store')])).errors, []);
    await until(async () => (await rejected()) === 1, { what: 'the operator has rejected the monitor of store' });
  });
});

async function operatorMetrics(cluster: Cluster, port: number): Promise<string> {
  const ca = readFileSync(cluster.authority.cert, 'utf8');
  return (await read({ url: `https://127.0.0.1:${port}/metrics`, ca })).text;
}

function sum(exposition: string, name: string, state: string): number {
  return exposition
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && line.includes(`state="${state}"`))
    .reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
}
