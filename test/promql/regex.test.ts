import { matchesRegex, regexProblem } from '../../lib/promql/regex';

test.each([
  '',
  'a|b',
  'node-[0-9]+\\..*',
  '(?i)a(?s:.)(?P<name>x)(?<other>y)',
  '[[:alpha:]_]\\pL\\p{Greek}',
  '[]a][^]b]',
  '\\Qa(b\\E+?',
  'a{2,5}?b{,3}{',
  '\\x41\\x{1F600}+',
  '\\Aa\\z\\b',
])('%s is valid RE2', (regex) => expect(regexProblem(regex)).toBeUndefined());

test.each([
  ['(?=a)', 'it looks around, which RE2 cannot'],
  ['a(?<!b)', 'it looks around, which RE2 cannot'],
  ['(?>a)', 'it has an atomic group, which RE2 has not'],
  ['(a)\\1', 'it refers back to a group, which RE2 cannot'],
  ['(?P<n>a)(?P=n)', 'it refers back to a group, which RE2 cannot'],
  ['a++', 'it has a possessive repetition, which RE2 has not'],
  ['a{2}{3}', 'it repeats a repetition'],
  ['a{1001}', 'it repeats more than 1000 times'],
  ['\\Z', 'it has the escape \\Z, which RE2 has not'],
  ['[\\b]', 'it has the escape \\b, which RE2 has not'],
  ['\\x4', 'it has the escape \\x, which RE2 has not'],
  ['[[:foo:]]', 'it has the class [:foo:], which RE2 has not'],
  ['(?(1)a)', 'it has a condition, which RE2 has not'],
  ['(?#a)', 'it has a comment, which RE2 has not'],
  ['(', 'it is not a regular expression'],
  ['*a', 'it is not a regular expression'],
  ['[b-a]', 'it is not a regular expression'],
])('%s is not valid RE2', (regex, why) => expect(regexProblem(regex)).toBe(why));

test.each([
  ['a|bc', 'bc', true],
  ['a|bc', 'xbc', false],
  ['(?i)ABC', 'abc', true],
  ['[[:digit:]]+', '123', true],
  ['\\Qa.b\\E', 'axb', false],
  ['\\Qa.b\\E', 'a.b', true],
  ['a.b', 'a\nb', true],
  ['(?P<n>x)+', 'xx', true],
  ['(', '(', false],
])('%s on %s', (regex, value, expected) => expect(matchesRegex(regex, value)).toBe(expected));
