import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RULE_GROUPS } from '../../../lib/mixins';
import { ALERT_CASES } from '../../mixins/alerts/cases';
import { judge } from './program';
import { checkRules } from './promtool';
import { ruleFile, rulesOf, testFile } from './rule-tests';

const RULES = ruleFile(RULE_GROUPS);
const CASES = Object.entries(ALERT_CASES);

/** The messages of promtool about failing cases of some alerts, each run with the rules that it needs; `only` limits the scenarios. */
async function failures(cases: typeof CASES, rules = RULES, only?: readonly string[]): Promise<string[]> {
  const files = cases.flatMap(([alert, alertCase]) => {
    const needed = rulesOf(alert, rules);
    const { tests, ...rest } = testFile(alert, alertCase, needed, `${alert}.rules.yaml`);
    const chosen = only ? tests.filter(({ name }) => only.includes(name.slice(alert.length + 1))) : tests;
    return [
      [`${alert}.rules.yaml`, JSON.stringify(needed)],
      [`${alert}.test.yaml`, JSON.stringify({ ...rest, tests: chosen })],
    ] as const;
  });
  const tests = cases.map(([alert]) => `${alert}.test.yaml`);
  const { ok, message } = await judge('promtool', ['test', 'rules', ...tests], Object.fromEntries(files));
  const failed = message.split(/^ *FAILED:\n/m).slice(1);
  return ok ? [] : failed.length > 0 ? failed : [message];
}

describe('the rules', () => {
  it('are accepted by Prometheus', async (t) => {
    const { ok, message } = await checkRules(JSON.stringify(RULES));
    assert.ok(ok, message);
    t.diagnostic(`${RULES.groups.length} groups, ${RULES.groups.flatMap(({ rules }) => rules).length} rules`);
  });

  it('fire when they should, with the labels that their texts use, and do not fire when they should not', async (t) => {
    const started = Date.now();
    const alerts = RULES.groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => alert ?? []));
    assert.deepEqual(new Set(CASES.map(([alert]) => alert)), new Set(alerts));
    const failed = await failures(CASES);
    assert.equal(failed.length, 0, `\n${failed.join('\n')}`);
    t.diagnostic(`${CASES.length} of ${CASES.length} alerts in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });

  it('fail their tests if they never fire, or always', async () => {
    const withExpr = (expr: string) => ({
      groups: RULES.groups.map((group) => ({
        ...group,
        rules: group.rules.map((rule) => (rule.alert ? { ...rule, expr, for: undefined } : rule)),
      })),
    });
    const [never, always] = await Promise.all([
      failures(CASES, withExpr('vector(0) > 1'), ['fires']),
      failures(CASES, withExpr('vector(1)'), ['fires', 'is silent']),
    ]);
    const missed = (cases: typeof CASES, failed: string[], test: string) =>
      cases
        .map(([alert]) => alert)
        .filter((alert) => !failed.some((part) => part.includes(`expr: "${test}{alertname=\\"${alert}\\"`)));
    assert.deepEqual(missed(CASES, never, 'count by (severity) (ALERTS'), []);
    const canBeSilent = CASES.filter(([, { silent }]) => silent);
    assert.deepEqual(missed(canBeSilent, always, 'ALERTS'), []);
  });
});
