import { ApiObject, JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** One RFC 6902 operation that adds or replaces a value. */
export interface Amendment {
  /** `add` also creates; `replace` needs an existing value; `remove` takes it away. */
  readonly op: 'add' | 'replace' | 'remove';
  /** JSON pointer into the manifest, e.g. `/spec/template/spec/priorityClassName`. */
  readonly path: string;
  /** The new value; none for `remove`. */
  readonly value?: unknown;
}

const amended = new WeakMap<ApiObject, Amendment[]>();

/**
 * Patches a synthesized object, after cdk8s has rendered its typed fields, and makes a patch that could not be applied an error.
 *
 * cdk8s' own `addJsonPatch` works on the typed properties before they are rendered, and drops quantities, int-or-strings and
 * unknown fields without a word (cdk8s#2163, cdk8s-core#72). Nothing else in this project patches.
 *
 * @throws at synthesis, when an operation does not fit the object.
 */
export function amend(construct: IConstruct, ...operations: Amendment[]): void {
  const object = ApiObject.of(construct);
  const earlier = amended.get(object);
  if (earlier) {
    earlier.push(...operations);
    return;
  }
  const all = [...operations];
  amended.set(object, all);
  const render = object.toJson.bind(object);
  object.toJson = () => all.reduce<unknown>((manifest, operation) => apply(object, manifest, operation), render());
}

function apply(object: ApiObject, manifest: unknown, { op, path, value }: Amendment): unknown {
  try {
    const patch =
      op === 'remove'
        ? JsonPatch.remove(path)
        : op === 'add'
          ? JsonPatch.add(path, value)
          : JsonPatch.replace(path, value);
    return JsonPatch.apply(manifest, patch);
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0];
    throw new Error(
      `The amendment '${op} ${path}' does not fit ${object.kind}/${object.name}: ${reason}; look at the synthesized manifest for the right path`,
    );
  }
}
