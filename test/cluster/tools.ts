import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOURCES } from './sources';

/** A program of the cluster test, built from the Go module proxy. */
interface Tool {
  /** Folder under `tools/` whose go.mod pins the program's module and all its dependencies. */
  readonly wrapper: string;
  /** Import path of the main package. */
  readonly mainPackage: string;
  /** Module whose version is the program's version. */
  readonly module: string;
  /**
   * Variables set by the linker, in the form `import/path.name=value`.
   * @default none
   */
  readonly stamp?: (version: string) => readonly string[];
  /**
   * Go build tags.
   * @default none
   */
  readonly tags?: readonly string[];
  /**
   * Go file of the tests in the folder of the go.mod that the program is built of, alone or with the module.
   * @default the program is in the module
   */
  readonly source?: string;
  /**
   * Files of the program's modules that take the place of upstream's, by import path: files that the program embeds and that
   * upstream builds beforehand, and code that no test runs.
   * @default none
   */
  readonly files?: Readonly<Record<string, string>>;
}

/** The text of a Go file in the folder of a go.mod. */
function toolSource(wrapper: string, file: string): string {
  return readFileSync(join(SOURCES, 'tools', wrapper, file), 'utf8');
}

/** Linker variables of Kubernetes' `hack/lib/version.sh`; without them the programs report v0.0.0-master. */
function kubernetesStamp(version: string): readonly string[] {
  const [major = '', minor = ''] = version.slice(1).split('.');
  return ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
    `${path}.gitVersion=${version}`,
    `${path}.gitMajor=${major}`,
    `${path}.gitMinor=${minor}`,
    `${path}.gitTreeState=clean`,
  ]);
}

/** A program of Kubernetes; `wrapper` decides on its version. */
function kubernetes(name: string, wrapper = 'kubernetes'): Tool {
  return {
    wrapper,
    mainPackage: `k8s.io/kubernetes/cmd/${name}`,
    module: 'k8s.io/kubernetes',
    stamp: kubernetesStamp,
  };
}

/** A program that takes its version from Prometheus' common library. */
function prometheusStyle(wrapper: string, mainPackage: string, module = mainPackage): Tool {
  return {
    wrapper,
    mainPackage,
    module,
    stamp: (version) => [`github.com/prometheus/common/version.Version=${version.slice(1)}`],
  };
}

const PROMETHEUS = 'github.com/prometheus/prometheus';
const ALERTMANAGER = 'github.com/prometheus/alertmanager';
/** Alertmanager's user interface is built by npm, and is not in the module. */
const ALERTMANAGER_UI = `${ALERTMANAGER}/ui/app/dist/elm/index.html`;
const TRAEFIK = 'github.com/traefik/traefik/v3';
/** Clients of 150 providers of DNS, for certificates of ACME: most of Traefik's build. */
const DNS_PROVIDERS = 'github.com/go-acme/lego/v4/providers/dns/zz_gen_dns_providers.go';
const NO_DNS_PROVIDER = `package dns

import (
	"errors"

	"github.com/go-acme/lego/v4/challenge"
)

func NewDNSChallengeProviderByName(name string) (challenge.Provider, error) {
	return nil, errors.New("built without DNS providers")
}
`;
/** Clients of clouds in the configuration of Prometheus, which the exporter for it brings. */
const NO_CLOUDS = {
  [`${PROMETHEUS}/storage/remote/azuread/azuread.go`]: 'package azuread\n\ntype AzureADConfig struct{}\n',
  [`${PROMETHEUS}/storage/remote/googleiam/googleiam.go`]: 'package googleiam\n\ntype Config struct{}\n',
  'github.com/prometheus/sigv4/sigv4.go': 'package sigv4\n\ntype SigV4Config struct{}\n',
  'github.com/prometheus/sigv4/sigv4_config.go': 'package sigv4\n',
};
const JAEGER = 'github.com/jaegertracing/jaeger';
/** The components of Jaeger that the tests need. */
const JAEGER_COMPONENTS = 'components.go';
/** Code of Jaeger that no test runs, and that is most of its build: a second client of Elasticsearch in 800 packages, ClickHouse and Kafka. */
const JAEGER_WITHOUT = {
  'github.com/elastic/go-elasticsearch/v9/typedapi/api._.go': `package typedapi

type API struct{}

type MethodAPI struct{}

func New(any) *API { return nil }

func NewMethodAPI(any) *MethodAPI { return nil }
`,
  [`${JAEGER}/internal/storage/v1/factory/config.go`]: 'package storage\n',
  [`${JAEGER}/internal/storage/v1/factory/factory.go`]: `package storage

import "${JAEGER}/internal/storage/v1/api/spanstore"

type ArchiveStorage struct {
	Reader spanstore.Reader
	Writer spanstore.Writer
}
`,
  [`${JAEGER}/internal/storage/v2/clickhouse/factory.go`]: `package clickhouse

import (
	"context"
	"errors"

	"${JAEGER}/internal/storage/v2/api/tracestore"
	"${JAEGER}/internal/telemetry"
)

func NewFactory(context.Context, Configuration, telemetry.Settings) (tracestore.Factory, error) {
	return nil, errors.New("built without ClickHouse")
}
`,
};
const OPERATOR = 'github.com/prometheus-operator/prometheus-operator';

