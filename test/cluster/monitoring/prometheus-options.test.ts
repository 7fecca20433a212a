import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { buildApp } from '../../../charts/app';
import { synthesize } from '../../../lib/kube/synthesis';
import { loadPlatform, parsePlatform } from '../../../lib/load/load';
import { Cluster } from '../harness';
import type { KeyPair } from '../pki';
import { freePorts } from '../ports';
import { until } from '../wait';
import type { Manifest } from '../wire-types';
import { checkConfig } from './promtool';
import { generatedConfig, startOperator, startPrometheus, type Configuration } from './real-operator';
import { read } from './scrape';

const NAMESPACE = 'monitoring';

/** A platform with every option of Prometheus. */
const TUNED = join(__dirname, '../../../../test/platforms/tuned.yaml');

/** The same Prometheus as an agent, as far as an agent has the options. */
const AGENT = `
profile: standard
monitoring:
  enabled: true
  grafana: { enabled: false }
  prometheus:
    mode: agent
    shards: 2
    remoteWrite: [{ url: 'https://store.example.org/push', bearerTokenSecret: my-store }]
    limits: { samples: 500000, enforced: true }
    nativeHistograms: true
    outOfOrderWindow: 30m
    receivers: { remoteWrite: true, otlp: {}, from: [shop] }
    logLevel: warn
`;

interface StatefulSet {
  readonly spec: { template: { spec: { containers: { name: string; args?: string[] }[] } } };
}

describe('every option of Prometheus, with the real operator', () => {
  const manifests: readonly Manifest[] = synthesize(buildApp(loadPlatform(TUNED).platform)).objects.map(
    ({ manifest }) => manifest,
  );
  const agent: readonly Manifest[] = synthesize(buildApp(parsePlatform(AGENT).platform)).objects.map(
    ({ manifest }) => manifest,
  );
  let cluster: Cluster;
  let ports: { operator: number; prometheus: number };
  let config: Configuration;

  before(async () => {
    cluster = await Cluster.start({ nodes: [] });
    const [operator = 0, prometheus = 0] = await freePorts(2);
    ports = { operator, prometheus };
  });
  after(() => cluster?.stop());

  it('is accepted by the API server', async () => {
    const ofAgent = agent.filter(
      ({ kind, metadata }) => kind === 'PrometheusAgent' || metadata.name === 'prometheusagents.monitoring.coreos.com',
    );
    const objects = [
      ...ofMonitoring(manifests),
      ...ofAgent,
      ...rightsForAgents(agent),
      ...secretsOf([...manifests, ...ofAgent], await cluster.authority.issue('secrets', { user: 'secrets' })),
    ];
    const { errors } = await cluster.apply([...namespacesOf(objects), ...classesOf(objects), ...objects]);
    assert.deepEqual(errors, []);
  });

  it('becomes a configuration that promtool accepts', async (t) => {
    await startOperator(cluster, manifests, ports.operator);
    const generated = async (): Promise<boolean> => {
      const text = await generatedConfig(cluster, 'prometheus-owdev-prometheus');
      if (!text) return false;
      config = parse(text) as Configuration;
      return (config.remote_write ?? []).length > 0;
    };
    await until(generated, { what: 'the operator has generated a configuration' });
    const { ok, message } = await checkConfig(stringify(config));
    assert.ok(ok, message);
    t.diagnostic(`${config.remote_write?.length} remote-write targets, ${config.scrape_configs.length} scrape jobs`);
  });

  it('R16: becomes the configuration of an agent, which has neither rules nor alerts', async (t) => {
    const generated = () => generatedConfig(cluster, 'prom-agent-owdev-prometheus');
    const text = await until(generated, { what: 'the operator has configured the agent' });
    const { ok, message } = await checkConfig(text, {}, 'agent');
    assert.ok(ok, message);
    const { scrape_configs: jobs, remote_write: stores, ...rest } = parse(text) as Configuration;
    assert.ok(jobs.length > 10);
    assert.deepEqual(
      stores?.map(({ url }) => url),
      ['https://store.example.org/push'],
    );
    assert.ok(!('rule_files' in rest) && !('alerting' in rest));
    const path = `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/prom-agent-owdev-prometheus`;
    const find = () => cluster.api.find<StatefulSet>(path);
    const { spec } = await until(find, { what: 'the StatefulSet of the agent exists' });
    const args = spec.template.spec.containers.find(({ name }) => name === 'prometheus')?.args ?? [];
    assert.ok(args.includes('--agent'), args.join(' '));
    t.diagnostic(`${jobs.length} scrape jobs; ${args.join(' ')}`);
  });

  it('lets each shard scrape every target of the platform, and distributes the pods of users', () => {
    const distributed = config.scrape_configs
      .filter(({ relabel_configs: steps = [] }) => {
        const tmp = steps.findIndex((step) => step.target_label === '__tmp_disable_sharding');
        const keep = steps.findIndex((step) => step.source_labels?.includes('__tmp_disable_sharding'));
        return keep >= 0 && (tmp < 0 || tmp > keep);
      })
      .map(({ job_name: name }) => name);
    // The operator distributes no ScrapeConfig, which is what addresses become.
    assert.deepEqual(distributed, ['podMonitor/monitoring/owdev-scrape-store/0']);
  });

  it('starts the real Prometheus with the arguments that the operator generates', async (t) => {
    const path = `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/prometheus-owdev-prometheus`;
    await until(async () => (await cluster.api.find(path)) !== undefined, { what: 'the StatefulSet exists' });
    const containers = (await cluster.api.find<StatefulSet>(path))?.spec.template.spec.containers ?? [];
    const args = containers.find(({ name }) => name === 'prometheus')?.args ?? [];
    const kept = args.filter((arg) => !/^--(config\.file|storage\.tsdb\.path|web\.config\.file)=/.test(arg));
    await startPrometheus(cluster, config, ports.prometheus, kept);
    const ask = async (query: string) =>
      read({ url: `http://127.0.0.1:${ports.prometheus}${query}` }).catch(() => undefined);
    await until(async () => (await ask('/-/ready'))?.status === 200, { what: 'Prometheus is ready' });
    const log = readFileSync(join(cluster.folder, 'prometheus.monitoring.owdev-prometheus.log'), 'utf8');
    assert.doesNotMatch(log, /Unknown option|no-op|phased out/);
    t.diagnostic(args.join(' '));
  });
});

