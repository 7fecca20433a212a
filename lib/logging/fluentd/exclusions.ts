/** Containers whose logs are not read; `*` in a name stands for any characters. */
export interface Exclusions {
  readonly namespaces: readonly string[];
  readonly pods: readonly string[];
  readonly containers: readonly string[];
}

/** A container's id, 64 characters: without it, `app` would also exclude a container `app-sidecar`. */
const ID = '?'.repeat(64);

/**
 * Files of excluded containers, as a shell writes patterns. A file is named `<pod>_<namespace>_<container>-<id>.log`; names have no
 * underscore, so each pattern has exactly two.
 */
export function excludedFiles({ namespaces, pods, containers }: Exclusions): string[] {
  return [
    ...namespaces.map((name) => `*_${name}_*.log`),
    ...pods.map((name) => `${name}_*_*.log`),
    ...containers.map((name) => `*_*_${name}-${ID}.log`),
  ].map((name) => `/var/log/containers/${name}`);
}
