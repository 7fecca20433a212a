import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { MetricSource } from '../../../lib/catalogue/sources';
import { buildTools } from '../build-tools';
import { flags, type Flags } from '../control-plane';
import { Cluster } from '../harness';
import { standardNodes } from '../nodes';
import type { ToolName } from '../tools';
import { toyApp } from '../toy';
import { until } from '../wait';
import { merged, readExposition, type ServedFamily } from '../../../lib/mixins/families/exposition';
import { read, scrape, type ScrapeTarget } from './scrape';
import * as configurations from './stand-configurations';
import { AGGREGATED_GROUPS, AGGREGATED_NAMESPACE, METRICS_READER, monitoringObjects } from './stand-objects';
import { aggregatedService } from './aggregated-api';
import { type Listener, standPorts, type StandPorts } from './stand-ports';

/** The programs besides the control plane. */
const PROGRAMS = [
  'prometheus',
  'alertmanager',
  'prometheus-operator',
  'prometheus-config-reloader',
  'node_exporter',
  'blackbox_exporter',
  'kube-state-metrics',
  'metrics-server',
  'prometheus-adapter',
  'coredns',
  'nginx-prometheus-exporter',
] as const satisfies ToolName[];

/** Seconds until every program serves its metrics. */
const TIMEOUT = 120;

/** The monitoring programs, all running on a cluster with some load, and what they serve. */
export class Stand {
  private constructor(
    readonly cluster: Cluster,
    private readonly nginx: Server,
    private readonly targets: Readonly<Partial<Record<MetricSource, readonly ScrapeTarget[]>>>,
  ) {}

  /** Starts everything, and returns when all of it serves metrics. */
  static async start(): Promise<Stand> {
    const binaries = await buildTools((line) => process.stderr.write(`${line}\n`), PROGRAMS);
    const cluster = await Cluster.start({ nodes: standardNodes({ tainted: false }) });
    try {
      const ports = await standPorts();
      await prepare(cluster, ports);
      const start = (name: keyof typeof binaries, values: Flags, ...rest: string[]) =>
        cluster.processes.start(name, binaries[name], [...flags(values), ...rest]);
      await startPrograms(cluster, ports, start);
      const nginx = createServer((_, response) => response.end(configurations.STUB_STATUS));
      nginx.listen(ports.nginx, '127.0.0.1').unref();
      const stand = new Stand(cluster, nginx, await targetsOf(cluster, ports));
      await stand.settle(ports);
      return stand;
    } catch (error) {
      cluster.stop();
      throw error;
    }
  }

  /** What was started. */
  get sources(): MetricSource[] {
    return Object.keys(this.targets) as MetricSource[];
  }

  /** What a source serves now. */
  async families(source: MetricSource): Promise<ServedFamily[]> {
    const texts = await Promise.all((this.targets[source] ?? []).map(scrape));
    return merged(texts.map(readExposition));
  }

  stop(): void {
    this.nginx.close();
    this.nginx.closeAllConnections();
    this.cluster.stop();
  }

  /** Waits until every program has done what it does at its first rounds. */
  private async settle(ports: StandPorts): Promise<void> {
    for (const target of Object.values(this.targets).flat())
      await until(() => this.isServed(target), { timeoutSeconds: TIMEOUT, what: `${target.url} answers` });
    const page = async (port: number, path: string) => (await read({ url: `http://127.0.0.1:${port}${path}` })).text;
    const scraped = async () => {
      this.cluster.processes.assertRunning();
      const targets = await page(ports.prometheus, '/api/v1/targets?state=active');
      return (
        targets.includes('"health":"up"') &&
        !/"health":"(?:unknown|down)"/.test(targets) &&
        (await page(ports.alertmanager, '/api/v2/alerts')).includes('"Watchdog"')
      );
    };
    await until(scraped, { timeoutSeconds: TIMEOUT, what: 'Prometheus has scraped all targets and sent an alert' });
  }

  private async isServed(target: ScrapeTarget): Promise<boolean> {
    this.cluster.processes.assertRunning();
    const answer = await read(target).catch(() => undefined);
    return answer?.status === 200;
  }
}

type Start = (name: (typeof PROGRAMS)[number], values: Flags, ...rest: string[]) => void;

/** Load for the control plane, and what the programs watch. */
async function prepare(cluster: Cluster, ports: StandPorts): Promise<void> {
  await cluster.kubectl('apply', '--server-side', '--filename', await configurations.operatorCrds());
  await cluster.kubectl('wait', '--for=condition=Established', 'crd', '--all');
  const { errors } = await cluster.apply([...toyApp('toy'), ...monitoringObjects(ports, cluster.authority.cert)]);
  if (errors.length > 0) throw new Error(JSON.stringify(errors, undefined, 2));
  await cluster.ready('toy');
}

