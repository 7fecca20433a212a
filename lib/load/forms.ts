import type { z } from 'zod';
import type { ConfigPath } from '../platform/mistake';

/** The parts of a schema's definition that are looked at, whatever kind of schema it is. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Record<string, z.ZodType>;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
  readonly entries?: Record<string, string>;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly error?: (issue: object) => unknown } } }[];
}

/** A schema of a value; undefined where none describes it. */
export type Schema = z.ZodType | undefined;

/** The schema of the value at a path. */
export function schemaAt(root: z.ZodType, path: ConfigPath): Schema {
  return path.reduce<Schema>(childSchema, bare(root));
}

/** The schema of one property, or of the items of a list. */
export function childSchema(schema: Schema, part: string | number): Schema {
  const { element, shape, valueType } = definition(objectOption(schema));
  return typeof part === 'number' ? element : (shape?.[part] ?? valueType);
}

/** The keys that a mapping may have; empty when it may have any. */
export function knownKeys(schema: Schema): string[] {
  const { shape, keyType } = definition(objectOption(schema));
  return Object.keys(shape ?? definition(keyType).entries ?? {});
}

/** The allowed values of a schema, for messages. */
export function formOf(schema: Schema): string {
  const { type, checks = [], options = [], values = [], entries = {} } = definition(schema);
  switch (type) {
    case 'number':
      return numberForm(bare(schema) as z.ZodNumber);
    case 'string':
      return stringForm(checks);
    case 'boolean':
      return 'true or false';
    case 'object':
    case 'record':
      return 'an object';
    case 'array':
      return 'a list';
    case 'enum':
      return Object.values(entries).join(', ');
    case 'literal':
      return values.map(String).join(', ');
    case 'union':
      return options.map(formOf).join(', or ');
    default:
      return 'another value';
  }
}

/** The forms of a string's checks; several checks of one form give it once. */
function stringForm(checks: NonNullable<Definition['checks']>): string {
  const forms = checks.flatMap(({ _zod: { def } }) => (def.error ? String(def.error({})) : []));
  return [...new Set(forms)].join(', ') || 'a string';
}

/** The object among the options of a union; any other schema is returned as it is. */
function objectOption(schema: Schema): Schema {
  return definition(schema).options?.find((option) => definition(option).shape) ?? schema;
}

function numberForm({ minValue, maxValue, format }: z.ZodNumber): string {
  const name = format === 'safeint' ? 'a whole number' : 'a number';
  const bounded = maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER;
  return bounded ? `${name} from ${minValue} to ${maxValue}` : `${name}, ${minValue} or more`;
}

function definition(schema: Schema): Partial<Definition> {
  return (bare(schema)?.def ?? {}) as Partial<Definition>;
}

/** A schema without its default and without `optional`. */
function bare(schema: Schema): Schema {
  const inner = (schema?.def as Partial<Definition> | undefined)?.innerType;
  return inner ? bare(inner) : schema;
}
