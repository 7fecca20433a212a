import fc from 'fast-check';
import { describeProblem, parse } from '../../lib/promql/expression';
import { FUNCTIONS } from '../../lib/promql/functions';

const problems = (expr: string): string[] => parse(expr).problems.map((problem) => describeProblem(problem, expr));

describe('an expression that Prometheus accepts has no problems:', () => {
  test.each([
    'up',
    '100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])))',
    'histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m]))) > 1',
    'a / on (pod, namespace) group_left (node) b',
    'a and on () b unless ignoring (x) c or vector(1)',
    'max_over_time(rate(a[5m])[1h:1m] offset 1d)',
    'a + b offset 5m',
    'a / ignoring (x) group_left b offset 5m > 3',
    'rate(a[5m]) - rate(a[5m] offset 1d)',
    '-a offset 5m + b @ start()',
    'label_join(a, "x", "-", "b", "c", "d")',
    'round(a) + round(a, 0.5) + hour() + hour(a)',
    'a{b=~"[[:alpha:]]+\\\\.(?:x|y)", c!~`\\d+`} == bool 1',
    '{__name__=~"a|b", job="c"} # all of them',
    'quantile(0.9, a) + on () count_values("x", b)',
    '1 > bool 2',
    'up > 100d',
    '{"a.b", "c d"="e"}',
    'sum(a) by (x,) / sum without (y) (b)',
  ])('%s', (expr) => expect(problems(expr)).toEqual([]));
});

describe('a syntax error is reported with its position and what was expected:', () => {
  test.each([
    ['sum(up', "the expression ends where ')' or ',' or an operator was expected (at character 7)"],
    ['rate(up[5m)', "')' is where ']' was expected (at character 11, ))"],
    ['up{a=b}', "'b' is where a quoted text was expected (at character 6, b)"],
    ['up{a="x" b="y"}', "'b' is where ',' or '}' was expected (at character 10, b)"],
    ['sum by pod (up)', "'pod' is where '(' was expected (at character 8, pod)"],
    ['1 +', 'the expression ends where an expression was expected (at character 4)'],
    ['up[', 'the expression ends where a duration was expected (at character 4)'],
    ['sum by (', "the expression ends where a label name or ')' was expected (at character 9)"],
    ['vectoor(1)', 'there is no function vectoor; nearest: vector (at character 8, ()'],
    ['su(up)', 'there is no function su; nearest: sum (at character 3, ()'],
    ['qwertzuiop(up)', 'there is no function qwertzuiop (at character 11, ()'],
    [' ', 'there is no expression (at character 1)'],
    ['# nothing', 'there is no expression (at character 1)'],
    ['up{a="b}', `a string without a closing " (at character 6, "b})`],
    [
      'up{a="\\d"}',
      '\\d is not a valid escape sequence; write \\\\d, or put the string in backquotes (at character 6, "\\d")',
    ],
  ])('%s', (expr, problem) => expect(problems(expr)).toEqual([problem]));
});

