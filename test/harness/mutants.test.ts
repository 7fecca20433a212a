import { mutantsOf, mutated, sampleOf } from '../cluster/monitoring/mutants';

const rule = {
  alert: 'QueueLong',
  expr: 'max_over_time(queue{job="a",state=~"x|y"}[5m]) > 10 and up == 0',
  for: '15m',
  labels: { severity: 'warning' },
};
const file = { groups: [{ name: 'g', rules: [{ record: 'r', expr: 'sum(queue) > 1' }, rule] }] };
const mutants = mutantsOf(file);

describe('mutants of a rule', () => {
  test('change one threshold, comparison, window, matcher or waiting time', () => {
    expect(mutants.map(({ rule: { expr, for: duration } }) => `${expr} for ${duration ?? '0s'}`)).toEqual([
      'max_over_time(queue{job="a",state=~"x|y"}[5m]) <= 10 and up == 0 for 15m',
      'max_over_time(queue{job="a",state=~"x|y"}[5m]) > 15 and up == 0 for 15m',
      'max_over_time(queue{job="a",state=~"x|y"}[5m]) > 6.66667 and up == 0 for 15m',
      'max_over_time(queue{job="a",state=~"x|y"}[1800s]) > 10 and up == 0 for 15m',
      'max_over_time(queue{job="a",state=~"x|y"}[60s]) > 10 and up == 0 for 15m',
      'max_over_time(queue{job!="a",state=~"x|y"}[5m]) > 10 and up == 0 for 15m',
      'max_over_time(queue{job=~".*",state=~"x|y"}[5m]) > 10 and up == 0 for 15m',
      'max_over_time(queue{job="a",state!~"x|y"}[5m]) > 10 and up == 0 for 15m',
      'max_over_time(queue{job="a",state=~".*"}[5m]) > 10 and up == 0 for 15m',
      'max_over_time(queue{job="a",state=~"x|y"}[5m]) > 10 and up != 0 for 15m',
      `${rule.expr} for 1800s`,
      `${rule.expr} for 0s`,
    ]);
  });

  test('name what is changed', () => {
    expect(mutants.map(({ change }) => change)).toContain('5m -> 1800s, at 42');
  });

  test('take the place of the rule, and leave the others as they are', () => {
    for (const mutant of mutants)
      expect(mutated(file, mutant)).toEqual({
        groups: [{ name: 'g', rules: [file.groups[0]?.rules[0], mutant.rule] }],
      });
  });

  test('do not touch what is not a condition: names, parameters, recorded series', () => {
    const expr = 'histogram_quantile(0.99, rate({__name__=~"a|b"}[5m]))';
    const changes = mutantsOf({ groups: [{ name: 'g', rules: [{ alert: 'A', expr }] }] }).map(({ change }) => change);
    expect(changes).toEqual(['5m -> 1800s, at 48', '5m -> 60s, at 48']);
  });
});

test('a sample is the same each time, without repetition', () => {
  const all = Array.from({ length: 100 }, (_, index) => index);
  expect(sampleOf(all, 40)).toEqual(sampleOf(all, 40));
  expect(new Set(sampleOf(all, 40)).size).toBe(40);
  expect(sampleOf(all, 40)).not.toEqual(all.slice(0, 40));
  expect(sampleOf(all, 500)).toHaveLength(100);
});
