import { scaledComponents } from '../autoscaling/components';
import { gatewayUsesCertificate, servesTls } from '../openwhisk/api-host';
import { valueAt, type ConfigPath, type Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { hasActionNamespace } from '../platform/namespaces';
import type { Mapping } from '../platform/profiles';
import { show } from './issues';

/** A value of the platform that makes others meaningless. */
interface Override {
  /** Paths of the meaningless values. */
  readonly paths: readonly ConfigPath[];
  /** Why they have no effect. */
  readonly reason: string;
  /** The other way out, besides their removal. */
  readonly alternative: string;
}

const below = (section: string, ...keys: readonly string[]): ConfigPath[] =>
  keys.map((key) => [...section.split('.'), key]);

const POD = ['probes', 'resources'];
const ELASTICSEARCH = ['replicas', 'size', 'heapMiB', 'virtualMemory', 'tls', 'existingSecrets', ...POD];

const OF_OWN_MYSQL = [
  ...['version', 'existingSecrets', 'connections', 'bufferPoolSize', 'redoLogCapacity', 'maxAllowedPacket'],
  ...['tableOpenCache', 'openFilesLimit', 'longQuerySeconds', 'extra', 'tls', 'size', 'storageClassName'],
  ...['claimRetention', 'evictions', 'terminationGraceSeconds', 'pods', ...POD],
];

/** Keys that describe the platform's own server, by the section that may name an external one instead. */
const OWN_SERVERS: Readonly<Record<string, readonly string[]>> = {
  'openwhisk.zookeeper': [
    'replicas',
    'heapMiB',
    'dataSize',
    'dataLogSize',
    'tickTime',
    'initLimit',
    'syncLimit',
    ...POD,
  ],
  'openwhisk.kafka': ['replicas', 'heapMiB', 'size', ...POD],
  'openwhisk.couchdb': ['size', ...POD],
  'openwhisk.redis': ['size', ...POD],
  'openwhisk.etcd': ['replicas', 'size', ...POD],
  'openwhisk.activationStore.elasticsearch': ELASTICSEARCH,
  'logging.elasticsearch': ELASTICSEARCH,
  mysql: OF_OWN_MYSQL,
};

/** Keys of `openwhisk.actions` about the namespace of action pods. */
const OF_NAMESPACE = ['quota', 'containerDefaults'];

/** Sections of monitoring that only the platform's own Prometheus and its companions read. */
const OF_OWN_PROMETHEUS = [
  'watchedNamespaces',
  'tls',
  'alertmanager',
  'operator',
  'nodeExporter',
  'kubeStateMetrics',
  'targets',
];

/** Settings of the database, the queries and the alerts of Prometheus, which an agent has not. */
const OF_SERVER = [
  'retention',
  'retentionSize',
  'claimSize',
  'evaluationInterval',
  'ruleQueryOffset',
  'query',
  'exemplars',
  'thanos',
  'alertmanagers',
];

/** Keys of Grafana that also decide the dashboards for an existing one. */
const OF_ANY_GRAFANA = ['disabledBoards', 'clusterLabel'];

function overrides(platform: Platform): Override[] {
  const { openwhisk, persistence, monitoring, security, autoscaling } = platform;
  const { type } = openwhisk.ingress;
  const docker = openwhisk.invoker.containerFactory === 'docker' && !openwhisk.lean;
  return [
    ...when(docker, {
      paths: below('openwhisk.invoker', 'replicas'),
      reason: 'with containerFactory: docker, one invoker runs on each node',
      alternative: 'set openwhisk.invoker.containerFactory: kubernetes',
    }),
    ...when(docker, {
      paths: below(
        'openwhisk.actions',
        'namespace',
        ...OF_NAMESPACE,
        'hardening',
        'template',
        'capabilities',
        'cpuScaling',
        'ephemeralStorageLimit',
      ),
      reason: 'with containerFactory: docker, actions do not run in pods',
      alternative: 'set openwhisk.invoker.containerFactory: kubernetes',
    }),
    ...when(openwhisk.invoker.containerFactory === 'docker', {
      paths: below('openwhisk.actions', 'isolated', 'egress'),
      reason: 'with containerFactory: docker, no network policy applies to actions: they reach what their node reaches',
      alternative: 'set openwhisk.invoker.containerFactory: kubernetes',
    }),
    ...when(!docker && !hasActionNamespace(platform), {
      paths: below('openwhisk.actions', ...OF_NAMESPACE),
      reason: 'action pods share the namespace of the platform',
      alternative: 'remove openwhisk.actions.namespace',
    }),
    ...scaledComponents(platform).map(({ path }) => ({
      paths: [[...path.slice(0, -1), 'replicas']],
      reason: `${path.join('.')} decides the number of pods`,
      alternative: `remove ${path.join('.')}`,
    })),
    ...when(!persistence.enabled, {
      paths: below('persistence', 'storageClassName'),
      reason: 'with persistence.enabled: false, no volume is claimed',
      alternative: 'set persistence.enabled: true',
    }),
    ...Object.entries(OWN_SERVERS).flatMap(([section, keys]) =>
      when(valueAt(platform, [...section.split('.'), 'external']) !== undefined, {
        paths: below(section, ...keys),
        reason: `with ${section}.external, the platform runs no server of its own`,
        alternative: `remove ${section}.external`,
      }),
    ),
    ...when(!security.internalTLS, {
      paths: below('security', 'certificates'),
      reason: 'with security.internalTLS: false, no server of the platform has such a certificate',
      alternative: 'set security.internalTLS: true',
    }),
    ...when(monitoring.prometheus.existing !== undefined, {
      paths: [
        ...below('monitoring', ...OF_OWN_PROMETHEUS),
        ...below(
          'monitoring.grafana',
          ...Object.keys(monitoring.grafana).filter((key) => !OF_ANY_GRAFANA.includes(key)),
        ),
        ...below('monitoring.prometheus', ...Object.keys(monitoring.prometheus).filter((key) => key !== 'existing')),
      ],
      reason: 'with monitoring.prometheus.existing, the platform runs no Prometheus of its own',
      alternative: 'remove monitoring.prometheus.existing',
    }),
    ...when(monitoring.prometheus.mode === 'agent', {
      paths: [
        ...below('monitoring', 'alertmanager', 'alertGroups', 'alerts', 'rules', 'runbookUrl'),
        ...below('monitoring.prometheus', ...OF_SERVER),
      ],
      reason:
        'with monitoring.prometheus.mode: agent, Prometheus stores nothing, evaluates no rules and sends no alerts',
      alternative: 'remove monitoring.prometheus.mode',
    }),
    ...when(!monitoring.alertmanager.enabled && monitoring.prometheus.mode === 'server', {
      paths: below(
        'monitoring.alertmanager',
        ...Object.keys(monitoring.alertmanager).filter((key) => key !== 'enabled'),
      ),
      reason: 'with monitoring.alertmanager.enabled: false, the platform runs no Alertmanager',
      alternative: 'remove monitoring.alertmanager.enabled',
    }),
    ...when(!monitoring.operator.enabled, {
      paths: below('monitoring.operator', 'pods', 'resources'),
      reason: 'with monitoring.operator.enabled: false, the platform runs no operator',
      alternative: 'set monitoring.operator.enabled: true',
    }),
    ...when(autoscaling.resourceMetrics === 'prometheus-adapter', {
      paths: below('autoscaling', 'metricsServer'),
      reason:
        'with autoscaling.resourceMetrics: prometheus-adapter, the platform runs no metrics-server: a cluster has one provider of resource metrics',
      alternative: 'set autoscaling.resourceMetrics: metrics-server',
    }),
    ...when(type !== 'NodePort', {
      paths: below('openwhisk.ingress', 'nodePort'),
      reason: `with openwhisk.ingress.type: ${type}, no port of the nodes is opened`,
      alternative: 'set openwhisk.ingress.type: NodePort',
    }),
    ...when(type === 'Standard' || type === 'Gateway' || type === 'None', {
      paths: below('openwhisk.ingress.tls', 'terminatedUpstream'),
      reason: `with openwhisk.ingress.type: ${type}, no port of nginx is opened`,
      alternative: 'set openwhisk.ingress.type: LoadBalancer or NodePort',
    }),
    ...when(type !== 'Standard', {
      paths: below('openwhisk.ingress', 'className'),
      reason: `with openwhisk.ingress.type: ${type}, there is no Ingress`,
      alternative: 'set openwhisk.ingress.type: Standard',
    }),
    ...when(type === 'Gateway' && !servesTls(openwhisk) && !gatewayUsesCertificate(openwhisk.ingress), {
      paths: below('openwhisk.ingress.tls', 'existingSecret', 'certManager'),
      reason: 'the Gateway has a certificate of its own, and nginx serves no TLS',
      alternative: 'set openwhisk.ingress.gateway.className',
    }),
    ...when(type !== 'Gateway', {
      paths: below('openwhisk.ingress', 'gateway'),
      reason: `with openwhisk.ingress.type: ${type}, there is no route of the Gateway API`,
      alternative: 'set openwhisk.ingress.type: Gateway',
    }),
    ...when(type === 'NodePort' || type === 'Gateway' || type === 'None', {
      paths: below('openwhisk.ingress', 'annotations'),
      reason: `with openwhisk.ingress.type: ${type}, there is neither an Ingress nor a load balancer`,
      alternative: 'set openwhisk.ingress.type: LoadBalancer or Standard',
    }),
  ];
}

function when(condition: boolean, override: Override): Override[] {
  return condition ? [override] : [];
}

/** A value of a platform file that has no effect. */
export interface IgnoredValue extends Mistake {
  readonly path: ConfigPath;
  /** Why it has none. */
  readonly reason: string;
}

/**
 * The values of a platform file that have no effect because of another value. Settings of a part that is switched off are not among
 * them: a file may keep them for when the part is switched on again. Neither are the values of a profile, which the file replaces.
 */
export function ignoredValues(platform: Platform, file: Mapping): IgnoredValue[] {
  return overrides(platform).flatMap(({ paths, reason, alternative }) =>
    paths.flatMap((path) => {
      const value = valueAt(file, path);
      return value === undefined
        ? []
        : [{ path, reason, problem: `${show(value)} has no effect: ${reason}`, fix: `remove it, or ${alternative}` }];
    }),
  );
}
