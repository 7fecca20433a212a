import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { Cluster } from '../harness';
import { platformApp } from '../platform-app';
import { freePorts } from '../ports';
import { until } from '../wait';
import type { Manifest } from '../wire-types';
import { checkConfig } from './promtool';
import { generatedConfig, outsideOfAPod, startOperator, type Configuration } from './real-operator';
import { read } from './scrape';

const NAMESPACE = 'monitoring';
const PROMETHEUS = `${NAMESPACE}/owdev-prometheus`;

/** A platform with every option of Prometheus. */
const TUNED = readFileSync(join(__dirname, '../../../../test/platforms/tuned.yaml'), 'utf8');

interface StatefulSet {
  readonly spec: { template: { spec: { containers: { name: string; args?: string[] }[] } } };
}

describe('every option of Prometheus, with the real operator', () => {
  const { manifests } = platformApp(TUNED);
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
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    const { errors } = await cluster.apply([
      namespace,
      ...ofMonitoring(manifests),
      ...secretsOf(manifests, cluster.authority.cert),
    ]);
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
    t.diagnostic(`${config.remote_write?.length} remote-write targets`);
  });

  it('starts the real Prometheus with the arguments that the operator generates', async (t) => {
    const path = `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/prometheus-owdev-prometheus`;
    await until(async () => (await cluster.api.find(path)) !== undefined, { what: 'the StatefulSet exists' });
    const containers = (await cluster.api.find<StatefulSet>(path))?.spec.template.spec.containers ?? [];
    const args = containers.find(({ name }) => name === 'prometheus')?.args ?? [];
    await cluster.startAs(PROMETHEUS, 'prometheus', ({ kubeconfig, ca }) => {
      const token = join(cluster.folder, 'token');
      writeFileSync(token, '');
      const file = join(cluster.folder, 'prometheus-generated.yaml');
      writeFileSync(file, stringify(outsideOfAPod(config, { kubeconfig, ca, token }, cluster.folder)));
      return [
        ...args.filter((arg) => !/^--(config\.file|storage\.tsdb\.path|web\.config\.file)=/.test(arg)),
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(cluster.folder, 'prometheus-generated')}`,
        `--web.listen-address=127.0.0.1:${ports.prometheus}`,
      ];
    });
    const ask = async (query: string) =>
      read({ url: `http://127.0.0.1:${ports.prometheus}${query}` }).catch(() => undefined);
    await until(async () => (await ask('/-/ready'))?.status === 200, { what: 'Prometheus is ready' });
    const log = readFileSync(join(cluster.folder, 'prometheus.monitoring.owdev-prometheus.log'), 'utf8');
    assert.doesNotMatch(log, /Unknown option|no-op|phased out/);
    t.diagnostic(args.join(' '));
  });
});

/** What is needed for the operator and its Prometheus; nothing of the other charts. */
function ofMonitoring(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(
    ({ kind, metadata }) =>
      ['CustomResourceDefinition', 'Namespace'].includes(kind) ||
      (metadata.labels as Record<string, string> | undefined)?.['app.kubernetes.io/part-of'] === NAMESPACE,
  );
}

/** The Secrets that the Prometheus refers to, each with a certificate as every value. */
function secretsOf(manifests: readonly Manifest[], certificate: string): Manifest[] {
  const keys = new Map<string, Set<string>>();
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { name, key } = value as { name?: unknown; key?: unknown };
    if (typeof name === 'string' && typeof key === 'string') keys.set(name, (keys.get(name) ?? new Set()).add(key));
    Object.values(value).forEach(collect);
  };
  manifests.filter(({ kind }) => kind === 'Prometheus').forEach(collect);
  const value = readFileSync(certificate).toString('base64');
  return [...keys].map(([name, names]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: NAMESPACE },
    data: Object.fromEntries([...names].map((key) => [key, value])),
  }));
}
