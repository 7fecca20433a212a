import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { API_SERVER } from '../kube/network';
import { Identity } from '../kube/rbac';
import { parseSize } from '../text/quantity';
import { TMP, type Mount } from '../kube/storage';
import { PlatformChart } from '../kube/platform-chart';
import { DaemonWorkload } from '../kube/workload';
import type { Logging } from '../platform/model';
import { loggingComponent } from './component';
import { AUTHORITIES_FILE, authoritiesMounts, userEnv, type ElasticsearchFacts } from '../elasticsearch/client';
import { fluentdConfig } from './fluentd/config';
import { excludedFiles } from './fluentd/exclusions';
import { JOIN_TRACES } from './fluentd/join-traces';
import { defaultThreads, USER_PREFIX } from './fluentd/output';
import { METRICS_PORT, NODE_NAME, STATE_DIR } from './fluentd/places';
import { POD_METADATA } from './fluentd/pod-metadata';
import { VOLATILE_JOURNAL } from './fluentd/system-logs';

/** Properties of {@link Fluentd}. */
export interface FluentdProps {
  readonly spec: Logging['fluentd'];
  /** Prefix of the indices' names. */
  readonly indexPrefix: string;
  /** The namespace of OpenWhisk. */
  readonly platformNamespace: string;
  /** Namespace of the action pods. */
  readonly actionNamespace: string;
  readonly elasticsearch: ElasticsearchFacts<'fluentd'>;
}

const COMPONENT = loggingComponent('fluentd');

/** Where the image looks for its configuration (fluent/fluentd-kubernetes-daemonset, Dockerfile). */
const CONFIG_DIR = '/fluentd/etc';

/** Where the image looks for plugins beside its gems (entrypoint.sh, `-p`). What it has there itself reads other configurations. */
const PLUGINS_DIR = '/fluentd/plugins';

/** Plugins of the platform; Fluentd finds them by the names of their files. */
const PLUGINS = { 'out_join_traces.rb': JOIN_TRACES, 'filter_pod_metadata.rb': POD_METADATA };

const VAR_LOG: Mount = {
  volume: { name: 'var-log', hostPath: '/var/log', type: 'Directory' },
  path: '/var/log',
  readOnly: true,
};

/** Target of the links below /var/log with the Docker runtime. */
const DOCKER_LOGS: Mount = {
  volume: { name: 'docker-containers', hostPath: '/var/lib/docker/containers', type: 'DirectoryOrCreate' },
  path: '/var/lib/docker/containers',
  readOnly: true,
};

const JOURNAL: Mount = {
  volume: { name: 'journal', hostPath: VOLATILE_JOURNAL, type: 'DirectoryOrCreate' },
  path: VOLATILE_JOURNAL,
  readOnly: true,
};

/** Taints of nodes that run the control plane: kubeadm, OpenShift and earlier versions of kubeadm, RKE2, and servers of K3s. */
const CONTROL_PLANE_TAINTS = [
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
  'node-role.kubernetes.io/etcd',
  'CriticalAddonsOnly',
].map((key) => ({ key, operator: 'Exists' as const }));

