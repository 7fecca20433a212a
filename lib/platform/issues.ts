import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import type { Mistake } from './mistake';

type Issue = z.core.$ZodIssue;

/** The mistakes that a schema's issue stands for; `root` is what was parsed. */
export function toMistakes(issue: Issue, root: unknown, schema: z.ZodType): Mistake[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const value = valueAt(root, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], key, knownKeys(schema, path)));
    case 'invalid_key':
      return [unknownKey(path, String(path.at(-1)), keysOfRecord(issue))];
    case 'invalid_type':
      return [wrongType(path, value, issue.expected)];
    case 'too_small':
    case 'too_big':
      return [{ path, ...outOfRange(value, issue) }];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const near = typeof value === 'string' ? closest(value, allowed) : allowed[0];
      return [{ path, problem: `${show(value)} is not possible`, allowed: allowed.join(', '), fix: `write ${near}` }];
    }
    case 'invalid_union':
      return [{ path, problem: `${show(value)} is not possible`, ...unionHelp(issue) }];
    case 'custom': {
      const { allowed, fix } = (issue.params ?? {}) as { allowed?: string; fix?: string };
      return [{ path, problem: `${show(value)} ${issue.message}`, allowed, fix: fix ?? 'change the value' }];
    }
    default:
      return [
        { path, problem: `${show(value)} has the wrong form`, allowed: issue.message, fix: `write ${issue.message}` },
      ];
  }
}

const TYPES: Record<string, readonly [name: string, fix: string]> = {
  int: ['a whole number', 'write a whole number, without quotes'],
  number: ['a number', 'write a number, without quotes'],
  string: ['text', 'put the value in quotes'],
  boolean: ['true or false', 'write true or false, without quotes'],
  object: ['a mapping of keys', 'write keys below it, each indented by two spaces'],
  record: ['a mapping of keys', 'write keys below it, each indented by two spaces'],
  array: ['a list', "write a list, each item on a line of its own after '- '"],
};

function wrongType(path: Mistake['path'], value: unknown, expected: string): Mistake {
  const [allowed, fix] = TYPES[expected] ?? [expected, `write ${expected}`];
  if (value === undefined) return { path, problem: 'is missing', allowed, fix: `add it: ${fix}` };
  return { path, problem: `${show(value)} is not ${allowed}`, allowed, fix };
}

function outOfRange(
  value: unknown,
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
): Pick<Mistake, 'problem' | 'allowed' | 'fix'> {
  const small = issue.code === 'too_small';
  const limit = Number(small ? issue.minimum : issue.maximum);
  const unit = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' items' : '';
  const bound = `${small ? 'at least' : 'at most'} ${limit}${unit}`;
  const problem = `${show(value)} is too ${unit ? (small ? 'short' : 'long') : small ? 'small' : 'large'}`;
  return { problem, allowed: bound, fix: unit ? `give it ${bound}` : `write ${limit} or ${small ? 'more' : 'less'}` };
}

function unknownKey(path: Mistake['path'], key: string, known: readonly string[]): Mistake {
  const near = known.length > 0 ? closest(key, known as string[]) : undefined;
  const similar = near !== undefined && distance(key.toLowerCase(), near.toLowerCase()) <= Math.max(2, key.length / 3);
  return {
    path,
    problem: `'${key}' is no known key`,
    allowed: known.join(', '),
    fix: similar ? `write ${near}` : 'remove it',
  };
}

function unionHelp(issue: Extract<Issue, { code: 'invalid_union' }>): Pick<Mistake, 'allowed' | 'fix'> {
  const options = issue.errors.flat().map((inner) => {
    if (inner.code === 'invalid_value') return inner.values.map(String).join(', ');
    if (inner.code === 'invalid_type') return TYPES[inner.expected]?.[0] ?? inner.expected;
    return inner.message;
  });
  const allowed = [...new Set(options)].join(', or ');
  return { allowed, fix: `write ${allowed}` };
}

interface Definition {
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Record<string, z.ZodType>;
}

function definition(schema: z.ZodType | undefined): Definition {
  const own = (schema?.def ?? {}) as unknown as Definition;
  return own.innerType ? definition(own.innerType) : own;
}

function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  const inner = path.reduce<z.ZodType | undefined>((current, part) => {
    const { shape, element, valueType } = definition(current);
    return typeof part === 'number' ? element : (shape?.[part] ?? valueType);
  }, schema);
  return Object.keys(definition(inner).shape ?? {});
}

function keysOfRecord(issue: Extract<Issue, { code: 'invalid_key' }>): string[] {
  return issue.issues.flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []));
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], root);
}

/** A value as a message shows it: short, on one line. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
