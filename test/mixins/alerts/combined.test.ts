import { ALERT_CASES } from './cases';
import { among, deletion, metricsWith, recovery, relabelled } from './combined';
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

  test('is not looked at where it is the only one', () => {
    expect(metricsWith(['job'], { series: { 'up{job="a"}': '1' }, at: '1m' })).toEqual([]);
  });
});

describe('the cases of alerts', () => {
  const cases = Object.entries(ALERT_CASES);
  const idle = (labels: (alert: string) => readonly string[]): string[] =>
    cases.flatMap(([alert, { fires, silent }]) =>
      labels(alert)
        .filter(
          (label) =>
            ![fires, silent].some((one) => Object.keys(one?.series ?? {}).some((key) => key.includes(`${label}="`))),
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
    expect(idle((alert) => ALERT_CASES[alert]?.decides ?? [])).toEqual([]);
    expect(idle((alert) => Object.keys(ALERT_CASES[alert]?.ignores ?? {}))).toEqual([]);
  });

  test('name optional metrics that their series have', () => {
    const unknown = cases.flatMap(([alert, { fires, optional = [] }]) =>
      optional
        .filter((metric) => !metricsWith(['job'], fires).some(([name]) => name === metric))
        .map((metric) => `${alert}: ${metric}`),
    );
    expect(unknown).toEqual([]);
  });

  test('leave the series of every kind as long as the delay needs', () => {
    const { fires } = ALERT_CASES['KubePodNotReady'] ?? {};
    expect(fires && derived('a restart', later(5, fires))?.at).toBe('20m');
  });
});
