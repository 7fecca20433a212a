import { nearest } from '../text/nearest';
import { finding, type Finding } from './finding';
import type { RuleId } from './rule-list';
import type { CheckedObject } from './subject';

/** A finding about a reference that leads nowhere. @param names - what could be meant. @param at - keys that lead to the reference */
export function missing(
  rule: RuleId,
  object: CheckedObject,
  what: string,
  names: readonly string[] = [],
  at: readonly (string | number)[] = [],
): Finding {
  const [, word = ''] = /'([^']*)'/.exec(what) ?? [];
  const near = object.construct ? undefined : nearest(word, names);
  const add = object.construct
    ? 'correct the name, or add the object'
    : 'correct the name, add it, or declare with --external what makes it';
  return finding(rule, object, `refers to ${what}, which is not there`, near ? `write ${near}` : add, at);
}
