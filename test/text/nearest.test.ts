import fc from 'fast-check';
import { nearest } from '../../lib/text/nearest';

test.each([
  ['a missing letter', 'replica', ['external', 'replicas', 'size'], 'replicas'],
  ['two letters in the wrong order', 'taem', ['ops', 'team'], 'team'],
  ['another case', 'heapmib', ['size', 'heapMiB'], 'heapMiB'],
  ['the beginning of a candidate', 'mem', ['cpu', 'memory'], 'memory'],
  ['a candidate and more', 'maximum', ['min', 'max'], 'max'],
  ['the longer of two candidates that it begins with', 'retentionDay', ['retention', 'retentionDays'], 'retentionDays'],
  ['a part of a path that is misspelt', 'kafka.replicacount', ['kafka', 'kafka.replicaCount'], 'kafka.replicaCount'],
])('%s is near', (_, word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});

test.each([
  ['a series of another program', 'checkout_orders_waiting', ['node_procs_running', 'checkpoint_orders_total_running']],
  ['a receiver that shares a few letters', 'ops-on-call', ['team']],
  ['a word of the same length', 'url', ['dns']],
  ['a section above an unknown path', 'whisk.unheardOf', ['whisk', 'whisk.limits']],
  ['a candidate of two letters that the word begins with', 'uploads_total', ['up']],
  ['nothing', 'word', []],
])('%s is not near', (_, word, candidates) => {
  expect(nearest(word, candidates)).toBeUndefined();
});

test('a candidate is always near to itself, and nothing else is suggested in its place', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (candidates, index) => {
      const word = candidates[index % candidates.length] ?? '';
      expect(nearest(word, candidates)?.toLowerCase()).toBe(word.toLowerCase());
    }),
  );
});
