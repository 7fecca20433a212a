import { dashboardExpressions, ruleExpressions } from '../../lib/checks/read/expressions';
import type { Synthesis } from '../../lib/kube/synthesis';
import { selectorsOf } from '../../lib/promql/expression';

/** Recorded series that no rule and no dashboard of an app uses. */
export function unusedRecords(synthesis: Synthesis): string[] {
  const all = [...ruleExpressions(synthesis), ...dashboardExpressions(synthesis)];
  const used = new Set(all.flatMap(({ expr }) => selectorsOf(expr).flatMap(({ metric }) => metric ?? [])));
  const recorded = ruleExpressions(synthesis).flatMap(({ rule }) => rule.record ?? []);
  return [...new Set(recorded)].filter((name) => !used.has(name)).sort();
}