/** Fluentd on every node: reads the logs of the containers and of the node, and sends them to Elasticsearch. */
export class Fluentd extends Construct {
  constructor(scope: Construct, id: string, props: FluentdProps) {
    super(scope, id);
    const { spec, elasticsearch } = props;
    const config = new ConfigFiles(this, 'Config', { component: COMPONENT, data: fluentdConfig(this.settings(props)) });
    const plugins = new ConfigFiles(this, 'Plugins', { component: COMPONENT, name: 'fluentd-plugins', data: PLUGINS });
    new DaemonWorkload(this, 'Workload', {
      component: COMPONENT,
      role: 'workers',
      nodeSelector: { 'kubernetes.io/os': 'linux', ...readyLabel(spec.nodeReadyLabel) },
      priorityClassName: 'system-node-critical',
      pods: spec.controlPlane
        ? { ...spec.pods, tolerations: [...CONTROL_PLANE_TAINTS, ...spec.pods.tolerations] }
        : spec.pods,
      maxUnavailable: '10%',
      security: {
        uid: spec.runAsUser,
        // containerd writes the logs for root and its group.
        gid: 0,
        ...(spec.runAsUser === 0 ? { rootReason: 'the logs of the node belong to root' } : {}),
        supplementalGroups: spec.supplementalGroups,
        hostReason: 'it reads the logs of the node, and keeps there what is not sent yet',
      },
      identity: new Identity(this, 'Identity', {
        component: COMPONENT,
        everywhere: [{ resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
      }),
      // No wait: logs written before Elasticsearch is ready are read, and buffered on disk.
      connectsTo: [API_SERVER, elasticsearch.endpoint],
      metrics: [{ source: 'fluentd', port: 'metrics', containerPort: METRICS_PORT }],
      terminationGracePeriodSeconds: 60,
      containers: [
        {
          name: 'fluentd',
          image: elasticsearch.kind === 'opensearch' ? 'fluentd-opensearch' : 'fluentd',
          env: {
            [NODE_NAME]: { field: 'spec.nodeName' },
            // glibc keeps an arena per thread by default, and Fluentd has dozens: freed memory stays in them.
            MALLOC_ARENA_MAX: '2',
            ...userEnv(elasticsearch.credentials('fluentd'), USER_PREFIX),
          },
          ports: { metrics: METRICS_PORT },
          mounts: [
            { volume: { name: 'config', config }, path: CONFIG_DIR },
            { volume: { name: 'plugins', config: plugins }, path: PLUGINS_DIR },
            {
              volume: { name: 'state', hostPath: spec.buffer.hostPath, type: 'DirectoryOrCreate' },
              path: STATE_DIR,
            },
            VAR_LOG,
            ...(spec.runtime === 'cri' ? [] : [DOCKER_LOGS]),
            ...(spec.journal === 'volatile' ? [JOURNAL] : []),
            ...authoritiesMounts(elasticsearch),
            TMP,
          ],
          resources: spec.resources,
          probes: {
            readiness: { http: '/metrics', port: 'metrics' },
            liveness: { http: '/metrics', port: 'metrics' },
          },
          probeOverrides: spec.probes,
        },
      ],
    });
  }

  private settings({
    spec,
    indexPrefix,
    platformNamespace,
    actionNamespace,
    elasticsearch,
  }: FluentdProps): Parameters<typeof fluentdConfig>[0] {
    const chart = PlatformChart.of(this);
    const { buffer } = spec;
    const { name, namespace } = chart.metadata(COMPONENT);
    return {
      runtime: spec.runtime,
      languages: spec.exceptions,
      // Its own log would make it write more.
      excluded: [`/var/log/containers/${name}-*_${namespace}_*.log`, ...excludedFiles(spec.exclude)],
      stripColors: spec.stripColors,
      podAnnotations: spec.podAnnotations,
      jsonNamespaces: spec.jsonNamespaces,
      systemLogs: spec.systemLogs,
      journal: spec.journal,
      units: spec.units,
      files: spec.files,
      platformNamespace,
      actionNamespace,
      buffer: {
        size: parseSize(buffer.size).bytes,
        chunkSize: parseSize(buffer.chunkSize).bytes,
        flushSeconds: buffer.flushSeconds,
        threads: buffer.threads ?? defaultThreads(buffer.flushSeconds),
        retryMaxSeconds: buffer.retryMaxSeconds,
      },
      target: {
        host: elasticsearch.endpoint.host,
        port: elasticsearch.endpoint.port,
        protocol: elasticsearch.protocol,
        kind: elasticsearch.kind,
        ...(elasticsearch.authorities ? { authoritiesFile: AUTHORITIES_FILE } : {}),
        indexPrefix,
      },
    };
  }
}

function readyLabel(label?: string): Record<string, string> {
  if (!label) return {};
  const [key = '', value = ''] = label.split('=');
  return { [key]: value };
}
