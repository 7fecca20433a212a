import { stringify } from 'yaml';
import type { Tracing } from '../platform/model';
import { etcdFlags } from './etcd-flags';
import { OTLP_PORTS } from './telemetry';

type Node = Tracing['agent']['node'];

/** Where programs of a node find the collector on it. */
const GRPC_ADDRESS = `127.0.0.1:${OTLP_PORTS['otlp-grpc']}`;
const HTTP_URL = `http://127.0.0.1:${OTLP_PORTS['otlp-http']}`;

/** Folder of the file of the API server, on nodes of the control plane and in its pod. */
const API_SERVER_DIR = '/etc/kubernetes/tracing';
const API_SERVER_FILE = 'apiserver-tracing.yaml';

/** First minor version that reads each version of TracingConfiguration (Kubernetes, apiserver/pkg/apis/apiserver). */
const STABLE_SINCE = 34;

/**
 * The files that make programs of the nodes send spans, by name: no object of the API configures them.
 *
 * @param version - minor version of Kubernetes, e.g. `1.36`.
 */
export function nodeFiles(
  { apiServer, kubelet, etcd, containerd }: Node,
  version: string,
): ReadonlyMap<string, string> {
  const kubeadm = kubeadmYaml({ apiServer, etcd });
  return new Map([
    ...(apiServer ? [[API_SERVER_FILE, apiServerYaml(apiServer.samplingRatePerMillion, version)] as const] : []),
    ...(kubeadm ? [['kubeadm.yaml', kubeadm] as const] : []),
    ...(kubelet ? [['kubelet.yaml', kubeletYaml(kubelet.samplingRatePerMillion)] as const] : []),
    ...(containerd ? [containerdFile(containerd)] : []),
  ]);
}

/** The file of the flag `--tracing-config-file`: without TLS, for a collector on the same node. */
function apiServerYaml(samplingRatePerMillion: number, version: string): string {
  const minor = Number(version.split('.')[1]);
  return stringify({
    apiVersion: `apiserver.config.k8s.io/${minor >= STABLE_SINCE ? 'v1' : 'v1beta1'}`,
    kind: 'TracingConfiguration',
    endpoint: GRPC_ADDRESS,
    samplingRatePerMillion,
  });
}

/** The part of kubeadm's configuration with flags of static pods (Kubernetes, "kubeadm Configuration (v1beta4)"). */
function kubeadmYaml({ apiServer, etcd }: Pick<Node, 'apiServer' | 'etcd'>): string | undefined {
  if (!apiServer && !etcd) return undefined;
  return stringify({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    ...(apiServer
      ? {
          apiServer: {
            extraArgs: [{ name: 'tracing-config-file', value: `${API_SERVER_DIR}/${API_SERVER_FILE}` }],
            extraVolumes: [
              {
                name: 'tracing',
                hostPath: API_SERVER_DIR,
                mountPath: API_SERVER_DIR,
                readOnly: true,
                pathType: 'Directory',
              },
            ],
          },
        }
      : {}),
    ...(etcd
      ? {
          etcd: {
            local: {
              extraArgs: etcdFlags(etcd.version, { address: GRPC_ADDRESS, perMillion: etcd.samplingRatePerMillion }),
            },
          },
        }
      : {}),
  });
}

/** The part of the kubelet's configuration. */
function kubeletYaml(samplingRatePerMillion: number): string {
  return stringify({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    tracing: { endpoint: GRPC_ADDRESS, samplingRatePerMillion },
  });
}

/** From version 2 on, containerd reads the variables of the SDK only; version 1.7 reads its plugins only. */
function containerdFile({
  version,
  samplingRatePerMillion,
}: NonNullable<Node['containerd']>): readonly [name: string, text: string] {
  const ratio = samplingRatePerMillion / 1_000_000;
  return version === '1.7'
    ? [
        'containerd.toml',
        [
          'version = 2',
          '',
          '[plugins."io.containerd.tracing.processor.v1.otlp"]',
          `  endpoint = "${HTTP_URL}"`,
          '',
          '[plugins."io.containerd.internal.v1.tracing"]',
          `  sampling_ratio = ${Number.isInteger(ratio) ? ratio.toFixed(1) : ratio.toFixed(6)}`,
          '  service_name = "containerd"',
          '',
        ].join('\n'),
      ]
    : [
        'containerd.conf',
        [
          '[Service]',
          `Environment=OTEL_EXPORTER_OTLP_ENDPOINT=${HTTP_URL}`,
          'Environment=OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
          'Environment=OTEL_SERVICE_NAME=containerd',
          'Environment=OTEL_TRACES_SAMPLER=parentbased_traceidratio',
          `Environment=OTEL_TRACES_SAMPLER_ARG=${ratio}`,
          '',
        ].join('\n'),
      ];
}
