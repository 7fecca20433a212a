import { findObject, type Subject } from '../subject';
import type { Mount } from './mounted-files';

/** A volume whose files are all known, and lacks one. */
export interface Lack {
  /** Where the files come from, such as `ConfigMap 'web'`. */
  readonly source: string;
  /** Paths of its files in the container. */
  readonly files: readonly string[];
}

interface Items {
  readonly items?: readonly { readonly path: string }[];
}

interface VolumeSource {
  readonly configMap?: Items & { readonly name?: string };
  readonly secret?: Items & { readonly secretName?: string };
}

interface Volume extends VolumeSource {
  readonly name: string;
  readonly projected?: {
    readonly sources?: readonly {
      readonly configMap?: Items & { readonly name?: string };
      readonly secret?: Items & { readonly name?: string };
      readonly serviceAccountToken?: { readonly path: string };
      readonly downwardAPI?: Items;
    }[];
  };
}

/** The volume that should hold a file of a container, and does not; undefined where the file exists, or could. */
export function lackOf(subject: Subject, { owner, container }: Mount, path: string): Lack | undefined {
  const mounts = (container.volumeMounts ?? []).filter(({ mountPath }) => isBelow(path, folderOf(mountPath)));
  const [mount] = mounts.sort((one, other) => other.mountPath.length - one.mountPath.length);
  const volumes = (owner.pod.spec.volumes ?? []) as readonly Volume[];
  const volume = volumes.find(({ name }) => name === mount?.name);
  if (!mount || !volume || mount.subPath !== undefined) return undefined;
  const known = filesOf(subject, volume, owner.object.manifest.metadata.namespace);
  if (!known) return undefined;
  const folder = folderOf(mount.mountPath);
  const files = known.files.map((file) => `${folder}/${file}`);
  const form = patternOf(path);
  const isThere = files.some((file) => form.test(file) || isBelow(file, path));
  return isThere || path === folder ? undefined : { source: known.source, files };
}

function folderOf(path: string): string {
  return path.replace(/\/+$/, '');
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** The paths that a path with `*` and `?` matches, as shells read it. */
function patternOf(path: string): RegExp {
  const escaped = path.replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`);
}

/** Files of a volume; undefined where something else than the manifests decides about one of them. */
function filesOf(subject: Subject, volume: Volume, namespace: string | undefined): Lack | undefined {
  const { configMap, secret, projected } = volume;
  if (configMap) return dataOf(subject, 'ConfigMap', configMap.name, configMap, namespace);
  if (secret) return dataOf(subject, 'Secret', secret.secretName, secret, namespace);
  if (!projected) return undefined;
  const files: string[] = [];
  for (const source of projected.sources ?? []) {
    const part = source.configMap
      ? dataOf(subject, 'ConfigMap', source.configMap.name, source.configMap, namespace)
      : source.secret
        ? dataOf(subject, 'Secret', source.secret.name, source.secret, namespace)
        : undefined;
    const own = source.serviceAccountToken
      ? [source.serviceAccountToken.path]
      : source.downwardAPI?.items?.map(({ path }) => path);
    const found = part?.files ?? own;
    if (!found) return undefined;
    files.push(...found);
  }
  return { source: `volume '${volume.name}'`, files };
}

function dataOf(
  subject: Subject,
  kind: 'ConfigMap' | 'Secret',
  name: string | undefined,
  { items }: Items,
  namespace: string | undefined,
): Lack | undefined {
  const source = `${kind} '${name ?? ''}'`;
  if (items) return { source, files: items.map(({ path }) => path) };
  const object = name === undefined ? undefined : findObject(subject, kind, name, namespace);
  const { data, stringData, binaryData } = (object?.manifest ?? {}) as Readonly<Record<string, object | undefined>>;
  const files = [data, stringData, binaryData].flatMap((values) => Object.keys(values ?? {}));
  // A Job or a controller may fill an empty one, and add to a Secret.
  return files.length === 0 ? undefined : { source, files };
}
