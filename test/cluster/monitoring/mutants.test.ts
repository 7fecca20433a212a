import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, it } from 'node:test';
import { RULE_GROUPS } from '../../../lib/mixins';
import { ALERT_CASES } from '../../mixins/alerts/cases';
import { NIGHTLY } from '../nightly';
import { mutantsOf, mutated, sampleOf, type Mutant } from './mutants';
import { judge } from './program';
import { ruleFile, rulesOf, testFile } from './rule-tests';

/** The part that has to be noticed: 0.78 of the 500 of the nightly run are. */
const NOTICED = 0.75;

const RULES = ruleFile(RULE_GROUPS);
const MUTANTS = Object.keys(ALERT_CASES).flatMap((alert) => mutantsOf(rulesOf(alert, RULES)));

/** Whether the cases of the alert pass with the mutant, so that they would not notice the mistake. */
async function survives(mutant: Mutant): Promise<boolean> {
  const { [mutant.alert]: alertCase } = ALERT_CASES;
  assert.ok(alertCase, `${mutant.alert} has no case`);
  const rules = rulesOf(mutant.alert, RULES);
  const { ok } = await judge('promtool', ['test', 'rules', 'tests.yaml'], {
    'rules.yaml': JSON.stringify(mutated(rules, mutant)),
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

describe('the cases of the alerts', () => {
  it('notice at least three in four wrong thresholds, comparisons, windows, matchers and waiting times', async (t) => {
    const sample = sampleOf(MUTANTS, NIGHTLY ? 500 : 40);
    const survivors = await survivorsOf(sample);
    const killed = sample.length - survivors.length;
    t.diagnostic(`${killed} of ${sample.length} mutants are noticed, sampled from ${MUTANTS.length}`);
    const list = survivors.map(({ alert, change, rule }) => `${alert} (${rule.labels?.['severity'] ?? ''}): ${change}`);
    assert.ok(killed >= NOTICED * sample.length, `only ${killed} of ${sample.length}; unnoticed:\n${list.join('\n')}`);
  });
});
