import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { formOf, knownKeys, schemaAt } from './forms';
import { valueAt, type Mistake } from './mistake';

type Issue = z.core.$ZodIssue;

/** The mistakes that a schema's issue stands for; `root` is what was parsed. */
export function toMistakes(issue: Issue, root: unknown, schema: z.ZodType): Mistake[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const value = valueAt(root, path);
  const own = schemaAt(schema, path);
  const allowed = formOf(own);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], key, knownKeys(own)));
    case 'too_small':
    case 'too_big':
      return [{ path, ...outOfRange(value, issue, allowed) }];
    case 'custom': {
      const { problem, fix } = (issue.params ?? {}) as { problem?: string; fix?: string };
      if (problem && fix) return [{ path, problem: `${show(value)} ${problem}`, allowed: issue.message, fix }];
      return [wrongForm(path, value, issue.message)];
    }
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      if (value === undefined) return [{ path, problem: 'is missing', allowed, fix: 'add it' }];
      return [issue.code === 'invalid_type' ? wrongType(path, value, allowed) : notAmong(path, value, allowed)];
    default:
      return [wrongForm(path, value, issue.message)];
  }
}

function wrongType(path: Mistake['path'], value: unknown, allowed: string): Mistake {
  const isText = typeof value === 'string';
  const isPlain = isText || typeof value === 'number' || typeof value === 'boolean';
  const write =
    allowed === 'a mapping of keys'
      ? 'write keys below it, each indented by two spaces'
      : allowed === 'a list'
        ? "write a list, each item on a line of its own after '- '"
        : isText
          ? `write ${allowed}, without quotes`
          : `write ${allowed}`;
  if (value === null) return { path, problem: 'has no value', allowed, fix: `${write}, or remove it` };
  return { path, problem: '', allowed, fix: isPlain ? write : write };
}

function notAmong(path: Mistake['path'], value: unknown, allowed: string): Mistake {
  const near = typeof value === 'string' ? nearest(value, allowed.split(', ')) : undefined;
  return { path, problem: `${show(value)} is not possible`, allowed, fix: near ? `write ${near}` : 'write one of these' };
}