async function startPrograms(
  { folder, kubeconfig, authority, ports: parts }: Cluster,
  ports: StandPorts,
  start: Start,
): Promise<void> {
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const at = (port: Listener) => `127.0.0.1:${ports[port]}`;
  const services = AGGREGATED_GROUPS.map((group) => `DNS:${aggregatedService(group, AGGREGATED_NAMESPACE).host}`);
  const serving = await authority.issue('monitoring', {
    user: 'monitoring',
    serves: ['DNS:localhost', 'IP:127.0.0.1', ...services],
  });
  const delegated = {
    'authentication-kubeconfig': kubeconfig,
    'authorization-kubeconfig': kubeconfig,
    'tls-cert-file': serving.cert,
    'tls-private-key-file': serving.key,
  };

  start('alertmanager', {
    'config.file': file('alertmanager.yaml', configurations.alertmanager()),
    'storage.path': join(folder, 'alertmanager'),
    'web.listen-address': at('alertmanager'),
    'cluster.listen-address': at('alertmanagerMesh'),
    'cluster.advertise-address': at('alertmanagerMesh'),
  });
  file('rules.yaml', configurations.rules());
  start(
    'prometheus',
    {
      'config.file': file('prometheus.yaml', configurations.prometheus(kubeconfig, ports)),
      'storage.tsdb.path': join(folder, 'prometheus'),
      'web.listen-address': at('prometheus'),
    },
    '--web.enable-lifecycle',
    '--web.enable-remote-write-receiver',
  );
  // It knows no kubeconfig.
  const admin = await authority.issue('operator', { user: 'operator', groups: ['system:masters'] });
  start('prometheus-operator', {
    apiserver: `https://127.0.0.1:${parts['kube-apiserver']}`,
    'ca-file': authority.cert,
    'cert-file': admin.cert,
    'key-file': admin.key,
    'web.listen-address': at('operator'),
    'prometheus-config-reloader': 'registry.example/reloader:1',
    'kubelet-service': 'kube-system/kubelet',
    'kubelet-endpoints': true,
    'kubelet-endpointslice': true,
  });
  mkdirSync(join(folder, 'watched'));
  start('prometheus-config-reloader', {
    'listen-address': at('reloader'),
    'reload-url': `http://${at('prometheus')}/-/reload`,
    'config-file': file('reloader.yaml', 'global: {}\n'),
    'config-envsubst-file': join(folder, 'reloaded.yaml'),
    'watched-dir': join(folder, 'watched'),
  });
  start('node_exporter', { 'web.listen-address': at('nodeExporter') }, ...configurations.NODE_EXPORTER_FLAGS);
  start('blackbox_exporter', {
    'config.file': file('blackbox.yaml', configurations.blackboxExporter()),
    'web.listen-address': at('blackboxExporter'),
  });
  start('kube-state-metrics', {
    kubeconfig,
    host: '127.0.0.1',
    port: ports.kubeStateMetrics,
    'telemetry-host': '127.0.0.1',
    'telemetry-port': ports.kubeStateMetricsSelf,
  });
  start('metrics-server', {
    ...delegated,
    kubeconfig,
    'bind-address': '127.0.0.1',
    'secure-port': ports.metricsServer,
    'kubelet-certificate-authority': authority.cert,
    'kubelet-preferred-address-types': 'InternalIP',
    'kubelet-use-node-status-port': true,
    'metric-resolution': '10s',
    'kubelet-request-timeout': '5s',
  });
  start('prometheus-adapter', {
    ...delegated,
    'lister-kubeconfig': kubeconfig,
    'bind-address': '127.0.0.1',
    'secure-port': ports.prometheusAdapter,
    'prometheus-url': `http://${at('prometheus')}/`,
    config: file('adapter.yaml', configurations.prometheusAdapter()),
    'metrics-relist-interval': '10s',
    'metrics-max-age': '1m',
  });
  start('coredns', {}, '-conf', file('Corefile', configurations.coredns(kubeconfig, ports)));
  start('nginx-prometheus-exporter', {
    'nginx.scrape-uri': `http://${at('nginx')}/stub_status`,
    'web.listen-address': at('nginxExporter'),
  });
}

async function targetsOf(cluster: Cluster, ports: StandPorts): Promise<Stand['targets']> {
  const token = await cluster.tokenOf(METRICS_READER);
  const ca = readFileSync(cluster.authority.cert, 'utf8');
  const plain = (port: number, path = '/metrics') => ({ url: `http://127.0.0.1:${port}${path}` });
  const secure = (port: number) => ({ url: `https://127.0.0.1:${port}/metrics`, ca, token });
  const probes = configurations.probeQueries(ports, cluster.ports['kube-apiserver']);
  return {
    apiserver: [secure(cluster.ports['kube-apiserver'])],
    'kube-controller-manager': [secure(cluster.ports['kube-controller-manager'])],
    'kube-scheduler': [secure(cluster.ports['kube-scheduler'])],
    etcd: [plain(cluster.ports.etcd)],
    coredns: [plain(ports.dnsMetrics)],
    'node-exporter': [plain(ports.nodeExporter)],
    'kube-state-metrics': [plain(ports.kubeStateMetrics)],
    'kube-state-metrics-self': [plain(ports.kubeStateMetricsSelf)],
    prometheus: [plain(ports.prometheus)],
    alertmanager: [plain(ports.alertmanager)],
    'prometheus-operator': [plain(ports.operator)],
    'config-reloader': [plain(ports.reloader)],
    'blackbox-exporter': [plain(ports.blackboxExporter)],
    probe: probes.map((query) => plain(ports.blackboxExporter, `/probe?${query}`)),
    'prometheus-adapter': [secure(ports.prometheusAdapter)],
    'metrics-server': [secure(ports.metricsServer)],
    'nginx-exporter': [plain(ports.nginxExporter)],
  };
}