/**
 * Linux can be built without nftables' own expression for queues (`CONFIG_NFT_QUEUE`); the target of xtables, which nftables can call
 * too, does the same in every kernel that has it.
 */
const QUEUE_THROUGH_XTABLES = `package expr

import (
	"encoding/binary"

	"github.com/google/nftables/xt"
)

type QueueFlag uint16

const QueueFlagBypass QueueFlag = 1

type Queue struct {
	Num   uint16
	Total uint16
	Flag  QueueFlag
}

// struct xt_NFQ_info_v3, padded to eight bytes
func (e *Queue) target() *Target {
	info := make(xt.Unknown, 8)
	binary.NativeEndian.PutUint16(info[0:], e.Num)
	binary.NativeEndian.PutUint16(info[2:], 1)
	binary.NativeEndian.PutUint16(info[4:], uint16(e.Flag))
	return &Target{Name: "NFQUEUE", Rev: 3, Info: &info}
}

func (e *Queue) marshal(fam byte) ([]byte, error)       { return e.target().marshal(fam) }
func (e *Queue) marshalData(fam byte) ([]byte, error)   { return e.target().marshalData(fam) }
func (e *Queue) unmarshal(fam byte, data []byte) error { return nil }
`;
const CONTAINERD = 'github.com/containerd/containerd/v2';

/** A program of containerd, without the snapshotters that need libraries in C. */
function containerd(name: string): Tool {
  return {
    wrapper: 'containerd',
    mainPackage: `${CONTAINERD}/cmd/${name}`,
    module: CONTAINERD,
    tags: ['no_btrfs', 'no_devmapper', 'no_zfs'],
    stamp: (version) => [`${CONTAINERD}/version.Version=${version}`],
  };
}

/** Prometheus' module version 0.313 stands for release 3.13; only the Kubernetes service discovery is built. */
function prometheus(name: string): Tool {
  return {
    ...prometheusStyle('prometheus', `${PROMETHEUS}/cmd/${name}`, PROMETHEUS),
    stamp: (version) => {
      const [, minor = '', patch = ''] = version.split('.');
      return [`github.com/prometheus/common/version.Version=${minor[0]}.${Number(minor.slice(1))}.${patch}`];
    },
    tags: ['remove_all_sd', 'enable_kubernetes_sd'],
  };
}

