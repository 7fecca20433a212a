import { parse, selectorsOf } from '../../lib/promql/expression';
import { restore, store, type ValidExpression } from '../../lib/promql/stored-expressions';
import { dashboardExpressions, ruleExpressions } from '../../lib/checks/read/expressions';
import { selectorsIn } from '../../lib/promql/selectors';
import { Manifests } from '../support/platform';

const { synthesis } = Manifests.of('profile: standard\nmonitoring: { enabled: true }');
const EXPRESSIONS = [...ruleExpressions(synthesis), ...dashboardExpressions(synthesis)].map(({ expr }) => expr);

/** The expressions as a program that was started later gets them. */
const STORED = JSON.parse(JSON.stringify(store(EXPRESSIONS.flatMap(valid)))) as ReturnType<typeof store>;

function valid(expr: string): ValidExpression[] {
  const { text, type, tree } = parse(expr);
  return type !== undefined && tree ? [{ text, type, tree }] : [];
}

test('a stored expression is the one that was read', () => {
  expect(EXPRESSIONS.length).toBeGreaterThan(500);
  for (const expr of EXPRESSIONS) {
    const restored = restore(STORED, expr);
    expect(store(restored ? [restored] : [])).toEqual(store(valid(expr)));
    expect(restored && selectorsIn(restored.tree.root, restored.tree.source)).toEqual(selectorsOf(expr));
  }
});

test.each(['up', 'toString', '__proto__'])('%s, which was not stored, is read', (expr) => {
  expect(restore(STORED, expr)).toBeUndefined();
});
