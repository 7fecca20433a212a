import { RULE_GROUPS } from '../../../lib/mixins';
import type { AlertCase } from './alert-case';
import { ALERT_CASES } from './cases';
import { among, deletion, metricsWith, outweighed, recovery, relabelled } from './combined';
import { derived, later, minutes } from './kinds';

describe('a fault that is over', () => {
  const fires = {
    series: { 'level{a="1"}': '9x10', 'errors_total{a="1"}': '5+2x10', 'gone{a="1"}': '1x10' },
    at: '3m',
  };
  const silent = { series: { 'level{a="1"}': '1x1', 'errors_total{a="1"}': '4+1x1', 'new{a="1"}': '7x10' }, at: '1m' };

  test('leaves counters where they are, ends and begins other series, and goes on as it was last', () => {
    expect(recovery(fires, silent, 7)).toEqual({
      series: {
        'level{a="1"}': '9 9 9 9 1 1 1 1',
        'errors_total{a="1"}': '5 7 9 11 11 12 13 14',
        'gone{a="1"}': '1 1 1 1 stale _ _ _',
        'new{a="1"}': '_ _ _ _ 7 7 7 7',
      },
      at: '7m',
    });
  });

  test('may be over because everything is deleted', () => {
    expect(deletion(fires, 5).series).toEqual({
      'level{a="1"}': '9 9 9 9 stale _',
      'errors_total{a="1"}': '5 7 9 11 stale _',
      'gone{a="1"}': '1 1 1 1 stale _',
    });
  });

  test('may be over for one metric', () => {
    expect(deletion(fires, 5, 'gone').series).toEqual({
      'level{a="1"}': '9 9 9 9 9 9',
      'errors_total{a="1"}': '5 7 9 11 13 15',
      'gone{a="1"}': '1 1 1 1 stale _',
    });
  });

  test('is later for an alert that is delayed', () => {
    expect(later(2, { series: { 'errors_total{a="1"}': '5+2x1', 'level{a="1"}': '9x1' }, at: '1m' })).toEqual({
      series: { 'errors_total{a="1"}': '5 7 9 11', 'level{a="1"}': '9 9 9 9' },
      at: '3m',
    });
  });
});

describe('other series', () => {
  const scenario = { series: { 'up{job="a",pod="p"}': '1' }, at: '1m' };
  const others = { series: { 'up{job="a",pod="p"}': '0', 'ready{pod="p",job="a"}': '0' }, at: '1m' };

  test('differ in one label that decides, or that is ignored with a value', () => {
    expect(among(scenario, others, {}).series).toEqual({
      'up{job="a",pod="p"}': '1',
      'up{job="other",pod="p"}': '0',
      'ready{pod="p",job="other"}': '0',
    });
    expect(among(scenario, others, { decides: [], ignores: { pod: 'x', phase: 'y' } }).series).toEqual({
      'up{job="a",pod="p"}': '1',
      'up{job="a",pod="x"}': '0',
      'ready{pod="x",job="a"}': '0',
    });
  });
});

describe('other series at an extreme', () => {
  const fires = { series: { 'up{job="a"}': '0', 'errors_total{job="a",code="500"}': '0+1x9' }, at: '1m', expect: {} };

  test('are low or high, and in all labels that decide', () => {
    const decides = ['job', 'code'];
    expect(outweighed('low', fires, { fires, decides }).series).toEqual({
      ...fires.series,
      'up{job="other"}': '0x1',
      'errors_total{job="other",code="500"}': '0x1',
      'errors_total{job="a",code="other"}': '0x1',
    });
    expect(outweighed('high', fires, { fires, decides }).series).toMatchObject({
      'up{job="other"}': '1e9x1',
      'errors_total{job="other",code="500"}': '0+1e6x1',
    });
  });

  test('leave out labels whose other values a ratio divides by', () => {
    const { series } = outweighed('high', fires, { fires, decides: ['job', 'code'], divided: ['code'] });
    expect(Object.keys(series).filter((name) => name.includes('code="other"'))).toEqual([]);
  });
});

