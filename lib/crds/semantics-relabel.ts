import type { FieldPath, Fields, Problem } from './problem';
import { re2Problem } from './re2';
import type { RelabelConfig } from './types';

/** A name of a label, or one with references to groups of the expression, such as `${1}_total`. */
const TARGET = /^(?:(?:[a-zA-Z_]|\$(?:\{\w+\}|\w+))+\w*)+$/;

/** A name of a label (Prometheus, "Data model"). */
export const LABEL_NAME = /^[a-zA-Z_]\w*$/;

/** What each action needs, and what it takes no notice of (Prometheus, "relabel_config"). */
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

/** What it is the same to write as to leave out. */
const DEFAULTS: RelabelConfig = { regex: '(.*)', separator: ';', replacement: '$1', modulus: 0, targetLabel: '' };

/** Facts about one rule by which labels are rewritten. */
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
  if (expression) problems.push(at('regex', `'${rule.regex}' is no expression of RE2: ${expression}; correct it`));
  if (target && !rule.targetLabel) problems.push(at('targetLabel', `is missing for the action ${action}; add it`));
  if (target && rule.targetLabel && !(action === 'hashmod' ? LABEL_NAME : TARGET).test(rule.targetLabel)) {
    problems.push(at('targetLabel', `'${rule.targetLabel}' is no name of a label; write letters, digits and _`));
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