describe('type errors:', () => {
  test.each([
    [
      'rate(up)',
      'argument 1 of rate has to be a range vector, and this is an instant vector; write up[5m] (at character 6, up)',
    ],
    [
      'abs(up[5m])',
      'argument 1 of abs has to be an instant vector, and this is a range vector (at character 5, up[5m])',
    ],
    ['rate(a[5m], b[5m])', 'rate takes 1 argument, and there are 2 (at character 1, rate(a[5m], b[5m]))'],
    ['time(up)', 'time takes no argument, and there is 1 (at character 1, time(up))'],
    ['round()', 'round takes 1 to 2 arguments, and there is none (at character 1, round())'],
    ['label_join(up)', 'label_join takes 3 arguments or more, and there is 1 (at character 1, label_join(up))'],
    ['topk(up)', 'topk takes 2 arguments, and there is 1 (at character 1, topk(up))'],
    ['sum(1)', 'argument 1 of sum has to be an instant vector, and this is a number (at character 5, 1)'],
    ['topk(up, up)', 'argument 1 of topk has to be a number, and this is an instant vector (at character 6, up)'],
    ['count_values(1, up)', 'argument 1 of count_values has to be a text, and this is a number (at character 14, 1)'],
    ['up and 1', 'and combines two instant vectors, and one side is a number (at character 1, up and 1)'],
    ['1 > 2', 'two numbers can only be compared with > bool (at character 1, 1 > 2)'],
    ['a + bool b', 'bool goes with comparisons only, not with + (at character 1, a + bool b)'],
    ['a and on (x) group_left (y) b', 'and does not go with group_left (at character 7, on (x) group_left (y))'],
    [
      'a / on (x) group_left (x) b',
      'group_left cannot carry over the label x, which is matched on (at character 5, on (x) group_left (x))',
    ],
    ['a * on (x) 2', 'on matches two instant vectors, and one side is a number (at character 5, on (x))'],
    ['sum by (x, y, x) (a)', 'the label x is listed twice (at character 8, (x, y, x))'],
    [
      'a + b[5m]',
      'a side of + has to be an instant vector or a number, and this is a range vector (at character 5, b[5m])',
    ],
    ['-"x"', 'a sign goes with an instant vector or a number, and this is a text (at character 1, -"x")'],
    [
      'sum(a) offset 5m',
      'offset goes with a selector or a subquery, not with sum(a) (at character 1, sum(a) offset 5m)',
    ],
    ['a offset 5m offset 1h', 'offset is listed twice (at character 1, a offset 5m offset 1h)'],
    ['a @ NaN', '@ needs a time (at character 5, NaN)'],
    ['rate(a[0s])', 'a duration has to be more than 0s (at character 8, 0s)'],
    [
      'rate(sum(a)[5m])',
      'a range can only be taken of a selector; for an expression it is a subquery, sum(a)[…:] (at character 6, sum(a)[5m])',
    ],
    [
      'a[5m][5m:]',
      'what a subquery is taken of has to be an instant vector, and this is a range vector (at character 1, a[5m])',
    ],
    [
      '{a=""}',
      'it would select every series; name the metric, or a label that must not be empty (at character 1, {a=""})',
    ],
    [
      '{a=~".*"}',
      'it would select every series; name the metric, or a label that must not be empty (at character 1, {a=~".*"})',
    ],
    ['a{__name__="b"}', 'it names the metric twice (at character 1, a{__name__="b"})'],
    ['mad_over_time(a[5m])', 'mad_over_time is experimental and not enabled (at character 1, mad_over_time(a[5m]))'],
    ['limitk(2, a)', 'limitk is experimental and not enabled (at character 1, limitk(2, a))'],
    ['rate(a[5m + 1m])', '5m + 1m is calculated, which is experimental and not enabled (at character 8, 5m + 1m)'],
    ['a + fill(0) b', 'fill is experimental and not enabled (at character 1, a + fill(0) b)'],
    ['rate(a[5m] smoothed)', 'smoothed is experimental and not enabled (at character 6, a[5m] smoothed)'],
    [
      'up{a=~"(?=x)"}',
      'the regular expression \'(?=x)\' of a is not valid: it looks around, which RE2 cannot (at character 1, up{a=~"(?=x)"})',
    ],
    [
      'label_replace(a, "x", "$1", "y", "(?!z)")',
      'the regular expression \'(?!z)\' is not valid: it looks around, which RE2 cannot (at character 34, "(?!z)")',
    ],
  ])('%s', (expr, problem) => expect(problems(expr)).toEqual([problem]));
});

test('all problems are reported in the order of the text', () => {
  expect(problems('rate(a) + sum(1) + time(2)')).toEqual([
    expect.stringMatching(/^argument 1 of rate .*character 6/),
    expect.stringMatching(/^argument 1 of sum .*character 15/),
    expect.stringMatching(/^time takes no argument.*character 20/),
  ]);
});

test('positions refer to the original text, even where the parser reads it differently', () => {
  expect(problems('a + b offset 5m + rate(c)')).toEqual([expect.stringMatching(/character 24, c\)$/)]);
});

test('a function takes exactly its declared arguments', () => {
  const argument = { instant: 'a', range: 'a[5m]', scalar: '1', string: '"s"' };
  const stable = [...FUNCTIONS].filter(([, { experimental }]) => !experimental);
  fc.assert(
    fc.property(fc.constantFrom(...stable), fc.nat(8), ([name, { args, least, most }], count) => {
      const given = Array.from({ length: count }, (_, index) => argument[args[index] ?? args.at(-1) ?? 'scalar']);
      const fits = count >= least && count <= most;
      expect(problems(`${name}(${given.join(', ')})`).length === 0).toBe(fits);
    }),
  );
});
