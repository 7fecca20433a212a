import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { stringify } from 'yaml';
import { buildTools } from '../build-tools';
import { flags } from '../control-plane';
import { Cluster } from '../harness';
import { singleNode } from '../nodes';
import { platformApp } from '../platform-app';
import { freePorts } from '../ports';
import { until } from '../wait';
import type { Manifest } from '../wire-types';
import { read } from '../monitoring/scrape';
import {
  apiAvailable,
  certificateFiles,
  containerOf,
  NAMESPACE,
  onLoopback,
  runCertificateJob,
  withArgs,
} from './extension';
import { describeChanges, followReplicas, type ReplicaChange } from './replicas';
import { WorkServer, workers } from './workers';

const ADAPTER = 'owdev-prometheus-adapter';
const SHOP = 'shop';
const RBAC = 'rbac.authorization.k8s.io';

const PLATFORM = `
profile: lean
monitoring: {enabled: true, knownMetrics: [jobs_waiting, messages_waiting]}
autoscaling:
  resourceMetrics: prometheus-adapter
  scalers:
    - name: workers
      namespace: ${SHOP}
      target: {name: workers}
      max: 6
      metrics: [{metric: jobs_waiting, average: 10}]
      behavior: {scaleDown: {windowSeconds: 0}}
    - name: consumers
      namespace: ${SHOP}
      target: {name: consumers}
      max: 6
      metrics: [{metric: messages_waiting, from: external, labels: {queue: orders}, average: 5}]
`;

/** The adapter's own metrics, verified as its monitor has them verified. */
async function scrapeAdapter(port: number, ca: Buffer, token: string): Promise<string> {
  return new Promise((done, failed) => {
    const options = {
      port,
      path: '/metrics',
      ca,
      servername: 'autoscaling.svc',
      headers: { authorization: `Bearer ${token}` },
    };
    get(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(`${response.statusCode}\n${Buffer.concat(chunks).toString()}`));
    }).on('error', failed);
  });
}

/** The adapter and the scalers, without the rest of the platform. */
function parts(manifests: readonly Manifest[]): Manifest[] {
  return manifests
    .filter(
      ({ kind, metadata: { name, namespace } }) =>
        [NAMESPACE, SHOP].includes(namespace ?? (kind === 'Namespace' ? name : '')) ||
        name.startsWith(`${NAMESPACE}-`) ||
        kind === 'APIService',
    )
    .filter(({ kind }) => kind !== 'PodMonitor');
}

