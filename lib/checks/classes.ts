import { globMatches } from '../text/glob';
import type { Check, Finding } from './finding';
import { missing } from './missing';
import { isDeclared } from './read/made';
import { itemsAt, labelsAt, textAt, valueAt } from './read/loose';
import { loosePods } from './read/loose-pods';
import { objectsOfKind, perSubject, type CheckedObject, type Subject } from './subject';

/** Classes that Kubernetes makes, or a cluster of a provider (docs of GKE, EKS, AKS, DigitalOcean, k3s, minikube and Istio). */
const OF_CLUSTERS: Readonly<Record<string, readonly string[]>> = {
  PriorityClass: ['system-node-critical', 'system-cluster-critical'],
  RuntimeClass: ['gvisor', 'kata-*'],
  IngressClass: ['gce*', 'alb', 'traefik', 'webapprouting.*', 'azure-application-gateway'],
  GatewayClass: ['gke-l7-*', 'istio*', 'amazon-vpc-lattice'],
  StorageClass: [
    'standard',
    'standard-rwo',
    'standard-rwx',
    'premium-rwo',
    'premium-rwx',
    'gp2',
    'gp3',
    'default',
    'managed*',
    'azurefile*',
    'azureblob*',
    'do-block-storage*',
    'local-path',
    'hostpath',
  ],
};

/** Annotation that named the class of a claim before the field did. */
const OLD_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/**
 * Every class that is named exists. Classes are the cluster's, as a rule: only where the manifests make some of a kind, or the user
 * declares some, a missing one is a mistake.
 */
export const classes: Check = (subject) => [
  ...loosePods(subject).flatMap(({ object, spec, path }) => [
    ...named(subject, object, 'PriorityClass', textAt(spec, 'priorityClassName'), [...path, 'priorityClassName']),
    ...named(subject, object, 'RuntimeClass', textAt(spec, 'runtimeClassName'), [...path, 'runtimeClassName']),
  ]),
  ...ofSpec(subject, 'Ingress', 'IngressClass', 'ingressClassName'),
  ...ofSpec(subject, 'Gateway', 'GatewayClass', 'gatewayClassName'),
  ...objectsOfKind(subject, 'PersistentVolumeClaim').flatMap((claim) => ofClaim(subject, claim, claim.manifest, [])),
  ...objectsOfKind(subject, 'StatefulSet').flatMap((set) =>
    itemsAt(set.manifest, 'spec', 'volumeClaimTemplates').flatMap((claim, index) =>
      ofClaim(subject, set, claim, ['spec', 'volumeClaimTemplates', index]),
    ),
  ),
  ...['Prometheus', 'PrometheusAgent', 'Alertmanager', 'ThanosRuler'].flatMap((kind) =>
    objectsOfKind(subject, kind).flatMap((object) => {
      const path = ['spec', 'storage', 'volumeClaimTemplate'];
      return ofClaim(subject, object, valueAt(object.manifest, ...path), path);
    }),
  ),
];

function ofSpec(subject: Subject, kind: string, classKind: string, key: string): Finding[] {
  return objectsOfKind(subject, kind).flatMap((object) =>
    named(subject, object, classKind, textAt(object.manifest, 'spec', key), ['spec', key]),
  );
}

/** A claim that names its volume is bound whether there is such a class or not. An empty class is none. */
function ofClaim(
  subject: Subject,
  object: CheckedObject,
  claim: unknown,
  path: readonly (string | number)[],
): Finding[] {
  if (textAt(claim, 'spec', 'volumeName')) return [];
  const name = textAt(claim, 'spec', 'storageClassName') ?? labelsAt(claim, 'metadata', 'annotations')[OLD_ANNOTATION];
  return named(subject, object, 'StorageClass', name, [...path, 'spec', 'storageClassName']);
}

function named(
  subject: Subject,
  object: CheckedObject,
  kind: string,
  name: string | undefined,
  at: readonly (string | number)[],
): Finding[] {
  if (!name) return [];
  const { names, areKnown } = known(subject).get(kind) ?? { names: [], areKnown: false };
  const isOfCluster = OF_CLUSTERS[kind]?.some((pattern) => globMatches(pattern, name)) ?? false;
  if (!areKnown || isOfCluster || names.includes(name) || isDeclared(subject, object, kind, name)) return [];
  return [missing('FS-113', object, `${kind} '${name}'`, names, at)];
}

interface Known {
  readonly names: readonly string[];
  /** Whether the manifests or the user name the classes of this kind. */
  readonly areKnown: boolean;
}

/** The classes by kind. A volume brings the class that it names: claims are bound to it, though there is no such object. */
const known = perSubject((subject: Subject): ReadonlyMap<string, Known> => {
  const { others = [], external = [] } = subject;
  return new Map(
    Object.keys(OF_CLUSTERS).map((kind) => {
      const made = [...objectsOfKind(subject, kind), ...others.filter(({ manifest }) => manifest.kind === kind)].map(
        ({ manifest }) => manifest.metadata.name,
      );
      const volumes = kind === 'StorageClass' ? objectsOfKind(subject, 'PersistentVolume') : [];
      const ofVolumes = volumes.flatMap(({ manifest }) => textAt(manifest, 'spec', 'storageClassName') ?? []);
      const areKnown = made.length > 0 || external.some((pattern) => pattern.startsWith(`${kind}/`));
      return [kind, { names: [...made, ...ofVolumes], areKnown }];
    }),
  );
});
