import type { Manifest } from '../kube/synthesis';
import type { ApiError, Cause } from './cluster';
import type { LiveObject } from './objects';
import type { Problem } from './problem';

/** A field that another manager owns with another value. */
interface Conflict {
  readonly manager: string;
  /** Path as the API server writes it: `.spec.replicas`. */
  readonly field: string;
}

/** The fields of a refused apply that other managers own. */
export function conflictsOf(error: ApiError): Conflict[] {
  return error.conflicts.map(({ message = '', field = '' }: Cause) => ({
    manager: /^conflict with "([^"]*)"/.exec(message)?.[1] ?? 'unknown',
    field,
  }));
}

/** One problem per field: who has set it, when, and both values. */
export function conflictProblems(
  error: ApiError,
  id: Problem['id'],
  live: LiveObject | undefined,
  wanted: Manifest,
): Problem[] {
  return conflictsOf(error).map(({ manager, field }) => {
    const time = live?.metadata.managedFields?.find((fields) => fields.manager === manager)?.time;
    const theirs = live && valueAt(live, field);
    const ours = valueAt(wanted, field);
    return {
      id,
      problem: `${manager} has set ${field}${time ? ` at ${time}` : ''}: ${shown(theirs)} there, ${shown(ours)} in the platform`,
      fix: `add --take-over ${manager}, which sets the fields of that manager to the values of the platform, or change the platform`,
    };
  });
}

/** The value at a path as the API server writes it: `.spec.containers[name="a"].image`. */
export function valueAt(object: object, field: string): unknown {
  let value: unknown = object;
  for (const [, name, selector] of field.matchAll(/\.([^.[\]]+)|\[([^\]]*)\]/g)) {
    value = name === undefined ? itemOf(value, selector ?? '') : (value as Record<string, unknown> | undefined)?.[name];
  }
  return value;
}

function itemOf(list: unknown, selector: string): unknown {
  if (!Array.isArray(list)) return undefined;
  const wanted = [...selector.matchAll(/(\w+)=("(?:[^"\\]|\\.)*"|[^,]+)/g)].map(([, key = '', text = '']) => [
    key,
    JSON.parse(text) as unknown,
  ]);
  return list.find((item: Readonly<Record<string, unknown>>) =>
    wanted.every(([key, value]) => item[String(key)] === value),
  );
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
