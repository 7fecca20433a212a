import type { FieldPath, Fields, Problem } from './problem';
import { re2Problem } from './re2';
import type { RelabelConfig } from './types';

/** A label name, possibly with references to capture groups, such as `${1}_total`. */
const TARGET = /^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$/;

/** A label name (Prometheus, "Data model"). */
export const LABEL_NAME = /^[a-zA-Z_]\w*$/;

/** Fields that each action requires, and fields that it ignores (Prometheus, "relabel_config"). */
const ACTIONS: Readonly<
  Record<string, { readonly target: boolean; readonly unused: readonly (keyof RelabelConfig)[] }>
> = {
  replace: { target: true, unused: [] },
  keep: { target: false, unused: [] },
  drop: { target: false, unused: [] },
  hashmod: { target: true, unused: [] },
  labelmap: { target: false, unused: [] },
  labeldrop: { target: false, unused: ['sourceLabels', 'targetLabel', 'modulus', 'separator', 'replacement'] },
  labelkeep: { target: false, unused: ['sourceLabels', 'targetLabel', 'modulus', 'separator', 'replacement'] },
  lowercase: { target: true, unused: ['replacement'] },
  uppercase: { target: true, unused: ['replacement'] },
  keepequal: { target: true, unused: ['regex', 'modulus', 'separator', 'replacement'] },
  dropequal: { target: true, unused: ['regex', 'modulus', 'separator', 'replacement'] },
};

/** Default values, which are the same set or unset. */
const DEFAULTS: RelabelConfig = { regex: '(.*)', separator: ';', replacement: '$1', modulus: 0, targetLabel: '' };

/** Rules for a single relabel configuration. */
export function relabelProblems(object: Fields, path: FieldPath): Problem[] {
  const list = path.at(-2);
  if (typeof list !== 'string' || !/relabel/i.test(list) || typeof path.at(-1) !== 'number') return [];
  const rule = object as RelabelConfig;
  const action = (rule.action ?? 'replace').toLowerCase();
  const { target, unused } = ACTIONS[action] ?? { target: false, unused: [] };
  const at = (field: keyof RelabelConfig, text: string): Problem => ({ path: [...path, field], text });
  const problems: Problem[] = unused
    .filter((field) => isWritten(rule, field))
    .map((field) => at(field, `has no meaning for the action ${action}; remove it`));
  const expression = rule.regex === undefined ? undefined : re2Problem(rule.regex);
  if (expression) problems.push(at('regex', `'${rule.regex}' is not an RE2 expression: ${expression}; correct it`));
  if (target && !rule.targetLabel) problems.push(at('targetLabel', `is missing for the action ${action}; add it`));
  if (target && rule.targetLabel && !(action === 'hashmod' ? LABEL_NAME : TARGET).test(rule.targetLabel)) {
    problems.push(at('targetLabel', `'${rule.targetLabel}' is not a label name; write letters, digits and _`));
  }
  if (action === 'hashmod' && !rule.modulus) {
    problems.push(at('modulus', 'is missing for the action hashmod; add the number of shards'));
  }
  if (action === 'labelmap' && rule.replacement !== undefined && !TARGET.test(rule.replacement)) {
    problems.push(at('replacement', `'${rule.replacement}' makes no name of a label; write for example $1`));
  }
  return problems;
}

function isWritten(rule: RelabelConfig, field: keyof RelabelConfig): boolean {
  const value = rule[field];
  return value !== undefined && value !== DEFAULTS[field] && !(Array.isArray(value) && value.length === 0);
}
