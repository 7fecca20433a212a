import type { k8s } from '../kube/k8s';
import type { ComponentId } from '../kube/labels';
import { apart } from '../kube/placement';
import type { PlatformChart } from '../kube/platform-chart';
import { containerSecurityContext, podSecurityContext, type SecurityProfile } from '../kube/security';
import type { ImageName } from '../catalogue/images';
import type { PrometheusSpec } from '../crds';

/** Labels that the operator sets on the pods of a Prometheus or an Alertmanager, for selectors. */
export function operatedSelector(program: 'prometheus' | 'alertmanager', resource: string): Record<string, string> {
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

/** Settings that the pods of a custom resource share with all other pods of the platform. */
export function operatedPod(
  chart: PlatformChart,
  security: SecurityProfile,
  selector: Readonly<Record<string, string>>,
  { component, program, partOf }: ComponentId,
): {
  podMetadata: { labels: Record<string, string> };
  nodeSelector: Record<string, string>;
  affinity?: { podAntiAffinity: k8s.PodAntiAffinity };
  securityContext: k8s.PodSecurityContext;
  enableServiceLinks: boolean;
  containers: { name: string; securityContext: k8s.SecurityContext }[];
  initContainers: { name: string; securityContext: k8s.SecurityContext }[];
} {
  // The operator merges these into its own containers of the same names.
  const hardened = (names: readonly string[]) =>
    names.map((name) => ({ name, securityContext: containerSecurityContext(security) }));
  return {
    podMetadata: { labels: { 'app.kubernetes.io/component': component, 'app.kubernetes.io/part-of': partOf } },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    ...(chart.settings.placement.affinity ? { affinity: { podAntiAffinity: apart(selector) } } : {}),
    securityContext: podSecurityContext(security),
    enableServiceLinks: false,
    containers: hardened([program, ...SIDECARS.containers]),
    initContainers: hardened(SIDECARS.initContainers),
  };
}

/** The claim of each pod of a custom resource or, where persistence is off, scratch space of the same size. */
export function operatedStorage(chart: PlatformChart, size: string): Pick<PrometheusSpec, 'storage'> {
  const { enabled, storageClassName } = chart.settings.persistence;
  if (!enabled) return { storage: { emptyDir: { sizeLimit: size } } };
  const spec = {
    accessModes: ['ReadWriteOnce'],
    ...(storageClassName ? { storageClassName } : {}),
    resources: { requests: { storage: size } },
  };
  return { storage: { volumeClaimTemplate: { spec } } };
}
