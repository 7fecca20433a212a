import * as fc from 'fast-check';
import { Alert } from '../../../lib/mixins/alerts/alert';
import { recordingRule } from '../../../lib/mixins/alerts/group';
import { burnRate, errorBudget, errorLimit } from '../../../lib/mixins/alerts/slo';
import { promql, series } from '../../../lib/mixins/expressions/expression';
import { parse } from '../../../lib/promql/expression';

const HOURS: Readonly<Record<string, number>> = {
  '5m': 1 / 12,
  '30m': 0.5,
  '1h': 1,
  '2h': 2,
  '6h': 6,
  '1d': 24,
  '3d': 72,
};
const PERIOD = 30 * 24;
/** Targets that are allowed, down to a budget of seven in a hundred. */
const targets = fc.double({ min: 0.931, max: 0.99999, noNaN: true });

const budget = (target = 0.99) =>
  errorBudget({
    level: 'calls',
    source: 'apiserver',
    target,
    requests: promql`sum by (job) (rate(${series('apiserver', 'calls_total')}[5m]))`,
    errors: promql`sum by (job) (rate(${series('apiserver', 'calls_failed_total')}[5m]))`,
  });
const alertOf = (target = 0.99) => new Alert({ ...budget(target), summary: 'S', description: 'Over {windows}.' });
const rules = (target = 0.99) =>
  alertOf(target)
    .rules('Burn', 'r')
    .map(({ rule }) => rule);
const windows = budget().levels.flatMap((level) => level.windows ?? []);
const longs = windows.map(({ long }) => long);

describe('burn rates of an error budget', () => {
  test('match the workbook', () => {
    expect(longs.map((long) => [long, burnRate(long)])).toEqual([
      ['1h', 14.4],
      ['6h', 6],
      ['1d', 3],
      ['3d', 1],
    ]);
    expect(windows.map(({ short }) => short)).toEqual(['5m', '30m', '2h', '6h']);
    expect(budget().levels.map(({ severity }) => severity)).toEqual(['critical', 'critical', 'warning', 'warning']);
  });

  test('have long windows twelve times as long as the short ones', () => {
    expect(windows.map(({ long, short }) => (HOURS[long] ?? 0) / (HOURS[short] ?? 0))).toEqual([12, 12, 12, 12]);
  });

  test('what burns at the limit for a long window has spent 2, 5, 10 and 10 % of the budget', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const spent = longs.map((long) => (errorLimit(target, long) * (HOURS[long] ?? 0)) / ((1 - target) * PERIOD));
        [0.02, 0.05, 0.1, 0.1].forEach((share, index) => expect(spent[index]).toBeCloseTo(share, 9));
      }),
    );
  });

  test('the longer the window, the fewer errors it takes; and never more than all requests', () => {
    fc.assert(
      fc.property(targets, (target) => {
        const limits = longs.map((long) => errorLimit(target, long));
        expect(limits).toEqual([...limits].sort((a, b) => b - a));
        expect(limits[0]).toBeLessThan(1);
        expect(limits.at(-1)).toBeGreaterThan(0);
      }),
    );
  });

  test('the stricter the target, the fewer errors it takes', () => {
    fc.assert(
      fc.property(targets, targets, fc.constantFrom(...longs), (one, other, long) => {
        const [loose, strict] = [Math.min(one, other), Math.max(one, other)];
        expect(errorLimit(strict, long)).toBeLessThanOrEqual(errorLimit(loose, long));
      }),
    );
  });

  test('a burn rate above the budget alerts before the budget is spent', () => {
    fc.assert(
      fc.property(targets, fc.double({ min: 1.001, max: 100, noNaN: true }), (target, rate) => {
        const errors = Math.min(1, rate * (1 - target));
        // Full windows of nothing else: a level fires when its long window is above the limit, that is after a part of it.
        const after = longs
          .filter((long) => errors > errorLimit(target, long))
          .map((long) => ((HOURS[long] ?? 0) * errorLimit(target, long)) / errors);
        const gone = (PERIOD * (1 - target)) / errors;
        expect(Math.min(...after)).toBeLessThan(gone);
      }),
    );
  });

  test('numbers in an expression have no binary rounding noise', () => {
    expect(longs.map((long) => errorLimit(0.99, long))).toEqual([0.144, 0.06, 0.03, 0.01]);
    expect(longs.map((long) => errorLimit(0.999, long))).toEqual([0.0144, 0.006, 0.003, 0.001]);
  });

  test('are undefined for other windows', () => {
    expect(() => burnRate('2h')).toThrow('looks at 2h; the long windows are 1h, 6h, 1d, 3d');
  });
});

describe('a target', () => {
  test.each([1, 1.2, 99, 0, -0.5, 0.5, 0.93, Number.NaN])('%d is refused', (target) => {
    expect(() => budget(target)).toThrow(
      `the target of calls is ${target}; it has to be above 0.9306, as no one can spend a larger budget 14.4 times too fast, ` +
        'and below 1, as there is no budget otherwise; 99 % is written 0.99',
    );
  });
});

describe('the rules of a budget', () => {
  const records = budget().records.map((record) => recordingRule(record).rule);

  test('record two series, with the labels of the source; no errors count as a ratio of 0', () => {
    expect(records.map(({ record }) => record)).toEqual(['calls:requests:rate5m', 'calls:errors:rate5m']);
    expect(records[1]?.expr).toMatch(/\nor 0 \* calls:requests:rate5m\{job="apiserver"\}$/);
  });

  test('compare both windows with the limit of the long one', () => {
    expect(rules().map(({ expr }) => expr.match(/\[\w+\]|> [\d.]+$/gm))).toEqual([
      ['[1h]', '[1h]', '> 0.144', '> 0.144'],
      ['[6h]', '[6h]', '> 0.06', '[30m]', '[30m]', '> 0.06'],
      ['[1d]', '[1d]', '> 0.03', '[2h]', '[2h]', '> 0.03'],
      ['[3d]', '[3d]', '> 0.01', '[6h]', '[6h]', '> 0.01'],
    ]);
  });

  test('parse, and divide by nothing that may be 0', () => {
    for (const { expr } of [...records, ...rules()]) expect(parse(expr).problems).toEqual([]);
    for (const { expr } of rules()) expect(expr.match(/ \/ \(.* > 0\)/g)).toHaveLength(2);
  });

  test('are distinguished by their windows, which the text names', () => {
    expect(rules().map(({ labels }) => labels)).toEqual(
      windows.map((one, n) => ({ severity: n < 2 ? 'critical' : 'warning', ...one })),
    );
    expect(rules().map(({ annotations }) => annotations?.description)).toEqual(
      windows.map(({ long, short }) => `Over ${long} and ${short}.`),
    );
  });

  test('keep their windows when tuned', () => {
    const tuning = { for: '9m', critical: { severity: 'info' }, warning: { enabled: false } } as const;
    const changed = new Alert(alertOf().definition, tuning);
    expect(changed.rules('Burn', 'r').map(({ rule }) => [rule.for, rule.labels?.severity, rule.labels?.long])).toEqual([
      ['9m', 'info', '1h'],
      ['9m', 'info', '6h'],
    ]);
  });
});
