import { relative } from 'node:path';
import type { ServerName } from './scripts/installations';
import { CLUSTER_TOOLS, type ToolName } from './tools';
import { API_SERVERS, VERSIONS } from './versions';

/** A program that is built, or a server that a package manager installs, before a test file starts. */
export type Requirement = ToolName | ServerName;

/** The needs of a test file. */
export interface TestFile {
  /** Seconds that the file takes on two idle cores: a hint for the schedule, not a limit. */
  readonly seconds: number;
  /** CPU seconds of the test and of all its programs. */
  readonly cpu: number;
  /**
   * Everything that the test may run from the cache.
   * @default the programs of a cluster
   */
  readonly needs?: readonly Requirement[];
  /**
   * Compares points in time with those of a real controller, and therefore needs spare CPU.
   * @default false
   */
  readonly realTime?: boolean;
  /**
   * Has further tests in the nightly run.
   * @default false
   */
  readonly nightly?: boolean;
}

/** Every test file by its path without `.test.ts`. */
export const TEST_FILES: Readonly<Record<string, TestFile>> = {
  'apply/apply': { seconds: 150, cpu: 60 },
  'autoscaling/adapter': {
    seconds: 70,
    cpu: 45,
    needs: [...CLUSTER_TOOLS, 'metrics-server', 'prometheus-adapter', 'prometheus'],
  },
  'autoscaling/controller': { seconds: 365, cpu: 50, realTime: true },
  'autoscaling/keda': { seconds: 20, cpu: 15, nightly: true },
  'autoscaling/scrypt': { seconds: 230, cpu: 45, needs: [...CLUSTER_TOOLS, 'metrics-server'], realTime: true },
  blocked: { seconds: 35, cpu: 23, nightly: true },
  'cats/database': { seconds: 15, cpu: 12, needs: [] },
  'cats/image': { seconds: 10, cpu: 10, needs: [] },
  'cats/systembreaker': { seconds: 15, cpu: 10, needs: [] },
  chaos: { seconds: 30, cpu: 12 },
  'configuration/programs': {
    seconds: 120,
    cpu: 100,
    needs: [
      'nginx',
      'kafka',
      'zookeeper',
      'elasticsearch',
      'promtool',
      'amtool',
      'blackbox_exporter',
      'nats-server',
      'component-config',
    ],
  },
  'configuration/shellcheck': { seconds: 30, cpu: 25, needs: [] },
  disruption: { seconds: 50, cpu: 28 },
  'elasticsearch/activations': { seconds: 60, cpu: 61, needs: ['elasticsearch', 'elastic4s', 'nginx'] },
  'elasticsearch/logs': { seconds: 110, cpu: 173, needs: ['elasticsearch'] },
  'gateway/routes': { seconds: 15, cpu: 12 },
  'gateway/traefik': { seconds: 45, cpu: 30, needs: [...CLUSTER_TOOLS, 'traefik', 'nginx'], nightly: true },
  harness: { seconds: 45, cpu: 17 },
  leaves: { seconds: 60, cpu: 90 },
  lifecycle: { seconds: 20, cpu: 11 },
  'logging/applied': { seconds: 15, cpu: 11 },
  modes: { seconds: 60, cpu: 75, nightly: true },
  'monitoring/alertmanager': {
    seconds: 30,
    cpu: 25,
    needs: [...CLUSTER_TOOLS, 'prometheus-operator', 'alertmanager', 'amtool'],
  },
  'monitoring/crds': { seconds: 15, cpu: 17 },
  'monitoring/exporter-options': { seconds: 2, cpu: 1, needs: ['node_exporter', 'blackbox_exporter'] },
  'monitoring/metric-lists': {
    seconds: 40,
    cpu: 60,
    needs: ['etcd', ...VERSIONS.map((version) => API_SERVERS[version])],
  },
  'monitoring/metrics': {
    seconds: 60,
    cpu: 60,
    needs: [
      ...CLUSTER_TOOLS,
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
    ],
  },
  'monitoring/mutants': { seconds: 36, cpu: 45, needs: ['promtool'], nightly: true },
  'monitoring/openwhisk-modes': { seconds: 20, cpu: 25, needs: ['promtool'] },
  'monitoring/operator': {
    seconds: 60,
    cpu: 40,
    needs: [...CLUSTER_TOOLS, 'prometheus-operator', 'promtool', 'prometheus'],
  },
  'monitoring/prometheus-options': {
    seconds: 30,
    cpu: 25,
    needs: [...CLUSTER_TOOLS, 'prometheus-operator', 'promtool', 'prometheus'],
  },
  'monitoring/promtool': { seconds: 2, cpu: 1, needs: ['promtool', 'amtool'] },
  'monitoring/records': { seconds: 2, cpu: 1, needs: ['promtool'] },
  'monitoring/rules': { seconds: 105, cpu: 130, needs: ['promtool'] },
  'monitoring/scrape-config': { seconds: 10, cpu: 3, needs: ['promtool', 'prometheus'] },
  'monitoring/several-clusters': { seconds: 10, cpu: 12, needs: ['promtool'] },
  'mysql/backup': { seconds: 25, cpu: 10, needs: [] },
  'mysql/exporter': { seconds: 15, cpu: 6, needs: ['mysqld_exporter'] },
  'mysql/server': { seconds: 30, cpu: 10, needs: [] },
  'one-node': { seconds: 30, cpu: 22, nightly: true },
  'openfaas/nats': { seconds: 5, cpu: 3, needs: ['nats-server', 'nats-streaming-server'] },
  'openfaas/scaling': {
    seconds: 75,
    cpu: 20,
    needs: [...CLUSTER_TOOLS, 'prometheus-operator', 'alertmanager', 'amtool'],
  },
  'openwhisk/action-pods': { seconds: 25, cpu: 30, needs: [...CLUSTER_TOOLS, 'fabric8'] },
  'openwhisk/cluster-forming': { seconds: 185, cpu: 120, needs: [...CLUSTER_TOOLS, 'akka', 'pekko'] },
  'openwhisk/measurements': { seconds: 30, cpu: 25, needs: ['kamon'] },
  'openwhisk/configuration': { seconds: 20, cpu: 25, needs: ['akka', 'pekko'] },
  platforms: { seconds: 35, cpu: 34 },
  'pod-security': { seconds: 5, cpu: 6, needs: ['pod-security'] },
  'pulumi/interrupted': { seconds: 60, cpu: 60, needs: [...CLUSTER_TOOLS, 'pulumi'] },
  'pulumi/refused': { seconds: 40, cpu: 30, needs: [...CLUSTER_TOOLS, 'pulumi'] },
  'pulumi/up': { seconds: 150, cpu: 150, needs: [...CLUSTER_TOOLS, 'pulumi'] },
  random: { seconds: 120, cpu: 130 },
  rights: { seconds: 25, cpu: 28 },
  'scripts/auth-proxy': { seconds: 3, cpu: 2, needs: ['nginx'] },
  'scripts/couchdb': { seconds: 6, cpu: 4, needs: ['couchdb'] },
  'scripts/etcd': { seconds: 20, cpu: 10, needs: ['etcd'] },
  'scripts/installations': { seconds: 2, cpu: 1, needs: ['kafka', 'couchdb', 'nginx'] },
  'scripts/internal-tls': { seconds: 110, cpu: 110, needs: ['kafka', 'zookeeper', 'bus-clients'] },
  'scripts/kafka': { seconds: 30, cpu: 24, needs: ['kafka', 'zookeeper'] },
  'scripts/migration': { seconds: 12, cpu: 9, needs: ['couchdb'] },
  'scripts/nginx': { seconds: 15, cpu: 7, needs: ['nginx'] },
  'scripts/nginx-life': { seconds: 17, cpu: 2, needs: ['nginx'] },
  'scripts/redis': { seconds: 7, cpu: 2, needs: [] },
  'scripts/secret-copy': { seconds: 20, cpu: 9 },
  'scripts/secrets-job': { seconds: 8, cpu: 7 },
  'scripts/serving-certificate': { seconds: 12, cpu: 8 },
  'scripts/views': { seconds: 6, cpu: 5, needs: ['couchdb'] },
  'scripts/zookeeper': { seconds: 25, cpu: 15, needs: ['zookeeper'] },
  'simulator/alert-loop': { seconds: 165, cpu: 12, needs: ['alertmanager', 'prometheus'], realTime: true },
  'simulator/drawing': { seconds: 8, cpu: 6, needs: [] },
  'service-account': { seconds: 15, cpu: 10, needs: [...CLUSTER_TOOLS, 'kube-rbac-proxy'] },
  'tracing/configurations': { seconds: 10, cpu: 8, needs: ['otelcol', 'jaeger'] },
  'tracing/control-plane': {
    seconds: 25,
    cpu: 35,
    needs: ['otelcol', 'jaeger', 'etcd', ...VERSIONS.map((version) => API_SERVERS[version])],
  },
  'tracing/elasticsearch': { seconds: 30, cpu: 35, needs: ['otelcol', 'jaeger', 'prometheus', 'elasticsearch'] },
  'tracing/metrics': { seconds: 40, cpu: 25, needs: ['otelcol', 'jaeger', 'prometheus'] },
  'tracing/collector': { seconds: 25, cpu: 15, needs: ['otelcol', 'jaeger'] },
  'tracing/jaeger': { seconds: 10, cpu: 6, needs: ['otelcol', 'jaeger'] },
  'tracing/openwhisk-spans': { seconds: 15, cpu: 15, needs: ['otelcol', 'jaeger', 'brave'] },
  upgrade: { seconds: 30, cpu: 21 },
  'upgrade-changes': { seconds: 20, cpu: 20, needs: ['etcd', ...VERSIONS.map((version) => API_SERVERS[version])] },
  versions: {
    seconds: 60,
    cpu: 80,
    needs: ['etcd', ...VERSIONS.map((version) => API_SERVERS[version])],
    nightly: true,
  },
};

/** What a test file runs from the cache. */
export function needsOf({ needs = CLUSTER_TOOLS }: TestFile): readonly Requirement[] {
  return needs;
}

/**
 * Refuses a program or server that the running test file does not declare: the runner would not have it prepared, and the test
 * would build it while others are measured.
 */
export function assertDeclared(requirement: Requirement, running: string | undefined = process.argv[1]): void {
  const name = relative(__dirname, running ?? '').replace(/\.test\.js$/, '');
  const file = TEST_FILES[name];
  if (file && !needsOf(file).includes(requirement))
    throw new Error(
      `${name}.test.ts uses '${requirement}' without declaring it; fix: add it to its needs in test/cluster/test-files.ts`,
    );
}
