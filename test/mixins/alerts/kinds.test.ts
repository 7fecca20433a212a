import * as fc from 'fast-check';
import { ALERT_CASES } from './cases';
import { derived, KINDS, minutes } from './kinds';
import { samplesOf } from './samples';

const scenarios = Object.entries(ALERT_CASES).flatMap(([alert, { fires, silent }]) =>
  [fires, ...(silent ? [silent] : [])].map((scenario) => ({ alert, scenario })),
);

describe('samples in the notation of promtool', () => {
  test('are expanded one by one', () => {
    expect(samplesOf('1 2+3x2 _x2 stale -1x1 Inf')).toEqual(['1', '2', '5', '8', '_', '_', 'stale', '-1', '-1', 'Inf']);
  });

  test('begin at the start, and rise by the step', () => {
    const number = fc.integer({ min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(number, number, fc.nat(300), (start, step, times) => {
        const samples = samplesOf(`${start}${step < 0 ? '' : '+'}${step}x${times}`).map(Number);
        expect(samples).toHaveLength(times + 1);
        expect(samples.at(-1)).toBe(start + times * step);
      }),
    );
  });
});

describe('circumstances of alerts', () => {
  test('of every kind occur in some case', () => {
    const unused = KINDS.filter((kind) => !scenarios.some(({ scenario }) => derived(kind, scenario)));
    expect(unused).toEqual([]);
  });

  test('keep the number of samples and the time of the look', () => {
    const shorter = scenarios.flatMap(({ alert, scenario }) =>
      // The series of one node may be the shorter ones.
      KINDS.filter((kind) => {
        if (kind === 'one node') return false;
        const { series = scenario.series, at = scenario.at } = derived(kind, scenario) ?? {};
        const most = (all: Readonly<Record<string, string>>) =>
          Math.max(0, ...Object.values(all).map((text) => samplesOf(text).length));
        return at !== scenario.at || most(series) !== most(scenario.series);
      }).map((kind) => `${alert}: ${kind}`),
    );
    expect(shorter).toEqual([]);
  });

  test('are exempted with a reason, and only where they would change something', () => {
    const idle = Object.entries(ALERT_CASES).flatMap(([alert, { fires, exempt = {} }]) =>
      KINDS.filter((kind) => exempt[kind] !== undefined && (exempt[kind] === '' || !derived(kind, fires))).map(
        (kind) => `${alert}: ${kind}`,
      ),
    );
    expect(idle).toEqual([]);
  });

  test('understand the durations of cases', () => {
    expect([minutes('25m'), minutes('4h'), minutes('4h30m')]).toEqual([25, 240, 270]);
    expect(
      scenarios.filter(({ scenario }) => scenario.at !== '0m' && minutes(scenario.at) === 0).map(({ alert }) => alert),
    ).toEqual([]);
  });
});
