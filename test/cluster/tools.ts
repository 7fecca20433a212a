/** A program the cluster test runs, built from the Go module proxy. */
interface Tool {
  /** Folder under `tools/` whose go.mod pins the program's module and everything below it. */
  readonly wrapper: string;
  /** Import path of the main package. */
  readonly mainPackage: string;
  /** Module whose version is the program's version. */
  readonly module: string;
  /**
   * Variables the linker sets, in the form `import/path.name=value`.
   * @default none
   */
  readonly stamp?: (version: string) => readonly string[];
  /**
   * Go build tags.
   * @default none
   */
  readonly tags?: readonly string[];
}

/** What `hack/lib/version.sh` of Kubernetes stamps; without it the programs call themselves v0.0.0-master. */
function kubernetesStamp(version: string): readonly string[] {
  const [major = '', minor = ''] = version.slice(1).split('.');
  return ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
    `${path}.gitVersion=${version}`,
    `${path}.gitMajor=${major}`,
    `${path}.gitMinor=${minor}`,
    `${path}.gitTreeState=clean`,
  ]);
}

function kubernetes(name: string): Tool {
  return {
    wrapper: 'kubernetes',
    mainPackage: `k8s.io/kubernetes/cmd/${name}`,
    module: 'k8s.io/kubernetes',
    stamp: kubernetesStamp,
  };
}

/** Every program by the name of its binary, in build order. */
export const TOOLS = {
  etcd: { wrapper: 'etcd', mainPackage: 'go.etcd.io/etcd/server/v3', module: 'go.etcd.io/etcd/server/v3' },
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  kubectl: kubernetes('kubectl'),
  kwok: {
    wrapper: 'kwok',
    mainPackage: 'sigs.k8s.io/kwok/cmd/kwok',
    module: 'sigs.k8s.io/kwok',
    stamp: (version) => [`sigs.k8s.io/kwok/pkg/consts.Version=${version.slice(1)}`],
  },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** Typed view of the table: `satisfies` keeps the names but narrows each entry to its own shape. */
export function toolOf(name: ToolName): Tool {
  return TOOLS[name];
}
