import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { RULE_GROUPS } from '../../../lib/mixins';
import { ALERT_CASES } from '../../mixins/alerts/cases';
import { NIGHTLY } from '../nightly';
import { mutantsOf, mutated, sampleOf, type Mutant } from './mutants';
import { judge } from './program';
import { ruleFile, rulesOf, testFile } from './rule-tests';

/** The ratio that has to be noticed. */
const NOTICED = 0.9;

const RULES = ruleFile(RULE_GROUPS);
const ALL = Object.keys(ALERT_CASES).flatMap((alert) => mutantsOf(rulesOf(alert, RULES)));
const MUTANTS = ALL.filter(({ equivalent }) => !equivalent);
const EQUIVALENT = ALL.filter(({ equivalent }) => equivalent);

/** Whether the cases of the alert pass with the mutant, so that they would not notice the mistake. */
async function survives(mutant: Mutant): Promise<boolean> {
  const { [mutant.alert]: alertCase } = ALERT_CASES;
  assert.ok(alertCase, `${mutant.alert} has no case`);
  const rules = mutated(rulesOf(mutant.alert, RULES), mutant);
  const { ok } = await judge('promtool', ['test', 'rules', 'tests.yaml'], {
    'rules.yaml': JSON.stringify(rules),
    'tests.yaml': JSON.stringify(testFile(mutant.alert, alertCase, rules, 'rules.yaml')),
  });
  return ok;
}

/** The mutants that survive; as many run at a time as there are cores. */
async function survivorsOf(mutants: readonly Mutant[]): Promise<Mutant[]> {
  const left = [...mutants];
  const survivors: Mutant[] = [];
  const worker = async (): Promise<void> => {
    for (let mutant = left.pop(); mutant; mutant = left.pop()) if (await survives(mutant)) survivors.push(mutant);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return survivors;
}

const described = ({ alert, change, rule }: Mutant): string =>
  `${alert} (${rule.labels?.['severity'] ?? ''}): ${change}`;

describe('the cases of the alerts', () => {
  it('notice at least nine in ten wrong thresholds, comparisons, windows, matchers and waiting times', async (t) => {
    const sample = sampleOf(MUTANTS, NIGHTLY ? 500 : 40);
    const survivors = await survivorsOf(sample);
    const killed = sample.length - survivors.length;
    t.diagnostic(`${killed} of ${sample.length} mutants are noticed, sampled from ${MUTANTS.length}`);
    const list = survivors.map(described).join('\n');
    assert.ok(killed >= NOTICED * sample.length, `only ${killed} of ${sample.length}; unnoticed:\n${list}`);
  });

  it('notice none of the mutants that are left out because they give the same result', async (t) => {
    const sample = sampleOf(EQUIVALENT, NIGHTLY ? 100 : 5);
    const survivors = await survivorsOf(sample);
    assert.deepEqual(sample.filter((mutant) => !survivors.includes(mutant)).map(described), []);
    t.diagnostic(`${EQUIVALENT.length} of ${ALL.length} mutants are left out; ${sample.length} of them were tried`);
  });
});

/** Expressions, and their matchers that can be removed without a change. */
const REDUNDANT: Readonly<Record<string, readonly string[]>> = {
  'a{job="x"} / b{job="x"} > 1': ['a job', 'b job'],
  'a{job="x"} / b > 1': [],
  'a{job="x",k="y"} / on (k) b{job="x",k="y"} > 1': ['a k', 'b k'],
  'a{job="x"} / ignoring (job) b{job="x"} > 1': [],
  'sum by (n) (a{job="x"}) / sum by (n) (b{job="x"}) > 1': [],
  'sum by (job) (rate(a{job="x"}[5m])) / sum by (job) (rate(b{job="x"}[5m])) > 1': ['a job', 'b job'],
  'a{job="x"} unless b{job="x"}': ['b job'],
  '(a{job="x"} or b{job="x"}) and c{job="x"}': ['a job', 'b job', 'c job'],
  'absent(a{job="x"})': [],
  'recorded{job="x"} > 1': ['recorded job'],
};

describe('mutants', () => {
  it('are equivalent only where another operand or the recorded series already has the condition', () => {
    const records = [{ record: 'recorded', expr: 'sum by (job) (a{job="x"})' }];
    const found = Object.keys(REDUNDANT).map((expr) => {
      const mutants = mutantsOf({ groups: [{ name: 'g', rules: [...records, { alert: 'A', expr }] }] });
      const removed = mutants
        .filter(({ equivalent }) => equivalent)
        .map(({ change }) => Number(/\d+$/.exec(change)?.[0]));
      return [
        expr,
        removed.map(
          (at) => (/(\w+)\{[^{]*$/.exec(expr.slice(0, at))?.[1] ?? '') + ' ' + (/^\w+/.exec(expr.slice(at))?.[0] ?? ''),
        ),
      ];
    });
    assert.deepEqual(Object.fromEntries(found), REDUNDANT);
  });
});