describe('one of several metrics', () => {
  const scenario = { series: { 'up{job="a",pod="p"}': '1', 'ready{job="a"}': '0', 'ready{job="b"}': '2' }, at: '1m' };

  test('is changed with each of its labels', () => {
    expect(metricsWith(['job', 'pod'], scenario)).toEqual([
      ['up', 'job'],
      ['up', 'pod'],
      ['ready', 'job'],
    ]);
    expect(relabelled(scenario, 'up', 'pod').series).toEqual({
      ...scenario.series,
      'up{job="a",pod="p"}': undefined,
      'up{job="a",pod="other"}': '1',
    });
  });
});

describe('the cases of alerts', () => {
  const cases = Object.entries(ALERT_CASES).flatMap(([alert, { variants = {}, ...first }]): [string, AlertCase][] => [
    [alert, first],
    ...Object.entries(variants).map(([name, one]): [string, AlertCase] => [`${alert}, ${name}`, one]),
  ]);
  const idle = (labels: (alertCase: AlertCase) => readonly string[]): string[] =>
    cases.flatMap(([alert, alertCase]) =>
      labels(alertCase)
        .filter(
          (label) =>
            ![alertCase.fires, alertCase.silent].some((one) =>
              Object.keys(one?.series ?? {}).some((key) => key.includes(`${label}="`)),
            ),
        )
        .map((label) => `${alert}: ${label}`),
    );

  test('state when the alert ends, unless it always fires', () => {
    const withoutEnd = cases.filter(([, { silent, ends }]) => silent !== undefined && ends === undefined);
    expect(withoutEnd.map(([alert]) => alert)).toEqual([]);
  });

  test('end after they begin', () => {
    const early = cases.filter(([, { fires, ends = fires.at, gone = ends, until = {} }]) => {
      const others = Object.values(until).map(minutes);
      return minutes(gone) < minutes(fires.at) || others.some((end) => end >= minutes(ends));
    });
    expect(early.map(([alert]) => alert)).toEqual([]);
  });

  test('name labels that their series have', () => {
    expect(idle(({ decides = [] }) => decides)).toEqual([]);
    expect(idle(({ divided = [] }) => divided)).toEqual([]);
    expect(idle(({ ignores = {} }) => Object.keys(ignores))).toEqual([]);
  });

  test('fire with each severity of the alert', () => {
    const severities = RULE_GROUPS.flatMap(({ alerts }) =>
      Object.entries(alerts).flatMap(([alert, one]) =>
        one.rules(alert, '').map(({ rule }) => ({ alert, severity: rule.labels?.['severity'] ?? '' })),
      ),
    );
    const proven = (alert: string): string[] =>
      cases
        .filter(([name]) => name.split(', ')[0] === alert)
        .flatMap(([, { fires, also = {} }]) =>
          [fires, ...Object.values(also)].flatMap((one) => Object.keys(one.expect ?? {})),
        );
    expect(severities.filter(({ alert, severity }) => !proven(alert).includes(severity))).toEqual([]);
  });

  test('name optional metrics that their series have', () => {
    const unknown = cases.flatMap(([alert, { fires, optional = [] }]) =>
      optional
        .filter((metric) => !metricsWith(['job'], fires).some(([name]) => name === metric))
        .map((metric) => `${alert}: ${metric}`),
    );
    expect(unknown).toEqual([]);
  });

  test('name metrics of several whose end shows at a time of its own', () => {
    const unknown = cases.flatMap(([alert, { fires, gone, fewer = {} }]) =>
      Object.entries(fewer)
        .filter(([metric, end]) => end === gone || !metricsWith(['job'], fires).some(([name]) => name === metric))
        .map(([metric]) => `${alert}: ${metric}`),
    );
    expect(unknown).toEqual([]);
  });

  test('leave the series of every kind as long as the delay needs', () => {
    const { fires } = ALERT_CASES['KubePodNotReady'] ?? {};
    expect(fires && derived('a restart', later(5, fires))?.at).toBe('20m');
  });
});
