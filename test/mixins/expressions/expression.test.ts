import {
  anySeries,
  joined,
  optional,
  percent,
  promql,
  series,
  share,
} from '../../../lib/mixins/expressions/expression';
import { recorded } from '../../../lib/mixins/expressions/recorded';
import { quantile } from '../../../lib/mixins/panels/rates';

const up = series('etcd', 'up', 'instance="a"');

describe('an expression', () => {
  test('has the text and the sources of its parts', () => {
    const other = series('coredns', 'up');
    expect(promql`sum(${up}) + sum(${other}) + ${2} * sum(${up})`).toMatchObject({
      text: 'sum(up{job="etcd",instance="a"}) + sum(up{job="coredns"}) + 2 * sum(up{job="etcd",instance="a"})',
      sources: ['etcd', 'coredns'],
    });
  });

  test('loses the indentation of the source file', () => {
    const expression = promql`
      sum(${up})
        / 2
    `;
    expect(expression.text).toBe('sum(up{job="etcd",instance="a"})\n/ 2');
  });

  test('passes further matchers to all of its series', () => {
    const whole = promql`sum(${up}) / ${promql`count(${anySeries('up')})`} > ${2}`;
    expect(whole.where('namespace="n"', 'pod!="p"')).toMatchObject({
      text: 'sum(up{job="etcd",instance="a",namespace="n",pod!="p"}) / count(up{namespace="n",pod!="p"}) > 2',
      sources: ['etcd'],
    });
    expect(whole.where().text).toBe(whole.text);
  });

  test('of a recorded series depends on the sources of its rule, and of the series that the rule uses', () => {
    const first = { record: 'a:b:c', expr: promql`sum(${up})` };
    const second = { record: 'a:b:d', expr: promql`${recorded(first)} / ${series('coredns', 'up')}` };
    expect(recorded(second)).toMatchObject({ text: 'a:b:d', sources: ['etcd', 'coredns'] });
    expect(recorded(second, 'x="1"').where('y="2"').text).toBe('a:b:d{x="1",y="2"}');
  });

  test('that is optional requires no source, with further matchers too', () => {
    const either = promql`${up} or ${optional(series('coredns', 'up'))}`;
    expect([either.sources, either.where('x="1"').sources]).toEqual([['etcd'], ['etcd']]);
    expect(either.where('x="1"').text).toContain('up{job="coredns",x="1"}');
  });

  test('joins others by an operator', () => {
    expect(joined('\nor ', [up, series('coredns', 'up'), anySeries('x')])).toMatchObject({
      text: 'up{job="etcd",instance="a"}\nor up{job="coredns"}\nor x{}',
      sources: ['etcd', 'coredns'],
    });
    expect(() => joined('or', [])).toThrow("there is no expression to join by 'or'; pass at least one");
  });

  test('of a quantile keeps the bounds of the buckets until the end', () => {
    const buckets = series('etcd', 'x_bucket');
    expect(quantile(0.99, 'To', buckets).text).toBe(
      'histogram_quantile(0.99, sum by (To, le) (rate(x_bucket{job="etcd"}[$__rate_interval])))',
    );
    expect(quantile(0.5, '', buckets).text).toContain('sum by (le) (');
  });

  test('of a ratio has no sample where the whole is 0', () => {
    expect(share(promql`a`, promql`b`).text).toBe('a / (b > 0)');
    expect(percent(promql`a`, promql`b`).text).toBe('100 * a / (b > 0)');
  });
});
