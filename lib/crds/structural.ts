import { isDeepStrictEqual } from 'node:util';
import { nearest } from '../text/nearest';
import { remembered } from '../text/remembered';
import type { FieldPath, Problem } from './problem';
import { toRegExp } from './re2';
import { property, requiredFields, type Schema } from './schema';

/**
 * Validates a value against its structural schema and reports all violations at once, including unknown fields, which
 * the API server would only warn about or prune. CEL rules are left to the API server.
 */
export function structuralProblems(schema: Schema, value: unknown, path: FieldPath): Problem[] {
  const wrong = (text: string, misshapen = false): Problem[] => [{ path, text, misshapen }];
  if (schema['x-kubernetes-preserve-unknown-fields']) return [];
  const misfit = typeMisfit(schema, value);
  if (misfit) return wrong(`${shown(value)} is not ${misfit}`, true);
  if (schema.enum && !schema.enum.includes(value)) return wrong(notAmong(value, schema.enum.map(String)));
  if (typeof value === 'string') return stringProblems(schema, value).flatMap((text) => wrong(text));
  if (typeof value === 'number') return numberProblems(schema, value).flatMap((text) => wrong(text));
  if (Array.isArray(value)) return listProblems(schema, value, path);
  if (typeof value === 'object' && value !== null) return objectProblems(schema, value, path);
  return [];
}

const TYPES: Readonly<Record<NonNullable<Schema['type']>, readonly [string, (value: unknown) => boolean]>> = {
  object: ['an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value)],
  array: ['a list', Array.isArray],
  string: ['text', (value) => typeof value === 'string'],
  integer: ['a whole number', Number.isInteger],
  number: ['a number', (value) => typeof value === 'number'],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
};

/** Expected type of a value that has another. */
function typeMisfit(schema: Schema, value: unknown): string | undefined {
  if (schema['x-kubernetes-int-or-string']) {
    return Number.isInteger(value) || typeof value === 'string' ? undefined : 'a whole number or text';
  }
  const [name, fits] = (schema.type && TYPES[schema.type]) ?? ['', () => true];
  return fits(value) ? undefined : name;
}

/** A text that each kind of duration allows. */
const DURATIONS = ['1h', '1m30s'];

function stringProblems({ pattern, minLength = 0, maxLength = Infinity }: Schema, value: string): string[] {
  // The API server counts code points.
  const { length } = [...value];
  const problems: string[] = [];
  if (length < minLength) problems.push(value === '' ? 'is empty; write something' : tooFew(length, minLength));
  if (length > maxLength) problems.push(tooMany(length, maxLength));
  if (pattern !== undefined && !compiled(pattern).test(value)) {
    const isDuration = DURATIONS.every((duration) => compiled(pattern).test(duration)) && !compiled(pattern).test('a');
    problems.push(
      isDuration
        ? `'${value}' is not a duration; write for example 30s, 5m or 1h30m`
        : `'${value}' does not match ${pattern}; write what does`,
    );
  }
  return problems;
}

const tooFew = (count: number, least: number): string => `has a length of ${count}; write ${least} or more`;
const tooMany = (count: number, most: number): string => `has a length of ${count}; write ${most} or fewer`;

const compiled = remembered(toRegExp);

/** Formats that bound a number. Those beyond are for what JavaScript's numbers cannot hold. */
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = { int32: [-(2 ** 31), 2 ** 31 - 1] };

function numberProblems({ minimum, maximum, format = '' }: Schema, value: number): string[] {
  const [least = -Infinity, most = Infinity] = BOUNDS[format] ?? [];
  const from = Math.max(minimum ?? -Infinity, least);
  const to = Math.min(maximum ?? Infinity, most);
  if (value < from) return [`${value} is too small; write ${from} or more`];
  return value > to ? [`${value} is too big; write ${to} or less`] : [];
}

function listProblems(schema: Schema, list: readonly unknown[], path: FieldPath): Problem[] {
  const { items = {}, minItems = 0, maxItems = Infinity } = schema;
  const problems = list.flatMap((item, index) => structuralProblems(items, item, [...path, index]));
  if (list.length < minItems) problems.push({ path, text: tooFew(list.length, minItems) });
  if (list.length > maxItems) problems.push({ path, text: tooMany(list.length, maxItems) });
  return [...problems, ...duplicates(schema, list, path)];
}

function duplicates(schema: Schema, list: readonly unknown[], path: FieldPath): Problem[] {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const identities = list.map((item) =>
    type === 'set' ? item : keys.map((key) => ownValue(item, key) ?? schema.items?.properties?.[key]?.default),
  );
  return identities.flatMap((identity, index) => {
    const first = identities.findIndex((other) => isDeepStrictEqual(other, identity));
    // Items without the key are reported elsewhere.
    if (first === index || (Array.isArray(identity) && identity.includes(undefined))) return [];
    const same = type === 'set' ? 'is the same as' : `has the same ${keys.join(' and ')} as`;
    return [{ path: [...path, index], text: `${same} number ${first} of the list; remove one of them` }];
  });
}

function objectProblems(schema: Schema, object: object, path: FieldPath): Problem[] {
  const missing = requiredFields(schema)
    .filter((field) => ownValue(object, field) === undefined)
    .map((field) => ({ path: [...path, field], text: 'is missing; add it', misshapen: true }));
  const inner = Object.entries(object).flatMap(([field, value]) => {
    if (value === undefined) return [];
    const at = [...path, field];
    const own = property(schema, field) ?? schema.additionalProperties;
    return own ? structuralProblems(own, value, at) : unknownField(schema, field, at);
  });
  return [...missing, ...inner];
}

function unknownField({ properties = {} }: Schema, field: string, path: FieldPath): Problem[] {
  const near = nearest(field, Object.keys(properties));
  return [{ path, text: `there is no such field; ${near ? `write ${near}, or remove it` : 'remove it'}` }];
}

function ownValue(object: unknown, field: string): unknown {
  if (typeof object !== 'object' || object === null) return undefined;
  return Object.getOwnPropertyDescriptor(object, field)?.value;
}

function notAmong(value: unknown, allowed: readonly string[]): string {
  const near = nearest(String(value), allowed);
  const list = allowed.map((name) => name || "''").join(', ');
  return `${shown(value)} is not possible; allowed: ${list}; write ${near ?? 'one of these'}`;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