/** The operator's rights on a platform with an agent, under another name: one operator runs both Prometheus servers here. */
function rightsForAgents(manifests: readonly Manifest[]): Manifest[] {
  const name = 'rights-for-agents';
  return manifests
    .filter(
      ({ kind, metadata }) =>
        ['Role', 'RoleBinding'].includes(kind) &&
        metadata.namespace === NAMESPACE &&
        metadata.name === 'owdev-prometheus-operator',
    )
    .map(({ metadata, ...rest }) => {
      const roleRef = rest['roleRef'] as object | undefined;
      return { ...rest, metadata: { ...metadata, name }, ...(roleRef ? { roleRef: { ...roleRef, name } } : {}) };
    });
}

/** Objects that the operator and its Prometheus need: nothing of the other charts, no Namespaces, and nothing for cert-manager. */
function ofMonitoring(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(
    ({ kind, metadata }) =>
      kind === 'CustomResourceDefinition' ||
      (!['Namespace', 'Certificate'].includes(kind) &&
        (metadata.labels as Record<string, string> | undefined)?.['app.kubernetes.io/part-of'] === NAMESPACE),
  );
}

/** The StorageClasses of the objects: the operator creates no pods before they exist. */
function classesOf(objects: readonly Manifest[]): Manifest[] {
  const names = new Set(
    Array.from(JSON.stringify(objects).matchAll(/"storageClassName":"([^"]+)"/g), ([, name = '']) => name),
  );
  return [...names].map((name) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'example.org/none',
  }));
}

/** The namespaces of the objects. */
function namespacesOf(objects: readonly Manifest[]): Manifest[] {
  const names = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  return [...names].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
}

/** The Secrets that the Prometheus and its scrape jobs refer to; the operator verifies that a certificate has its key. */
function secretsOf(manifests: readonly Manifest[], { cert, key: privateKey }: KeyPair): Manifest[] {
  const keys = new Map<string, Set<string>>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { name, key } = value as { name?: unknown; key?: unknown };
    if (typeof name === 'string' && typeof key === 'string') keys.set(name, (keys.get(name) ?? new Set()).add(key));
    Object.values(value).forEach(collect);
  };
  manifests
    .filter(({ kind }) => ['Prometheus', 'PrometheusAgent', 'ScrapeConfig', 'PodMonitor'].includes(kind))
    .forEach(collect);
  const content = (key: string): string => readFileSync(key === 'tls.key' ? privateKey : cert).toString('base64');
  return [...keys].map(([name, names]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: NAMESPACE },
    data: Object.fromEntries([...names].map((key) => [key, content(key)])),
  }));
}
