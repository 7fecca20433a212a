import type { Problem } from './problem';
import { LABEL_NAME } from './semantics-relabel';
import type { PrometheusRuleSpec, Rule } from './types';

/** Fields that only an alerting rule can have. */
const OF_ALERTS = ['for', 'keep_firing_for', 'annotations'] as const satisfies (keyof Rule)[];

/** The label that holds a series' name, which a rule has a field for. */
const NAME_LABEL = '__name__';

/** Facts about rules; their expressions are looked at elsewhere (Prometheus, "Defining recording rules"). */
export function ruleProblems({ groups = [] }: PrometheusRuleSpec): Problem[] {
  return groups.flatMap(({ rules = [] }, group) =>
    rules.flatMap((rule, index) =>
      problemsOf(rule).map(({ path, text }) => ({ path: ['spec', 'groups', group, 'rules', index, ...path], text })),
    ),
  );
}

function problemsOf(rule: Rule): Problem[] {
  const { record, alert, expr, labels = {}, annotations = {} } = rule;
  const problems: Problem[] = [];
  if (record && alert)
    problems.push({ path: [], text: `has both record '${record}' and alert '${alert}'; keep one of them` });
  if (!record && !alert) problems.push({ path: [], text: 'has neither record nor alert; add one of them' });
  if (typeof expr === 'string' && expr.trim() === '')
    problems.push({ path: ['expr'], text: 'is empty; write an expression' });
  if (record && /[{}]/.test(record)) {
    problems.push({ path: ['record'], text: `'${record}' has braces; write the name only, and its labels as labels` });
  }
  if (record && !alert) {
    const foreign = OF_ALERTS.filter((field) => rule[field] !== undefined);
    problems.push(...foreign.map((field) => ({ path: [field], text: 'is for alerts only; remove it' })));
  }
  const names = { labels: Object.keys(labels), annotations: Object.keys(annotations) };
  for (const [field, keys] of Object.entries(names)) {
    for (const key of keys.filter((name) => !LABEL_NAME.test(name) || name === NAME_LABEL)) {
      problems.push({ path: [field, key], text: 'is not a label name; write letters, digits and _' });
    }
  }
  return problems;
}
