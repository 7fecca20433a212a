import { finding, type Check } from '../finding';
import { itemsAt, valueAt } from '../read/loose';
import { loosePods, type LoosePods } from '../read/loose-pods';

interface Part {
  readonly rule: 'FS-332' | 'FS-333';
  /** The part as a message names it. */
  readonly what: string;
  readonly path: readonly (string | number)[];
}

/** No two containers, volumes, mounts or ports of a pod share a name or a place. */
export const uniqueParts: Check = (subject) =>
  loosePods(subject).flatMap((pods) => {
    const seen = new Set<string>();
    return partsOf(pods).flatMap(({ rule, what, path }) => {
      if (!seen.has(what)) {
        seen.add(what);
        return [];
      }
      const fix = 'give one of them another name or place, or remove it';
      return [finding(rule, pods.object, `has ${what} twice`, fix, path)];
    });
  });

function partsOf({ containers, spec, path }: LoosePods): Part[] {
  const named = (what: string, value: unknown, at: Part['path'], rule: Part['rule'] = 'FS-332'): Part[] =>
    typeof value === 'string' && value !== '' ? [{ rule, what: what.replace('%', `'${value}'`), path: at }] : [];
  return [
    ...itemsAt(spec, 'volumes').flatMap(({ name }, index) => named('the volume %', name, [...path, 'volumes', index])),
    ...containers.flatMap((container) => {
      const within = (list: string, field: string, what: string, rule?: Part['rule']): Part[] =>
        itemsAt(container.fields, list).flatMap((item, index) => {
          const at = [...container.path, list, index];
          return named(`${what} % of container '${container.name}'`, valueAt(item, field), at, rule);
        });
      return [
        ...named('the container %', container.name, container.path),
        ...within('volumeMounts', 'mountPath', 'the mount path'),
        ...within('ports', 'name', 'the port'),
        // Kubernetes accepts it, and takes the last one.
        ...within('env', 'name', 'the variable', 'FS-333'),
      ];
    }),
  ];
}