describe('custom metrics, with the real prometheus-adapter, a real Prometheus and the real controller', () => {
  const manifests = parts(platformApp(PLATFORM).manifests);
  let cluster: Cluster;
  let work: WorkServer;
  let prometheus = 0;
  let adapter = 0;

  before(async () => {
    cluster = await Cluster.start({ nodes: singleNode() });
    work = await WorkServer.start(cluster, SHOP, 'workers');
    [prometheus = 0, adapter = 0] = await freePorts(2);
  });
  after(() => {
    work?.stop();
    cluster?.stop();
  });

  it('starts from the written manifests, with a certificate that the API server trusts', async () => {
    const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: SHOP } };
    const ours = [shop, workers(SHOP, 'workers'), workers(SHOP, 'consumers')];
    const { errors } = await cluster.apply([...ours, ...onLoopback(manifests, { [ADAPTER]: adapter })]);
    assert.deepEqual(errors, []);
    await startPrometheus();
    const job = await runCertificateJob(cluster, manifests);
    assert.match(job, /v1beta1\.custom\.metrics\.k8s\.io trusts/);
    assert.match(job, /v1beta1\.external\.metrics\.k8s\.io trusts/);
    await startAdapter();
    for (const group of ['custom', 'external']) {
      const there = async () => (await apiAvailable(cluster, `v1beta1.${group}.metrics.k8s.io`)) === true;
      await until(there, { what: `${group} metrics are there`, intervalMs: 500 });
    }
  });

  it('serves the metrics in use, and no others', async () => {
    const names = async (group: string): Promise<string[]> => {
      const path = `/apis/${group}.metrics.k8s.io/v1beta1`;
      const found = await cluster.api.find<{ resources: { name: string }[] }>(path);
      return found?.resources.map(({ name }) => name) ?? [];
    };
    const listed = async () => (await names('custom')).length > 0 && (await names('external')).length > 0;
    await until(listed, { what: 'the adapter has found the series', intervalMs: 500 });
    assert.deepEqual((await names('custom')).sort(), ['namespaces/jobs_waiting', 'pods/jobs_waiting']);
    assert.deepEqual(await names('external'), ['messages_waiting']);
  });

  it('scales pods by their own metric, up and down', async (t) => {
    work.jobs = 30;
    const at = (count: number) => (changes: readonly ReplicaChange[]) => changes.at(-1)?.replicas === count;
    const up = await followReplicas(cluster, { namespace: SHOP, name: 'workers' }, at(3), 120);
    assert.equal(up.at(-1)?.replicas, 3, describeChanges(up));
    work.jobs = 8;
    const down = await followReplicas(cluster, { namespace: SHOP, name: 'workers' }, at(1), 120);
    assert.equal(down.at(-1)?.replicas, 1, describeChanges(down));
    t.diagnostic(`up: ${describeChanges(up)}; down: ${describeChanges(down)}`);
  });

  it('scales pods by an external metric', async (t) => {
    work.messages = 20;
    const full = (changes: readonly ReplicaChange[]) => changes.at(-1)?.replicas === 4;
    const changes = await followReplicas(cluster, { namespace: SHOP, name: 'consumers' }, full, 120);
    assert.equal(changes.at(-1)?.replicas, 4, describeChanges(changes));
    t.diagnostic(describeChanges(changes));
  });

  it('serves CPU and memory like metrics-server', async () => {
    const [, cores = '', mebibytes = ''] =
      /workers-\S+\s+(\d+)m\s+(\d+)Mi/.exec(await top('pod', '--namespace', SHOP)) ?? [];
    assert.ok(Math.abs(Number(cores) - 100) <= 10, `${cores}m of CPU`);
    assert.equal(mebibytes, '24');
    const [, node = '', memory = ''] = /node\s+(\d+)m\s+\d+%\s+(\d+)Mi/.exec(await top('node')) ?? [];
    assert.ok(Math.abs(Number(node) - 500) <= 50, `${node}m of CPU`);
    assert.equal(memory, '512');
  });

  it('exposes the latency of Prometheus in the metric of the alert', async () => {
    const bound = { roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'system:monitoring' } };
    const subjects = [{ kind: 'ServiceAccount', name: 'default', namespace: SHOP }];
    const binding = { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', metadata: { name: 'reader' } };
    assert.deepEqual((await cluster.apply([{ ...binding, ...bound, subjects }])).errors, []);
    const text = await scrapeAdapter(
      adapter,
      readFileSync(join(cluster.folder, 'serving.tls.crt')),
      await cluster.tokenOf(`${SHOP}/default`),
    );
    assert.match(text, /^200\n/);
    assert.match(text, /prometheus_adapter_prometheus_client_request_duration_seconds_bucket/);
  });

  async function top(...args: string[]): Promise<string> {
    const ask = () => cluster.kubectl('top', ...args).catch(() => undefined);
    return until(ask, { what: `kubectl top ${args.join(' ')} answers`, intervalMs: 1000 });
  }

  async function startPrometheus(): Promise<void> {
    const { prometheus: binary } = await buildTools((line) => process.stderr.write(`${line}\n`), ['prometheus']);
    const config = join(cluster.folder, 'prometheus.yaml');
    const job = { job_name: 'work', honor_labels: true, static_configs: [{ targets: [`127.0.0.1:${work.port}`] }] };
    writeFileSync(config, stringify({ global: { scrape_interval: '2s' }, scrape_configs: [job] }));
    const values = {
      'config.file': config,
      'storage.tsdb.path': join(cluster.folder, 'prometheus'),
      'web.listen-address': `127.0.0.1:${prometheus}`,
    };
    cluster.processes.start('prometheus', binary, flags(values));
    const scraped = async () =>
      (
        await read({ url: `http://127.0.0.1:${prometheus}/api/v1/query?query=jobs_waiting` }).catch(() => undefined)
      )?.text.includes('"pod"');
    await until(scraped, { what: 'Prometheus has scraped the workers' });
  }

  async function startAdapter(): Promise<void> {
    const serving = await certificateFiles(cluster);
    const config = join(cluster.folder, 'adapter.yaml');
    const map = manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === ADAPTER);
    writeFileSync(config, (map?.['data'] as Record<string, string>)['config.yaml'] ?? '');
    await cluster.startAs(`${NAMESPACE}/${ADAPTER}`, 'prometheus-adapter', ({ kubeconfig }) =>
      withArgs(containerOf(manifests, 'Deployment', ADAPTER).args, {
        'lister-kubeconfig': kubeconfig,
        'authentication-kubeconfig': kubeconfig,
        'authorization-kubeconfig': kubeconfig,
        'bind-address': '127.0.0.1',
        'secure-port': String(adapter),
        'tls-cert-file': serving.cert,
        'tls-private-key-file': serving.key,
        config,
        'prometheus-url': `http://127.0.0.1:${prometheus}/`,
      }),
    );
  }
});
