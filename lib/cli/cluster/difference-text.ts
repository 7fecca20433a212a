import { diffLines } from 'diff';
import { stringify } from 'yaml';
import type { Difference } from '../../apply/differences';

/** Characters of a value that is shown on the line of its field. */
const LONGEST_VALUE = 80;

/** A field that differs. @param every - whether the lines of long values are shown */
export function differenceLines({ path, before, after }: Difference, every: boolean): string[] {
  if (before === undefined && after === undefined) return [path];
  if (before === undefined) return [`${path}: ${short(after)} is new`];
  if (after === undefined) return [`${path}: ${short(before)} goes away`];
  if (isShort(before) && isShort(after)) return [`${path}: ${short(before)} -> ${short(after)}`];
  const parts = diffLines(textOf(before), textOf(after)).filter(({ added, removed }) => added || removed);
  const count = (sign: 'added' | 'removed'): number =>
    parts.filter((part) => part[sign]).reduce((sum, part) => sum + part.count, 0);
  const lines = parts.flatMap(({ added, value }) =>
    value
      .trimEnd()
      .split('\n')
      .map((line) => `  ${added ? '+' : '-'} ${line}`),
  );
  return [`${path}: -${count('removed')} +${count('added')} lines`, ...(every ? lines : [])];
}

/** A field that something else has changed. */
export function driftText({ path, before, after }: Difference): string {
  if (before === undefined) return `${path} is missing, instead of ${short(after)}`;
  if (after === undefined) return `${path} is ${short(before)}, and the platform does not set it`;
  return `${path} is ${short(before)} instead of ${short(after)}`;
}

function isShort(value: unknown): boolean {
  return JSON.stringify(value).length <= LONGEST_VALUE;
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : stringify(value);
}