/** Every program by the name of its binary, in build order. */
export const TOOLS = {
  etcd: { wrapper: 'etcd', mainPackage: 'go.etcd.io/etcd/server/v3', module: 'go.etcd.io/etcd/server/v3' },
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  kubectl: kubernetes('kubectl'),
  kubelet: kubernetes('kubelet'),
  'kube-proxy': kubernetes('kube-proxy'),
  'kube-apiserver-1.34': kubernetes('kube-apiserver', 'kubernetes-1.34'),
  'kube-apiserver-1.37': kubernetes('kube-apiserver', 'kubernetes-1.37'),
  kwok: {
    wrapper: 'kwok',
    mainPackage: 'sigs.k8s.io/kwok/cmd/kwok',
    module: 'sigs.k8s.io/kwok',
    stamp: (version) => [`sigs.k8s.io/kwok/pkg/consts.Version=${version.slice(1)}`],
  },
  containerd: containerd('containerd'),
  'containerd-shim-runc-v2': containerd('containerd-shim-runc-v2'),
  ctr: containerd('ctr'),
  'kube-network-policies': {
    wrapper: 'kube-network-policies',
    mainPackage: 'sigs.k8s.io/kube-network-policies/cmd',
    module: 'sigs.k8s.io/kube-network-policies',
    files: { 'github.com/google/nftables/expr/queue.go': QUEUE_THROUGH_XTABLES },
  },
  promtool: prometheus('promtool'),
  prometheus: prometheus('prometheus'),
  alertmanager: {
    ...prometheusStyle('alertmanager', `${ALERTMANAGER}/cmd/alertmanager`, ALERTMANAGER),
    files: { [ALERTMANAGER_UI]: '' },
  },
  amtool: prometheusStyle('alertmanager', `${ALERTMANAGER}/cmd/amtool`, ALERTMANAGER),
  'prometheus-operator': prometheusStyle('prometheus-operator', `${OPERATOR}/cmd/operator`, OPERATOR),
  'admission-webhook': prometheusStyle('prometheus-operator', `${OPERATOR}/cmd/admission-webhook`, OPERATOR),
  'prometheus-config-reloader': prometheusStyle(
    'prometheus-operator',
    `${OPERATOR}/cmd/prometheus-config-reloader`,
    OPERATOR,
  ),
  node_exporter: prometheusStyle('node-exporter', 'github.com/prometheus/node_exporter'),
  blackbox_exporter: prometheusStyle('blackbox-exporter', 'github.com/prometheus/blackbox_exporter'),
  'kube-state-metrics': prometheusStyle('kube-state-metrics', 'k8s.io/kube-state-metrics/v2'),
  'kube-rbac-proxy': {
    wrapper: 'kube-rbac-proxy',
    mainPackage: 'github.com/brancz/kube-rbac-proxy/cmd/kube-rbac-proxy',
    module: 'github.com/brancz/kube-rbac-proxy',
    stamp: (version) => [`k8s.io/component-base/version.gitVersion=${version}`],
  },
  'metrics-server': {
    wrapper: 'metrics-server',
    mainPackage: 'sigs.k8s.io/metrics-server/cmd/metrics-server',
    module: 'sigs.k8s.io/metrics-server',
    stamp: (version) => [`k8s.io/client-go/pkg/version.gitVersion=${version}`],
  },
  'prometheus-adapter': {
    wrapper: 'prometheus-adapter',
    mainPackage: 'sigs.k8s.io/prometheus-adapter/cmd/adapter',
    module: 'sigs.k8s.io/prometheus-adapter',
  },
  coredns: {
    wrapper: 'coredns',
    mainPackage: 'github.com/coredns/coredns',
    module: 'github.com/coredns/coredns',
  },
  elasticsearch_exporter: prometheusStyle(
    'elasticsearch-exporter',
    'github.com/prometheus-community/elasticsearch_exporter',
  ),
  mysqld_exporter: prometheusStyle('mysqld-exporter', 'github.com/prometheus/mysqld_exporter'),
  'nginx-prometheus-exporter': prometheusStyle('nginx-exporter', 'github.com/nginx/nginx-prometheus-exporter'),
  traefik: {
    wrapper: 'traefik',
    mainPackage: `${TRAEFIK}/cmd/traefik`,
    module: TRAEFIK,
    // Its user interface is built by npm, and is not in the module.
    files: { [`${TRAEFIK}/webui/static/index.html`]: '', [DNS_PROVIDERS]: NO_DNS_PROVIDER },
    stamp: (version) => [`${TRAEFIK}/pkg/version.Version=${version.slice(1)}`],
  },
  'nats-server': {
    wrapper: 'nats',
    mainPackage: 'github.com/nats-io/nats-server/v2',
    module: 'github.com/nats-io/nats-server/v2',
  },
  'nats-streaming-server': {
    wrapper: 'nats-streaming',
    mainPackage: 'github.com/nats-io/nats-streaming-server',
    module: 'github.com/nats-io/nats-streaming-server',
  },
  'pod-security': {
    wrapper: 'pod-security',
    mainPackage: '.',
    module: 'k8s.io/pod-security-admission',
    source: 'main.go',
  },
  'component-config': {
    wrapper: 'component-config',
    mainPackage: '.',
    module: 'k8s.io/kubelet',
    source: 'main.go',
  },
  'stand-in': {
    wrapper: 'stand-in',
    mainPackage: '.',
    module: 'faas-stack/tools/stand-in',
    source: 'main.go',
  },
  otelcol: {
    wrapper: 'otel-collector',
    mainPackage: '.',
    module: 'go.opentelemetry.io/collector/otelcol',
    source: 'main.go',
    stamp: (version) => [`main.version=${version.slice(1)}`],
    files: NO_CLOUDS,
  },
  jaeger: {
    wrapper: 'jaeger',
    mainPackage: `${JAEGER}/cmd/jaeger`,
    module: JAEGER,
    source: JAEGER_COMPONENTS,
    files: {
      [`${JAEGER}/cmd/jaeger/internal/components.go`]: toolSource('jaeger', JAEGER_COMPONENTS),
      ...JAEGER_WITHOUT,
    },
  },
  pulumi: {
    wrapper: 'pulumi',
    mainPackage: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
    module: 'github.com/pulumi/pulumi/pkg/v3',
    // The Automation API refuses a program that cannot name its version.
    stamp: (version) => [`github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`],
  },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** Programs of every cluster; the other programs are needed by some test files only (test-files.ts). */
export const CLUSTER_TOOLS = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubectl',
  'kwok',
] as const satisfies ToolName[];

/** Typed view of the table: `satisfies` keeps the names but narrows each entry to its own shape. */
export function toolOf(name: ToolName): Tool {
  return TOOLS[name];
}
