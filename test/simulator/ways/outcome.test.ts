import * as fc from 'fast-check';
import { simulate } from '../../../lib/simulator/simulation';
import { autoscalerInputs, AUTOSCALERS } from '../../../lib/simulator/ways/autoscalers';
import { compareWays } from '../../../lib/simulator/ways/comparison';
import { outcomeOf, replicasAt } from '../../../lib/simulator/ways/outcome';
import { replicasFor, type WayInput } from '../../../lib/simulator/ways/way';
import { WAYS } from '../../../lib/simulator/ways/ways';
import { traceOf } from '../support';

/** Random loads, a new one every 50 s. */
const inputs: fc.Arbitrary<WayInput> = fc
  .record({
    rates: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 2, maxLength: 20 }),
    capacity: fc.integer({ min: 1, max: 20 }),
    podStart: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ rates, ...rest }) => ({
    ...rest,
    trace: traceOf(...rates.map((rate, index): [number, number] => [index * 50, rate])),
    until: (rates.length - 1) * 50,
  }));

describe('the outcome', () => {
  const input: WayInput = {
    trace: traceOf([0, 4], [100, 20], [200, 4], [300, 4]),
    capacity: 8,
    podStart: 10,
    until: 300,
  };

  test('counts requests without a ready replica, the time until there are enough, and the replicas', () => {
    const changes = [
      { time: 130, from: 1, to: 2 },
      { time: 150, from: 2, to: 3 },
      { time: 250, from: 3, to: 1 },
    ];
    expect(outcomeOf({ initialReplicas: 1, changes }, input, 0)).toEqual({
      initialReplicas: 1,
      changes,
      // 12 per second until 140 s, then 4 until 160 s.
      unserved: 12 * 40 + 4 * 20,
      demanded: 4 * 200 + 20 * 100,
      replicaSeconds: 130 + 2 * 20 + 3 * 100 + 50,
      longestShortage: 60,
      highest: 3,
      largestDrop: 2,
      flaps: 0,
    });
  });

  test('counts a shortage of less than one request per second', () => {
    const little = { ...input, trace: traceOf([0, 8], [100, 8.25], [300, 8]) };
    expect(outcomeOf({ initialReplicas: 1, changes: [] }, little, 0)).toMatchObject({
      unserved: 50,
      longestShortage: 200,
    });
  });

  test('has the replicas of each time', () => {
    const changes = [
      { time: 10, from: 1, to: 2 },
      { time: 10, from: 2, to: 4 },
      { time: 20, from: 4, to: 1 },
    ];
    expect(replicasAt({ initialReplicas: 1, changes }, [0, 9, 10, 15, 20, 30])).toEqual([1, 1, 4, 4, 1, 1]);
  });

  test('is the same as in the simulation of the autoscaler', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { ways } = compareWays(given, AUTOSCALERS);
        const own = autoscalerInputs(given).map(simulate);
        ways.forEach(({ functions: [outcome] }, index) => {
          const { unserved = 0, demanded = 0, replicaSeconds, changes } = own[index] ?? {};
          // The CPU is in cores, which are as many requests per second as the capacity.
          const unit = ways[index]?.name === 'hpa-cpu' ? given.capacity : 1;
          expect(outcome?.changes).toEqual(changes);
          expect(outcome?.unserved).toBeCloseTo(unserved * unit, 5);
          expect(outcome?.demanded).toBeCloseTo(demanded * unit, 5);
          expect(outcome?.replicaSeconds).toBeCloseTo(replicaSeconds ?? NaN, 5);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('of the needed replicas has nothing unserved, and no other way that serves all has fewer replicas', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { needed, ways } = compareWays(given, WAYS);
        const least = needed[0];
        expect(least?.unserved).toBeCloseTo(0, 6);
        for (const { functions } of ways) {
          for (const { unserved, demanded, replicaSeconds, longestShortage } of functions) {
            expect(unserved).toBeLessThanOrEqual(demanded + 1e-6);
            expect(longestShortage).toBeLessThanOrEqual(given.until);
            if (unserved < 1e-6) expect(replicaSeconds).toBeGreaterThanOrEqual((least?.replicaSeconds ?? 0) - 1e-6);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

test.each([
  [0, 8, 0],
  [8, 8, 1],
  [8.1, 8, 2],
  [0.3, 0.1, 3],
])('%d requests per second need replicas of %d: %d', (demand, capacity, replicas) => {
  expect(replicasFor(demand, capacity)).toBe(replicas);
});
