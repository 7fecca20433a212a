import { isQuantity, parseQuantity } from '../../text/quantity';
/*
 * Reads manifests that others wrote: a field may be absent, null or of another type. Such a field counts as absent here; that its type
 * is wrong is for the API server's schema to report.
 */

/** The fields of an object; none where the value is something else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The items of a list; none where the value is something else. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value at keys below an object. */
export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((current, key) => fieldsOf(current)[key], value);
}

/** The items of a list at keys below an object, each as its fields. */
export function itemsAt(value: unknown, ...keys: readonly string[]): readonly Readonly<Record<string, unknown>>[] {
  return listOf(valueAt(value, ...keys)).map(fieldsOf);
}

/** A text at keys below an object. */
export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

/** A number at keys below an object. */
export function numberAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === 'number' ? found : undefined;
}

/** The texts of a list at keys below an object. */
export function textsAt(value: unknown, ...keys: readonly string[]): readonly string[] {
  return listOf(valueAt(value, ...keys)).filter((item) => typeof item === 'string');
}

/** The texts of an object by key, such as labels. */
export function labelsAt(value: unknown, ...keys: readonly string[]): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsOf(valueAt(value, ...keys)));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The number of a quantity; undefined where there is none, or one of another form, which the check `amounts` reports. */
export function amountOf(value: unknown): number | undefined {
  return (typeof value === 'string' || typeof value === 'number') && isQuantity(value)
    ? parseQuantity(value)
    : undefined;
}
