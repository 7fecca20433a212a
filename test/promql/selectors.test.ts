import { selectorsOf } from '../../lib/promql/expression';

const plain = { matchers: [], range: false, alternative: false };

test.each<[string, unknown[]]>([
  ['up', [{ ...plain, metric: 'up' }]],
  [
    'rate(a{b="c",d!~`e\\d`}[5m] offset 1h)',
    [
      {
        ...plain,
        metric: 'a',
        matchers: [
          { name: 'b', operator: '=', value: 'c' },
          { name: 'd', operator: '!~', value: 'e\\d' },
        ],
        range: true,
        offset: '1h',
      },
    ],
  ],
  [
    'a + b offset 5m',
    [
      { ...plain, metric: 'a' },
      { ...plain, metric: 'b', offset: '5m' },
    ],
  ],
  ['{__name__="a"}', [{ ...plain, metric: 'a' }]],
  ['{"a.b"}', [{ ...plain, metric: 'a.b' }]],
  ['{__name__=~"a|b"}', [{ ...plain, matchers: [{ name: '__name__', operator: '=~', value: 'a|b' }] }]],
  [
    'a{b="\\u0041\\"\\x42\\103\\n"}',
    [{ ...plain, metric: 'a', matchers: [{ name: 'b', operator: '=', value: 'A"BC\n' }] }],
  ],
  [
    'sum(a or b) / c',
    [
      { ...plain, metric: 'a', alternative: true },
      { ...plain, metric: 'b', alternative: true },
      { ...plain, metric: 'c' },
    ],
  ],
  ['max_over_time(a[1h:5m])', [{ ...plain, metric: 'a' }]],
  ['sum(', []],
])('%s', (expr, selectors) => expect(selectorsOf(expr)).toEqual(selectors));
