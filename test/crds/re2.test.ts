import fc from 'fast-check';
import { re2Problem, toRegExp } from '../../lib/crds/re2';

// What Go's regexp package said of each, from a comparison of 60,000 random expressions with it.
test.each([
  ['(?i)node_.+', 'NODE_cpu', 'cpu'],
  ['(?i:a)b', 'Ab', 'AB'],
  ['(?P<name>a)(?<other>b)', 'ab', 'a'],
  ['^(?:a|b)$', 'b', 'ab'],
  ['[[:alpha:]_]+[[:^digit:]]', 'ab', '11'],
  ['\\pL{2}', 'éà', '12'],
  ['\\p{Greek}', 'α', 'a'],
  ['\\Qa.b\\E', 'a.b', 'aXb'],
  ['\\x{41}\\x42', 'AB', 'ab'],
  ['a.b', 'a\rb', 'a\nb'],
  ['(?s)a.b', 'a\nb', 'ab'],
  ['(?m)^b$', 'a\nb', 'ab'],
  ['{,3}', '{,3}', 'a'],
  ['[]a]', ']', 'b'],
  ['a-b/c', 'a-b/c', 'abc'],
])('%s matches like in RE2', (pattern, yes, no) => {
  expect([toRegExp(pattern).test(yes), toRegExp(pattern).test(no)]).toEqual([true, false]);
});

test.each([
  ['a(?!b)', "'(?!b' is not supported by RE2, which has no lookaround"],
  ['(?<=a)b', "'(?<=' is not supported by RE2, which has no lookaround"],
  ['(a)\\1', "'\\1' is not supported by RE2, which has no backreferences"],
  ['a**', "'*' has nothing to repeat"],
  ['*a', "'*' has nothing to repeat"],
  ['a{1001}', "'{1001}' is not an RE2 repetition"],
  ['a{3,2}', "'{3,2}' is not an RE2 repetition"],
  ['(a', "a '(' is not closed"],
  ['a)', "')' closes no group"],
  ['[a', "a '[' is not closed"],
  ['[b-a]', 'Range out of order in character class'],
  ['[[:letter:]]', "'[:letter:]' is not a character class"],
  ['(?P<a>b)(?P<a>c)', "two groups are called 'a'"],
  ['\\Z', "'\\Z' is not an RE2 escape sequence"],
  ['a\\', "it ends with a '\\'"],
])('%s is rejected', (pattern, problem) => {
  expect(re2Problem(pattern)).toBe(problem);
});

test('an escaped string matches exactly that string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      const expression = toRegExp(`^${text.replaceAll(/[^A-Za-z0-9\s]/g, '\\$&')}$`);
      expect([expression.test(text), expression.test(`${text}x`)]).toEqual([true, false]);
    }),
  );
});

test('any string yields a pattern or a problem, never an exception', () => {
  fc.assert(fc.property(fc.string(), (text) => ['string', 'undefined'].includes(typeof re2Problem(text))));
});
