import type { z } from 'zod';
import { formOf, knownKeys, schemaAt } from './forms';
import { valueAt, type Mistake } from '../platform/mistake';
import { nearest } from '../text/nearest';
import { printable } from '../text/printable';
import { withdrawnKey } from './withdrawn';

type Issue = z.core.$ZodIssue;

/** The mistakes that a schema's issue stands for; `root` is what was parsed. */
export function toMistakes(issue: Issue, root: unknown, schema: z.ZodType): Mistake[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const value = valueAt(root, path);
  const own = schemaAt(schema, path);
  const allowed = formOf(own);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => withdrawnKey([...path, key]) ?? unknownKey([...path, key], key, knownKeys(own)));
    case 'too_small':
    case 'too_big':
      return [{ path, ...outOfRange(value, issue, allowed) }];
    case 'custom': {
      const { problem, fix, hidden } = (issue.params ?? {}) as { problem?: string; fix?: string; hidden?: boolean };
      // A value with a secret is not shown: logs of a CI would keep it.
      const shown = hidden ? problem : `${show(value)} ${problem}`;
      if (shown && problem && fix) return [{ path, problem: shown, allowed: issue.message, fix }];
      return [wrongForm(path, value, issue.message)];
    }
    case 'invalid_key': {
      const form = issue.issues.map(({ message }) => message).join('; ');
      return [
        {
          path,
          problem: `the key ${show(path.at(-1))} has the wrong form`,
          allowed: form,
          fix: 'write it in this form',
        },
      ];
    }
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union': {
      if (value === undefined) return [{ path, problem: 'is missing', allowed, fix: 'add it' }];
      const help = issue.code === 'invalid_type' ? wrongType(value, issue.expected) : notPossible(value, allowed);
      if (value === null) return [{ path, problem: 'has no value', allowed, fix: `${help.fix}, or remove it` }];
      return [{ path, allowed, ...help }];
    }
    default:
      return [wrongForm(path, value, issue.message)];
  }
}

const TYPES: Readonly<Record<string, readonly [name: string, fix: string]>> = {
  int: ['a whole number', 'write a whole number'],
  number: ['a number', 'write a number'],
  string: ['a string', 'write a string'],
  boolean: ['true or false', 'write true or false'],
  object: ['an object', 'write keys below it, each indented by two spaces'],
  record: ['an object', 'write keys below it, each indented by two spaces'],
  array: ['a list', "write a list, each item on a line of its own after '- '"],
};

function wrongType(value: unknown, expected: string): Pick<Mistake, 'problem' | 'fix'> {
  const [name, write] = TYPES[expected] ?? [expected, `write ${expected}`];
  const problem = `${show(value)} is not ${name}`;
  const quoted = typeof value === 'string' && ['int', 'number', 'boolean'].includes(expected);
  if (quoted) return { problem, fix: `${write}, without quotes` };
  const unquoted = (typeof value === 'number' || typeof value === 'boolean') && expected === 'string';
  return { problem, fix: unquoted ? 'put the value in quotes' : write };
}

function notPossible(value: unknown, allowed: string): Pick<Mistake, 'problem' | 'fix'> {
  const near = typeof value === 'string' ? nearest(value, allowed.split(', ')) : undefined;
  return { problem: `${show(value)} is not possible`, fix: near ? `write ${near}` : 'write one of these' };
}

function wrongForm(path: Mistake['path'], value: unknown, form: string): Mistake {
  return { path, problem: `${show(value)} has the wrong form`, allowed: form, fix: 'write it in this form' };
}

type RangeIssue = Extract<Issue, { code: 'too_small' | 'too_big' }>;

/** The unit of a length that is not a number. */
const PARTS: Readonly<Record<string, string>> = { string: 'character', array: 'item' };

function outOfRange(value: unknown, issue: RangeIssue, form: string): Pick<Mistake, 'problem' | 'allowed' | 'fix'> {
  const small = issue.code === 'too_small';
  const limit = Number(small ? issue.minimum : issue.maximum);
  const noun = PARTS[issue.origin];
  if (!noun) {
    const problem = `${show(value)} is too ${small ? 'small' : 'large'}`;
    return { problem, allowed: form, fix: `write ${limit} or ${small ? 'more' : 'less'}` };
  }
  const problem = `${show(value)} is too ${small ? 'short' : 'long'}`;
  const allowed = `${small ? 'at least' : 'at most'} ${limit} ${noun}${limit === 1 ? '' : 's'}`;
  return { problem, allowed, fix: small ? `write ${allowed}` : 'shorten it' };
}

function unknownKey(path: Mistake['path'], key: string, known: readonly string[]): Mistake {
  const near = nearest(key, known);
  const fix = near ? `write ${near}` : 'remove it';
  return { path, problem: `unknown key '${key}'`, allowed: known.join(', '), fix };
}

/** A value as a message shows it: short, on one line. */
export function show(value: unknown): string {
  const text =
    typeof value === 'string'
      ? `'${printable(withoutUserInfo(value))}'`
      : typeof value === 'number'
        ? String(value)
        : (JSON.stringify(value) ?? 'nothing');
  return printable(text, 60);
}

/** A text without the user and the password of a URL. */
function withoutUserInfo(text: string): string {
  return text.replace(/:\/\/[^/?#\s]*@/g, '://***@');
}
