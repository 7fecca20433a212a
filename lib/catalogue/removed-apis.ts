/** A kind in a version of the API that Kubernetes serves no longer. */
interface RemovedApi {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** The first version of Kubernetes that does not serve it. */
  readonly removedIn: string;
  /** The version that takes its place; objects are written in it since long before. @default - none */
  readonly successor?: string;
}

const removed = (removedIn: string, apiVersion: string, kinds: string, successor?: string): RemovedApi => ({
  removedIn,
  apiVersion,
  kinds: kinds.split(' '),
  successor,
});

/**
 * Versions of the API by the version of Kubernetes that removed them (k8s.io/api v0.37.2, k8s.io/apiextensions-apiserver and
 * k8s.io/kube-aggregator v0.37.2, `APILifecycleRemoved` in each zz_generated.prerelease-lifecycle.go; policies for the security of pods:
 * Kubernetes, "Deprecated API Migration Guide").
 */
export const REMOVED_APIS: readonly RemovedApi[] = [
  removed('1.16', 'extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', 'apps/v1'),
  removed('1.16', 'extensions/v1beta1', 'NetworkPolicy', 'networking.k8s.io/v1'),
  removed('1.16', 'extensions/v1beta1', 'PodSecurityPolicy'),
  removed('1.16', 'apps/v1beta1', 'ControllerRevision Deployment StatefulSet', 'apps/v1'),
  removed('1.16', 'apps/v1beta2', 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet', 'apps/v1'),
  removed(
    '1.22',
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    'admissionregistration.k8s.io/v1',
  ),
  removed('1.22', 'apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition', 'apiextensions.k8s.io/v1'),
  removed('1.22', 'apiregistration.k8s.io/v1beta1', 'APIService', 'apiregistration.k8s.io/v1'),
  removed('1.22', 'authentication.k8s.io/v1beta1', 'TokenReview', 'authentication.k8s.io/v1'),
  removed(
    '1.22',
    'authorization.k8s.io/v1beta1',
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
    'authorization.k8s.io/v1',
  ),
  removed('1.22', 'certificates.k8s.io/v1beta1', 'CertificateSigningRequest', 'certificates.k8s.io/v1'),
  removed('1.22', 'coordination.k8s.io/v1beta1', 'Lease', 'coordination.k8s.io/v1'),
  removed('1.22', 'extensions/v1beta1', 'Ingress', 'networking.k8s.io/v1'),
  removed('1.22', 'networking.k8s.io/v1beta1', 'Ingress IngressClass', 'networking.k8s.io/v1'),
  removed(
    '1.22',
    'rbac.authorization.k8s.io/v1beta1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    'rbac.authorization.k8s.io/v1',
  ),
  removed('1.22', 'scheduling.k8s.io/v1beta1', 'PriorityClass', 'scheduling.k8s.io/v1'),
  removed('1.22', 'storage.k8s.io/v1beta1', 'CSIDriver CSINode StorageClass VolumeAttachment', 'storage.k8s.io/v1'),
  removed('1.24', 'storage.k8s.io/v1alpha1', 'CSIStorageCapacity VolumeAttachment', 'storage.k8s.io/v1'),
  removed('1.25', 'autoscaling/v2beta1', 'HorizontalPodAutoscaler', 'autoscaling/v2'),
  removed('1.25', 'batch/v1beta1', 'CronJob', 'batch/v1'),
  removed('1.25', 'discovery.k8s.io/v1beta1', 'EndpointSlice', 'discovery.k8s.io/v1'),
  removed('1.25', 'events.k8s.io/v1beta1', 'Event', 'events.k8s.io/v1'),
  removed('1.25', 'node.k8s.io/v1beta1', 'RuntimeClass', 'node.k8s.io/v1'),
  removed('1.25', 'policy/v1beta1', 'PodDisruptionBudget', 'policy/v1'),
  removed('1.25', 'policy/v1beta1', 'PodSecurityPolicy'),
  removed('1.26', 'autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2'),
  ...[
    ['1.26', 'v1beta1'],
    ['1.29', 'v1beta2'],
    ['1.32', 'v1beta3'],
  ].map(([version = '', name = '']) =>
    removed(
      version,
      `flowcontrol.apiserver.k8s.io/${name}`,
      'FlowSchema PriorityLevelConfiguration',
      'flowcontrol.apiserver.k8s.io/v1',
    ),
  ),
  removed('1.27', 'storage.k8s.io/v1beta1', 'CSIStorageCapacity', 'storage.k8s.io/v1'),
  removed(
    '1.32',
    'admissionregistration.k8s.io/v1alpha1',
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/v1',
  ),
  removed(
    '1.34',
    'admissionregistration.k8s.io/v1beta1',
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/v1',
  ),
  removed('1.35', 'storage.k8s.io/v1alpha1', 'VolumeAttributesClass', 'storage.k8s.io/v1'),
  removed('1.37', 'certificates.k8s.io/v1alpha1', 'ClusterTrustBundle'),
  removed('1.37', 'networking.k8s.io/v1beta1', 'IPAddress ServiceCIDR', 'networking.k8s.io/v1'),
  removed('1.37', 'storage.k8s.io/v1beta1', 'VolumeAttributesClass', 'storage.k8s.io/v1'),
];
