import { RuleAlerts, type AlertRule } from '../../../lib/simulator/alert-loop/alert';

const RULE: AlertRule = { scrapeInterval: 5, evaluationInterval: 15, window: 10, threshold: 5, holds: 5 };

/** What is sent at each evaluation, given the rate at each. */
function sent(rule: AlertRule, rates: readonly (number | undefined)[]): string[] {
  const alerts = new RuleAlerts(rule);
  return rates.flatMap((rate, index) => {
    const time = index * rule.evaluationInterval;
    return alerts
      .evaluate(time, new Map([['f', rate]]))
      .map(({ firing }) => `${time} ${firing ? 'firing' : 'resolved'}`);
  });
}

describe('the rule', () => {
  test('fires at the second evaluation above the threshold, as `for` is shorter than the interval', () => {
    expect(sent(RULE, [6, 6])).toEqual(['15 firing']);
  });

  test('fires at once without `for`', () => {
    expect(sent({ ...RULE, holds: 0 }, [6])).toEqual(['0 firing']);
  });

  test('does not fire at the threshold itself, and starts again after a value below', () => {
    expect(sent(RULE, [5, 5, 6, 4, 6, 4, 6, 6])).toEqual(['105 firing']);
  });

  test('is resolved by a missing value', () => {
    expect(sent(RULE, [6, 6, undefined])).toEqual(['15 firing', '30 resolved']);
  });

  test('sends a state again once more than a minute has passed, and a resolved one for a quarter of an hour', () => {
    expect(sent(RULE, [6, 6, 6, 6, 6, 6, 6, 6])).toEqual(['15 firing', '90 firing']);
    const resolved = sent(RULE, [6, 6, ...Array.from({ length: 80 }, () => 0)]).slice(1);
    expect(resolved).toHaveLength(13);
    expect(resolved.at(0)).toBe('30 resolved');
    expect(resolved.at(-1)).toBe('930 resolved');
  });

  test('waits again after it was resolved', () => {
    expect(sent(RULE, [6, 6, 0, 6, 6])).toEqual(['15 firing', '30 resolved', '60 firing']);
  });
});
