import { pathText } from './input-file';
import { nearest } from './nearest';
import type { Shape } from './shape';

/** A value that has another shape than it should. */
export interface Misfit {
  /** Keys that lead to it. */
  readonly path: readonly (string | number)[];
  readonly problem: string;
  readonly fix: string;
}

const NAMES: Readonly<Record<Shape['type'], string>> = {
  any: 'anything',
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  quantity: 'a number or a string',
  list: 'a list',
  map: 'an object',
  object: 'an object',
};

/**
 * Brings values into the shape that the API server decodes, so that checks can rely on it: null counts as absent, a value of another
 * type is converted where that is plain and left out otherwise, and what is required but missing is empty. Everything but nulls is
 * reported as a misfit.
 */
export class Fitting {
  public readonly misfits: Misfit[] = [];
  /** Keys that lead to the value at hand: a copy per value would take longer than the rest. */
  private readonly path: (string | number)[] = [];

  /** @param reports - whether misfits are collected. */
  constructor(private readonly reports = true) {}

  /** A value in its shape; undefined where there is none. */
  public fit(value: unknown, shape: Shape): unknown {
    if (shape.type === 'any') return value ?? undefined;
    if (value === null || value === undefined) return undefined;
    switch (shape.type) {
      case 'list':
        return Array.isArray(value) ? this.list(value, shape.of) : this.wrong(value, shape);
      case 'map':
        return isObject(value) ? this.map(value, shape.of) : this.wrong(value, shape);
      case 'object':
        return isObject(value) ? this.object(value, shape.fields()) : this.wrong(value, shape);
      default:
        return fits(value, shape.type) ? value : this.scalar(value, shape);
    }
  }

  private at(key: string | number, value: unknown, shape: Shape): unknown {
    this.path.push(key);
    const fitted = this.fit(value, shape);
    this.path.pop();
    return fitted;
  }

  private list(values: readonly unknown[], shape: Shape): unknown[] {
    return values.flatMap((value, index) => {
      const fitted = this.at(index, value, shape);
      return fitted === undefined ? [] : [fitted];
    });
  }

  private map(values: Readonly<Record<string, unknown>>, shape: Shape): object {
    const entries = Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
      // Go decodes null as the empty value of a map's type.
      const fitted = value === null ? emptyOf(shape) : this.at(key, value, shape);
      return fitted === undefined ? [] : [[key, fitted]];
    });
    return Object.fromEntries(entries);
  }

  private object(
    values: Readonly<Record<string, unknown>>,
    fields: ReadonlyMap<string, { readonly shape: Shape; readonly required: boolean }>,
  ): object {
    const result: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(values)) {
      const field = fields.get(key);
      if (!field) {
        if (!this.reports) continue;
        const near = nearest(
          key,
          [...fields.keys()].filter((name) => !Object.hasOwn(values, name)),
        );
        const fix = near ? `write ${near}` : 'remove it, or move it to where it belongs';
        const path = [...this.path, key];
        this.misfits.push({ path, problem: `unknown field ${pathText(path)}`, fix });
        continue;
      }
      const fitted = this.at(key, value, field.shape);
      if (fitted !== undefined) result[key] = fitted;
    }
    for (const [key, { shape, required }] of fields) {
      if (!required || Object.hasOwn(result, key)) continue;
      // A value of another type has been reported.
      if (this.reports && (values[key] === undefined || values[key] === null)) {
        const path = [...this.path];
        this.misfits.push({ path, problem: `${pathText([...path, key])} is required, and missing`, fix: `add ${key}` });
      }
      result[key] = emptyOf(shape);
    }
    return result;
  }

  private scalar(value: unknown, shape: Shape): unknown {
    this.wrong(value, shape);
    if (shape.type === 'string') return typeof value === 'object' ? undefined : plainText(value);
    if (shape.type === 'boolean') return value === 'true' ? true : value === 'false' ? false : undefined;
    if (typeof value !== 'string' || value.trim() === '') return undefined;
    const number = Number(value);
    return Number.isFinite(number) ? number : undefined;
  }

  private wrong(value: unknown, { type }: Shape): undefined {
    if (!this.reports) return;
    const path = [...this.path];
    const problem = `${pathText(path)} is ${shown(value)}, not ${NAMES[type]}`;
    this.misfits.push({ path, problem, fix: howToFix(value, type) });
  }
}

function fits(value: unknown, type: Shape['type']): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'quantity':
      return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
    default:
      return typeof value === type;
  }
}

function howToFix(value: unknown, type: Shape['type']): string {
  if (type === 'string' && typeof value !== 'object') return `put it in quotes: "${plainText(value)}"`;
  const plain = typeof value === 'string' && (type === 'boolean' ? /^(true|false)$/ : /^-?\d+(\.\d+)?$/).test(value);
  return plain && ['integer', 'number', 'boolean'].includes(type)
    ? `remove the quotes: ${value}`
    : `write ${NAMES[type]}`;
}

/** Go's value of a missing field. */
function emptyOf(shape: Shape): unknown {
  switch (shape.type) {
    case 'any':
      return undefined;
    case 'list':
      return [];
    case 'map':
      return {};
    case 'object':
      return new Fitting(false).fit({}, shape);
    case 'boolean':
      return false;
    case 'string':
      return '';
    default:
      return 0;
  }
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = plainJson(value);
  return `${{ string: 'the string', boolean: 'the boolean' }[typeof value as string] ?? 'the number'} ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value : plainJson(value);
}

function plainJson(value: unknown): string {
  return JSON.stringify(value);
}
