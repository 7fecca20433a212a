import { Construct, type IConstruct } from 'constructs';
import type { ConfigFiles } from './config-files';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import { PlatformChart } from './platform-chart';
import { parseSize } from '../text/quantity';
import type { SecretRef } from './secrets';

/** A volume of a pod. */
export type Volume = { readonly name: string } & (
  | { readonly config: ConfigFiles; readonly executable?: boolean }
  /** A ConfigMap of the user, without files until it exists. */
  | { readonly existingConfig: string }
  /** All keys as files, or only the keys of `items`, under other names. */
  | { readonly secret: SecretRef; readonly items?: Readonly<Record<string, string>> }
  /** The keys of several Secrets as files of one folder. */
  | { readonly secrets: readonly SecretRef[] }
  /** Token of the pod's identity with a lifetime in seconds, CA certificate of the API server and namespace, as Kubernetes mounts them. */
  | { readonly apiTokenSeconds: number }
  /** Space that goes with the pod, and its limit. */
  | { readonly scratchMiB: number }
  /** Memory that goes with the pod, for files that no disk may keep, and its limit. It counts as memory of the container that writes. */
  | { readonly memoryMiB: number }
  /** A path of the node. */
  | { readonly hostPath: string; readonly type: 'Directory' | 'DirectoryOrCreate' | 'Socket' }
  /** A PersistentVolumeClaim of its own object. */
  | { readonly claim: string }
  /** A claim that the StatefulSet makes for each replica, of this size. */
  | { readonly claimTemplate: string }
);

/** A place where a container sees a volume. */
export interface Mount {
  readonly volume: Volume;
  readonly path: string;
  /** One file of the volume. @default - all of it. */
  readonly subPath?: string;
  /** @default - as the volume is: configuration and Secrets are read-only. */
  readonly readOnly?: boolean;
  /** Whether mounts that the node makes later are seen. @default - they are not. */
  readonly propagation?: 'HostToContainer';
}

/** Scratch space for `/tmp`, which a read-only root file system lacks. */
export const TMP: Mount = { volume: { name: 'tmp', scratchMiB: 64 }, path: '/tmp' };

/** `/tmp` of scripts that write credentials to files. */
export const SECRET_TMP: Mount = { volume: { name: 'tmp', memoryMiB: 8 }, path: '/tmp' };

/** Where scripts write files with credentials, beside a `/tmp` on disk for everything else. */
export const CREDENTIALS: Mount = { volume: { name: 'credentials', memoryMiB: 1 }, path: '/run/credentials' };

/** The typed form of a pod's volumes; claim templates are the StatefulSet's. */
export function toVolumes(volumes: readonly Volume[]): k8s.Volume[] {
  return volumes.flatMap((volume): k8s.Volume[] => {
    const { name } = volume;
    if ('config' in volume) {
      return [{ name, configMap: { name: volume.config.name, defaultMode: volume.executable ? 0o555 : 0o444 } }];
    }
    if ('existingConfig' in volume) {
      return [{ name, configMap: { name: volume.existingConfig, defaultMode: 0o444, optional: true } }];
    }
    if ('secret' in volume) {
      const items = volume.items && Object.entries(volume.items).map(([key, path]) => ({ key, path }));
      return [{ name, secret: { secretName: volume.secret.name, defaultMode: 0o440, items } }];
    }
    if ('secrets' in volume) {
      const sources = volume.secrets.map((secret) => ({ secret: { name: secret.name } }));
      return [{ name, projected: { sources, defaultMode: 0o440 } }];
    }
    if ('apiTokenSeconds' in volume) return [apiTokenVolume(name, volume.apiTokenSeconds)];
    if ('hostPath' in volume) return [{ name, hostPath: { path: volume.hostPath, type: volume.type } }];
    if ('claim' in volume) return [{ name, persistentVolumeClaim: { claimName: volume.claim } }];
    if ('claimTemplate' in volume) return [];
    if ('memoryMiB' in volume) {
      return [{ name, emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString(`${volume.memoryMiB}Mi`) } }];
    }
    return [{ name, emptyDir: { sizeLimit: k8s.Quantity.fromString(`${volume.scratchMiB}Mi`) } }];
  });
}

/** Content of the volume that the admission controller ServiceAccount would mount, except for the lifetime of the token. */
function apiTokenVolume(name: string, expirationSeconds: number): k8s.Volume {
  return {
    name,
    projected: {
      defaultMode: 0o444,
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { downwardApi: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
      ],
    },
  };
}

/** The claim templates of a StatefulSet. */
export function toClaimTemplates(
  volumes: readonly Volume[],
  labels: Readonly<Record<string, string>>,
  storageClassName?: string,
): k8s.KubePersistentVolumeClaimProps[] {
  return volumes.flatMap((volume) =>
    'claimTemplate' in volume
      ? [{ metadata: { name: volume.name, labels }, spec: claimSpec(volume.claimTemplate, storageClassName) }]
      : [],
  );
}

/** Where a stateful component keeps its data. */
export interface DataVolumeProps {
  readonly component: ComponentId;
  /** Size of the claim, e.g. `2Gi`. */
  readonly size: string;
  /** Name of the volume. @default data */
  readonly name?: string;
  /** @default - the platform's storage class */
  readonly storageClassName?: string;
}

/** Kind of the metadata of a construct whose pods mount a claim of the user. */
const EXISTING_CLAIM = 'existing-claim';

/** A claim of the user, older than the platform; the construct keeps that fact. */
export function existingClaim(scope: IConstruct, name: string, claim: string): Volume {
  scope.node.addMetadata(EXISTING_CLAIM, claim);
  return { name, claim };
}

/** Whether a construct, or one around it, mounts a claim of the user with this name. */
export function isExistingClaim(construct: IConstruct, claim: string): boolean {
  return construct.node.scopes.some(({ node }) =>
    node.metadata.some(({ type, data }) => type === EXISTING_CLAIM && data === claim),
  );
}

/**
 * The volume of a component with one replica: a claim of its own or, where persistence is off, scratch space of the same
 * size. A component with replicas takes {@link replicaVolume}.
 */
export function dataVolume(scope: Construct, props: DataVolumeProps): Volume {
  const chart = PlatformChart.of(scope);
  const name = props.name ?? 'data';
  const { enabled, storageClassName } = chart.settings.persistence;
  if (!enabled) return scratch(name, props.size);
  const metadata = chart.metadata(props.component, 'pvc');
  new k8s.KubePersistentVolumeClaim(scope, 'Claim', {
    metadata,
    spec: claimSpec(props.size, props.storageClassName ?? storageClassName),
  });
  return { name, claim: metadata.name };
}

/** The volume of each replica of a StatefulSet: a claim or, where persistence is off, scratch space of the same size. */
export function replicaVolume(scope: Construct, name: string, size: string): Volume {
  return PlatformChart.of(scope).settings.persistence.enabled ? { name, claimTemplate: size } : scratch(name, size);
}

function scratch(name: string, size: string): Volume {
  return { name, scratchMiB: Math.ceil(parseSize(size).mebibytes) };
}

function claimSpec(size: string, storageClassName?: string): k8s.PersistentVolumeClaimSpec {
  return {
    accessModes: ['ReadWriteOnce'],
    ...(storageClassName ? { storageClassName } : {}),
    resources: { requests: { storage: k8s.Quantity.fromString(size) } },
  };
}
