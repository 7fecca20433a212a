import { canHave, syntaxError } from './labels';

describe('what a label can be on', () => {
  test.each([
    ['a series', 'up', 'pod', true],
    ['what an aggregation keeps', 'sum by (pod) (up)', 'pod', true],
    ['not what it does not keep', 'sum by (pod) (up)', 'namespace', false],
    ['not what an aggregation without a list loses', '100 * count(up) > 3', 'pod', false],
    ['not what it drops', 'sum without (pod) (up)', 'pod', false],
    ['what it does not drop', 'sum without (pod) (up)', 'namespace', true],
    ['not what an aggregation below has lost', 'max by (pod, node) (sum by (pod) (up))', 'node', false],
    ['the side that selects the samples', 'sum by (pod) (a) > 0 and on (pod) b', 'namespace', false],
    ['only what is matched on, one to one', 'a / on (pod) b', 'namespace', false],
    ['the many side', 'a * on (pod) group_left (node) b', 'namespace', true],
    ['what is carried over from the one side', 'sum by (pod) (a) * on (pod) group_left (node) b', 'node', true],
    ['not what is ignored', 'a - ignoring (state) b', 'state', false],
    ['only what both sides have', 'sum by (pod) (a) or sum by (node) (b)', 'pod', false],
    ['not the bound of a bucket', 'histogram_quantile(0.9, sum by (le, pod) (rate(a[5m])))', 'le', false],
    ['what a quantile keeps', 'histogram_quantile(0.9, sum by (le, pod) (rate(a[5m])))', 'pod', true],
    ['what is made of others', 'label_replace(sum by (pod) (a), "node", "$1", "pod", "(.*)")', 'node', true],
    ['what samples are counted by', 'count_values by (pod) ("version", a)', 'version', true],
    ['not a number', 'vector(1)', 'pod', false],
  ])('%s', (_, expr, label, expected) => expect(canHave(expr, label)).toBe(expected));
});

test('an expression that does not parse is shown from where it does not', () => {
  expect(syntaxError('sum by (pod) (up)')).toBeUndefined();
  expect(syntaxError('sum by (pod (up)')).toContain('at "');
});
