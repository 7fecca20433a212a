import { findObject, objectsOfKind, perSubject, type CheckedObject, type Subject } from '../subject';
import { podOwners, type ContainerManifest, type PodOwner } from './manifests';

/** Where a container sees a file of a ConfigMap. */
export interface Mount {
  readonly owner: PodOwner;
  readonly container: ContainerManifest;
  readonly path: string;
}

/** A file in a ConfigMap. */
export interface ConfigFile {
  readonly object: CheckedObject;
  readonly key: string;
  readonly text: string;
  readonly mounts: readonly Mount[];
}

interface Item {
  readonly key: string;
  readonly path: string;
}

interface ConfigMapSource {
  readonly name?: string;
  readonly items?: readonly Item[];
}

interface Volume {
  readonly name: string;
  readonly configMap?: ConfigMapSource;
  readonly projected?: { readonly sources?: readonly { readonly configMap?: ConfigMapSource }[] };
}

/** Every file in the ConfigMaps, and where it is mounted. */
export const configFiles = perSubject((subject: Subject): ConfigFile[] => {
  const mounts = new Map<string, Mount[]>();
  for (const owner of podOwners(subject)) {
    const { namespace } = owner.object.manifest.metadata;
    const volumes = new Map(
      ((owner.pod.spec.volumes ?? []) as readonly Volume[]).map((volume) => [volume.name, sourcesOf(volume)]),
    );
    for (const container of owner.containers) {
      for (const mount of container.volumeMounts ?? []) {
        for (const { name, items } of volumes.get(mount.name) ?? []) {
          if (name === undefined) continue;
          const at = placeOf(namespace, name);
          for (const [key, path] of pathsOf(mount, items, keysOf(subject, namespace, name))) {
            const place = `${at} ${key}`;
            mounts.set(place, [...(mounts.get(place) ?? []), { owner, container, path }]);
          }
        }
      }
    }
  }
  return objectsOfKind(subject, 'ConfigMap').flatMap((object) => {
    const { name, namespace } = object.manifest.metadata;
    return Object.entries((object.manifest['data'] ?? {}) as Readonly<Record<string, unknown>>).flatMap(
      ([key, text]): ConfigFile[] =>
        typeof text === 'string'
          ? [{ object, key, text, mounts: mounts.get(`${placeOf(namespace, name)} ${key}`) ?? [] }]
          : [],
    );
  });
});

function sourcesOf({ configMap, projected }: Volume): readonly ConfigMapSource[] {
  const parts = (projected?.sources ?? []).flatMap((source) => source.configMap ?? []);
  return configMap ? [configMap, ...parts] : parts;
}

function keysOf(subject: Subject, namespace: string | undefined, name: string): string[] {
  const object = findObject(subject, 'ConfigMap', name, namespace);
  return Object.keys(object?.manifest['data'] ?? {});
}

/** Keys of a ConfigMap, and their paths in the container. */
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

function placeOf(namespace = '', name = ''): string {
  return `${namespace}/${name}`;
}
