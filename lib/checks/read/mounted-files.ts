import { findObject, objectsOfKind, perSubject, type CheckedObject, type Subject } from '../subject';
import { podOwners, type ContainerManifest, type PodOwner } from './manifests';

/** Where a container sees a file of a ConfigMap or a Secret. */
export interface Mount {
  readonly owner: PodOwner;
  readonly container: ContainerManifest;
  readonly path: string;
}

/** A file in a ConfigMap, or as a text in a Secret. */
export interface ConfigFile {
  readonly object: CheckedObject;
  /** The field of the object that has the key. */
  readonly field: 'data' | 'stringData';
  readonly key: string;
  readonly text: string;
  readonly mounts: readonly Mount[];
}

interface Item {
  readonly key: string;
  readonly path: string;
}

type Kind = 'ConfigMap' | 'Secret';

interface NamedSource {
  readonly name?: string;
  readonly items?: readonly Item[];
}

interface Source extends NamedSource {
  readonly kind: Kind;
}

interface Sources {
  readonly configMap?: NamedSource;
  readonly secret?: NamedSource & { readonly secretName?: string };
}

interface Volume extends Sources {
  readonly name: string;
  readonly projected?: { readonly sources?: readonly Sources[] };
}

/** Every file in the ConfigMaps and every text in the Secrets, and where it is mounted. */
export const configFiles = perSubject((subject: Subject): ConfigFile[] => {
  const mounts = new Map<string, Mount[]>();
  for (const owner of podOwners(subject)) {
    const { namespace } = owner.object.manifest.metadata;
    const volumes = new Map(
      ((owner.pod.spec.volumes ?? []) as readonly Volume[]).map((volume) => [volume.name, sourcesOf(volume)]),
    );
    for (const container of owner.containers) {
      for (const mount of container.volumeMounts ?? []) {
        for (const { kind, name, items } of volumes.get(mount.name) ?? []) {
          if (name === undefined) continue;
          const at = placeOf(kind, namespace, name);
          for (const [key, path] of pathsOf(mount, items, keysOf(subject, kind, namespace, name))) {
            const place = `${at} ${key}`;
            mounts.set(place, [...(mounts.get(place) ?? []), { owner, container, path }]);
          }
        }
      }
    }
  }
  const filesOf = (kind: Kind, field: ConfigFile['field']): ConfigFile[] =>
    objectsOfKind(subject, kind).flatMap((object) => {
      const { name, namespace } = object.manifest.metadata;
      const texts = Object.entries((object.manifest[field] ?? {}) as Readonly<Record<string, unknown>>);
      return texts.flatMap(([key, text]): ConfigFile[] =>
        typeof text === 'string'
          ? [{ object, field, key, text, mounts: mounts.get(`${placeOf(kind, namespace, name)} ${key}`) ?? [] }]
          : [],
      );
    });
  return [...filesOf('ConfigMap', 'data'), ...filesOf('Secret', 'stringData')];
});

function sourcesOf({ projected, ...own }: Volume): readonly Source[] {
  return [own, ...(projected?.sources ?? [])].flatMap(({ configMap, secret }): Source[] => [
    ...(configMap ? [{ ...configMap, kind: 'ConfigMap' as const }] : []),
    ...(secret ? [{ ...secret, name: secret.secretName ?? secret.name, kind: 'Secret' as const }] : []),
  ]);
}

function keysOf(subject: Subject, kind: Kind, namespace: string | undefined, name: string): string[] {
  const manifest = findObject(subject, kind, name, namespace)?.manifest;
  return ['data', 'stringData'].flatMap((field) => Object.keys(manifest?.[field] ?? {}));
}

/** Keys of a ConfigMap or a Secret, and their paths in the container. */
function pathsOf(
  { mountPath, subPath }: { readonly mountPath: string; readonly subPath?: string },
  items: readonly Item[] | undefined,
  keys: readonly string[],
): [key: string, path: string][] {
  const folder = mountPath.replace(/\/+$/, '');
  return (items ?? keys.map((key) => ({ key, path: key }))).flatMap(({ key, path }): [string, string][] => {
    if (subPath === undefined) return [[key, `${folder}/${path}`]];
    if (path === subPath) return [[key, folder]];
    return path.startsWith(`${subPath}/`) ? [[key, `${folder}/${path.slice(subPath.length + 1)}`]] : [];
  });
}

function placeOf(kind: Kind, namespace = '', name = ''): string {
  return `${kind}/${namespace}/${name}`;
}
