/** Where the metrics of a file are served: by a component at `/metrics`, or at the place of an endpoint of its own. */

/** Source files by the component that serves their metrics; the first that fits counts. */
const PLACES: readonly (readonly [path: string, ...places: string[]])[] = [
  ['cadvisor', 'kubelet-cadvisor'],
  ['k8s.io/kubernetes/pkg/kubelet/metrics/collectors/resource_metrics.go', 'kubelet-resource'],
  ['k8s.io/kubernetes/pkg/kubelet/prober/', 'kubelet-probes'],
  ['k8s.io/kubernetes/pkg/scheduler/metrics/resources/', 'kube-scheduler-resources'],
  ['k8s.io/component-base/metrics/prometheus/slis/', 'slis'],
  ['k8s.io/component-base/', 'all'],
  ['k8s.io/kubernetes/pkg/controlplane/', 'apiserver'],
  ['k8s.io/kubernetes/pkg/registry/', 'apiserver'],
  ['k8s.io/kubernetes/pkg/serviceaccount/', 'apiserver'],
  ['k8s.io/kubernetes/plugin/pkg/', 'apiserver'],
  ['k8s.io/apiserver/', 'apiserver'],
  ['k8s.io/apiextensions-apiserver/', 'apiserver'],
  ['k8s.io/kube-aggregator/', 'apiserver'],
  ['k8s.io/pod-security-admission/', 'apiserver'],
  ['k8s.io/kubernetes/pkg/controller/', 'kube-controller-manager'],
  ['k8s.io/endpointslice/', 'kube-controller-manager'],
  ['k8s.io/kubernetes/pkg/scheduler/', 'kube-scheduler'],
  ['k8s.io/kubernetes/pkg/proxy/', 'kube-proxy'],
  ['k8s.io/kubernetes/cmd/kubelet/', 'kubelet'],
  ['k8s.io/kubernetes/pkg/kubelet/', 'kubelet'],
  ['k8s.io/kubernetes/pkg/credentialprovider/', 'kubelet'],
  // The controller manager attaches volumes, and the kubelet mounts them.
  ['k8s.io/kubernetes/pkg/volume/', 'kubelet', 'kube-controller-manager'],
  ['k8s.io/dynamic-resource-allocation/', 'kube-controller-manager', 'kube-scheduler'],
  ['k8s.io/cloud-provider/', 'cloud-controller-manager'],
  ['k8s.io/kubernetes/cluster/images/etcd-version-monitor/', 'etcd-version-monitor'],
];

/**
 * The places that serve the metrics of a source file.
 *
 * @throws for a file that no line of the table is about
 */
export function placesOf(file: string): readonly string[] {
  const [, ...places] = PLACES.find(([path]) => file.startsWith(path)) ?? [''];
  if (places.length === 0)
    throw new Error(`${file} defines metrics; write in test/harvest/components.ts who serves them`);
  return places;
}
