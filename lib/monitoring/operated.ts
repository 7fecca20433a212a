import type { ComponentId } from '../kube/labels';
import type { PlatformChart } from '../kube/platform-chart';
import { retentionOf, scheduling, type ClaimRetention, type PodSettings } from '../kube/pod-settings';
import { requirements, type Resources } from '../kube/resources';
import {
  appArmorProfile,
  containerSecurityContext,
  namesUser,
  podSecurityContext,
  type SecurityProfile,
} from '../kube/security';
import { parseSize } from '../text/quantity';
import type { ImageName } from '../catalogue/images';
import type { PrometheusSpec } from '../crds';

/** Labels that the operator sets on the pods of a Prometheus or an Alertmanager, for selectors. */
export function operatedSelector(
  program: 'prometheus' | 'prometheus-agent' | 'alertmanager',
  resource: string,
): Record<string, string> {
  return {
    'app.kubernetes.io/name': program,
    'app.kubernetes.io/instance': resource,
    'app.kubernetes.io/managed-by': 'prometheus-operator',
  };
}

/** The image of a custom resource's pods, and the version that shows the operator the features of the program. */
export function operatedImage(
  chart: PlatformChart,
  name: ImageName,
): Pick<PrometheusSpec, 'image' | 'version' | 'imagePullPolicy' | 'imagePullSecrets'> {
  const { versions, pullPolicy, pullSecrets } = chart.settings.images;
  return {
    image: chart.image(name),
    version: versions[name].replace(/^.*:/, ''),
    imagePullPolicy: pullPolicy,
    imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })),
  };
}

/** The containers that the operator adds to the program's own. */
const SIDECARS = { containers: ['config-reloader'], initContainers: ['init-config-reloader'] };

/** Properties of {@link operatedPod}. */
export interface OperatedPodProps {
  readonly component: ComponentId;
  readonly replicas: number;
  readonly security: SecurityProfile;
  /** Labels that the operator sets on the pods. */
  readonly selector: Readonly<Record<string, string>>;
  readonly pods: PodSettings;
}

/** The fields of a custom resource that {@link operatedPod} sets. */
type OperatedPod = Pick<
  PrometheusSpec,
  | 'podMetadata'
  | 'affinity'
  | 'topologySpreadConstraints'
  | 'nodeSelector'
  | 'tolerations'
  | 'priorityClassName'
  | 'securityContext'
  | 'enableServiceLinks'
  | 'containers'
  | 'initContainers'
>;

/** Settings that the pods of a custom resource share with all other pods of the platform. */
export function operatedPod(
  chart: PlatformChart,
  { component: { component, program, partOf }, replicas, security, selector, pods }: OperatedPodProps,
): OperatedPod {
  // The operator merges these into its own containers of the same names.
  const hardened = (names: readonly string[]) =>
    names.map((name) => ({ name, securityContext: containerSecurityContext(security) }));
  const nodeSelector = { 'kubernetes.io/os': 'linux' };
  const scheduled = scheduling(
    { role: 'anywhere', selector, maxPods: replicas, nodeSelector, pods },
    chart.settings.placement,
  );
  return {
    podMetadata: {
      labels: { ...pods.labels, 'app.kubernetes.io/component': component, 'app.kubernetes.io/part-of': partOf },
      ...(Object.keys(pods.annotations).length > 0 ? { annotations: pods.annotations } : {}),
    },
    ...(scheduled as OperatedPod),
    securityContext: {
      ...podSecurityContext(security, namesUser([security], chart.settings.fixedUsers)),
      ...(chart.settings.appArmor ? { appArmorProfile: appArmorProfile([security]) } : {}),
    },
    enableServiceLinks: false,
    containers: hardened([program, ...SIDECARS.containers]),
    initContainers: hardened(SIDECARS.initContainers),
  };
}

/** Storage of the pods of a custom resource. */
export interface OperatedStorageProps {
  readonly size: string;
  /** @default - the platform's storage class */
  readonly storageClassName?: string;
  readonly claimRetention: ClaimRetention;
}

/** Requests and limits of the program in the pods of a custom resource, with the data where persistence is off. */
export function operatedResources(
  chart: PlatformChart,
  { resources, size }: { readonly resources: Resources; readonly size: string },
): PrometheusSpec['resources'] {
  const { enabled } = chart.settings.persistence;
  return requirements(resources, enabled ? 0 : Math.ceil(parseSize(size).mebibytes));
}

/** The claim of each pod of a custom resource or, where persistence is off, scratch space of the same size. */
export function operatedStorage(
  chart: PlatformChart,
  { size, claimRetention, storageClassName }: OperatedStorageProps,
): Pick<PrometheusSpec, 'storage' | 'persistentVolumeClaimRetentionPolicy'> {
  const { enabled, storageClassName: shared } = chart.settings.persistence;
  if (!enabled) return { storage: { emptyDir: { sizeLimit: size } } };
  const className = storageClassName ?? shared;
  const spec = {
    accessModes: ['ReadWriteOnce'],
    ...(className ? { storageClassName: className } : {}),
    resources: { requests: { storage: size } },
  };
  return {
    storage: { volumeClaimTemplate: { spec } },
    ...retentionOf(claimRetention),
  };
}
