import { outputLabels, parse } from '../../lib/promql/expression';
import { canHave, onlyLabels, uselessGroupings } from '../../lib/promql/labels';

describe('a result can have these labels:', () => {
  test.each([
    ['what its series have', 'up', 'pod', true],
    ['what an aggregation keeps', 'sum by (pod) (up)', 'pod', true],
    ['not what it does not keep', 'sum by (pod) (up)', 'namespace', false],
    ['not what an aggregation without a list loses', '100 * count(up) > 3', 'pod', false],
    ['not what it drops', 'sum without (pod) (up)', 'pod', false],
    ['what it does not drop', 'sum without (pod) (up)', 'namespace', true],
    ['not what an aggregation below has lost', 'max by (pod, node) (sum by (pod) (up))', 'node', false],
    ['what a choice leaves', 'topk(3, sum by (pod) (up))', 'pod', true],
    ['the labels of the left side', 'sum by (pod) (a) > 0 and on (pod) b', 'namespace', false],
    ['only what is matched on, one to one', 'a / on (pod) b', 'namespace', false],
    ['only what both sides have, without a clause', 'sum by (pod, x) (a) / sum by (pod) (b)', 'x', false],
    ['the labels of the many side', 'a * on (pod) group_left (node) b', 'namespace', true],
    ['what is carried over', 'sum by (pod) (a) * on (pod) group_left (node) b', 'node', true],
    ['not what the one side has lost', 'sum by (pod) (a) * on (pod) group_left (x) sum by (pod) (b)', 'x', false],
    ['what is carried over from the left', 'a * on (pod) group_right (node) sum by (pod) (b)', 'node', true],
    ['not what is ignored', 'a - ignoring (state) b', 'state', false],
    ['what either side of or has', 'sum by (pod) (a) or sum by (node) (b)', 'node', true],
    ['not the bound of a bucket', 'histogram_quantile(0.9, sum by (le, pod) (rate(a[5m])))', 'le', false],
    ['what a quantile keeps', 'histogram_quantile(0.9, sum by (le, pod) (rate(a[5m])))', 'pod', true],
    ['what is made of others', 'label_replace(sum by (pod) (a), "node", "$1", "pod", "(.*)")', 'node', true],
    ['what values are counted by', 'count_values by (pod) ("version", a)', 'version', true],
    ['what the selector of the absent says', 'absent(up{job="x",pod=~"y"})', 'job', true],
    ['nothing else of the absent', 'absent(up{job="x",pod=~"y"})', 'pod', false],
    ['nothing of an absent result', 'absent(sum by (pod) (up))', 'pod', false],
    ['nothing of a number', 'vector(scalar(up))', 'pod', false],
    ['nothing of a time', 'hour()', 'pod', false],
    ['anything of what cannot be parsed', 'sum(', 'pod', true],
  ])('%s', (_, expr, label, expected) => expect(canHave(outputLabels(expr), label)).toBe(expected));
});

test('every sample of an or has only the labels of both sides', () => {
  const labels = outputLabels('sum by (pod, x) (a) or sum by (x) (b)', { or: 'each' });
  expect(labels).toEqual(onlyLabels(['x']));
  expect(canHave(outputLabels('sum without (x) (a) or b', { or: 'each' }), 'x')).toBe(false);
});

test('the union of open sets excludes only what both exclude', () => {
  const labels = outputLabels('sum without (x, y) (a) or sum without (y, z) (b)');
  expect(['x', 'y', 'z'].map((label) => canHave(labels, label))).toEqual([true, false, true]);
});

test('known labels of series make the labels of the result known', () => {
  const labelsOf = () => onlyLabels(['pod', 'job']);
  expect(outputLabels('sum without (pod) (a)', { labelsOf })).toEqual(onlyLabels(['job']));
  const { tree } = parse('sum by (pod, node) (a) / sum without (zone) (a)');
  const useless = tree ? uselessGroupings(tree.root, tree.source, { labelsOf }) : [];
  expect(useless.map(({ label }) => label)).toEqual(['node']);
});
