/** Minor versions of Kubernetes whose API server accepts every example platform in the cluster test, oldest first. */
export const TESTED_VERSIONS = ['1.34', '1.36', '1.37'] as const;

/** Oldest supported version. */
export const OLDEST_VERSION = TESTED_VERSIONS[0];

/** Newest tested version: the default of `cluster.version`. */
export const NEWEST_VERSION = TESTED_VERSIONS[2];

/** The form of a minor version. */
export const VERSION = /^1\.(0|[1-9]\d{0,2})$/;

/** A place in manifests where a feature is used. */
interface Use {
  /** Kinds of objects; `Pod` also stands for the pod template of every object. @default - every kind */
  readonly kinds?: readonly string[];
  /** Path of the field, `*` for every key or index. @default - the object itself */
  readonly field?: string;
  /** Only this value needs the feature. @default - every value */
  readonly value?: unknown;
}

/** A feature that some supported versions lack. */
interface Feature {
  /** First version with the feature on by default. */
  readonly since: string;
  /** Effect of the feature. */
  readonly title: string;
  /** Reaction of an API server of an earlier version. */
  readonly before: string;
  readonly uses: readonly Use[];
  /** Source file of Kubernetes 1.37.2 that the reaction follows from. */
  readonly source: string;
}

const DROPPED = 'drops the field';
const REFUSED = 'refuses the object';
const POD_FIELDS = 'pkg/api/pod/util.go';

/** A field of pods. */
function podField(since: string, title: string, ...fields: readonly string[]): Feature {
  const uses = fields.map((field) => ({ kinds: ['Pod'], field: `spec.${field}` }));
  return { since, title, before: DROPPED, uses, source: POD_FIELDS };
}

/** A field of all containers of pods. */
function containerField(since: string, title: string, field: string): Feature {
  return podField(since, title, `containers.*.${field}`, `initContainers.*.${field}`);
}

/**
 * Features that an API server of a supported version may lack, by the name of their gate: everything that differs in manifests between
 * versions. `since` is the version in test/compatibility_lifecycle/reference/versioned_feature_list.yaml (Kubernetes 1.37.2).
 */
const FEATURES = {
  HPAConfigurableTolerance: {
    since: '1.35',
    title: 'tolerance of a HorizontalPodAutoscaler, per direction',
    before: DROPPED,
    uses: [{ kinds: ['HorizontalPodAutoscaler'], field: 'spec.behavior.*.tolerance' }],
    source: 'pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go',
  },
  ImageVolume: podField('1.35', 'volumes from images', 'volumes.*.image'),
  EnvFiles: {
    ...containerField('1.35', 'environment variables from files', 'env.*.valueFrom.fileKeyRef'),
    // It drops the field, and the variable is then without a source.
    before: REFUSED,
  },
  ContainerRestartRules: containerField('1.35', 'restart rules of containers', 'restartPolicyRules'),
  HostnameOverride: podField('1.35', 'hostname of a pod that is independent of its name', 'hostnameOverride'),
  MutatingAdmissionPolicy: {
    since: '1.36',
    title: 'mutating admission policies, which harden action pods',
    before: REFUSED,
    uses: [{ kinds: ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'] }],
    source: 'staging/src/k8s.io/api/admissionregistration/v1/register.go',
  },
  HPAScaleToZero: {
    since: '1.37',
    title: 'a HorizontalPodAutoscaler with min: 0',
    before: REFUSED,
    uses: [{ kinds: ['HorizontalPodAutoscaler'], field: 'spec.minReplicas', value: 0 }],
    source: 'pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go',
  },
  MaxUnavailableStatefulSet: {
    since: '1.37',
    title: 'rolling updates of StatefulSets that replace several pods at a time',
    before: DROPPED,
    uses: [{ kinds: ['StatefulSet'], field: 'spec.updateStrategy.rollingUpdate.maxUnavailable' }],
    source: 'pkg/registry/apps/statefulset/strategy.go',
  },
  PodCertificateRequest: podField('1.37', 'certificates of pods', 'volumes.*.projected.sources.*.podCertificate'),
  ClusterTrustBundleProjection: podField(
    '1.37',
    'CA certificates in volumes',
    'volumes.*.projected.sources.*.clusterTrustBundle',
  ),
} satisfies Record<string, Feature>;

/** Name of a feature's gate. */
export type FeatureName = keyof typeof FEATURES;

/** All features, in the order of their versions. */
export const FEATURE_LIST: readonly (Feature & { readonly name: FeatureName })[] = (
  Object.keys(FEATURES) as FeatureName[]
).map((name) => ({ name, ...FEATURES[name] }));

/** First version of Kubernetes with the feature on by default, such as `1.36`. */
export function onSince(feature: FeatureName): string {
  return FEATURES[feature].since;
}

/** Whether a feature is on by default in a version of Kubernetes, such as `1.36`. */
export function hasFeature(feature: FeatureName, version: string): boolean {
  return !isOlder(version, onSince(feature));
}

/** Whether a minor version of Kubernetes is older than another one. */
export function isOlder(version: string, other: string): boolean {
  return minorOf(version) < minorOf(other);
}

/** Every minor version from the oldest supported one to the newest tested one. */
export function supportedVersions(): string[] {
  const [oldest, newest] = [minorOf(OLDEST_VERSION), minorOf(NEWEST_VERSION)];
  return Array.from({ length: newest - oldest + 1 }, (_, index) => `1.${oldest + index}`);
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
