import * as fc from 'fast-check';
import { replicasAfter, type GatewayScaling } from '../../../lib/simulator/alert-loop/scaling';

const scaling: fc.Arbitrary<GatewayScaling> = fc
  .record({
    minReplicas: fc.integer({ min: 1, max: 5 }),
    above: fc.integer({ min: 0, max: 60 }),
    factor: fc.integer({ min: 1, max: 100 }),
    gateway: fc.constantFrom('community', 'uncapped'),
  })
  .map(({ minReplicas, above, factor, gateway }) => ({
    minReplicas,
    maxReplicas: minReplicas + above,
    factor,
    gateway,
  }));

const mostOf = ({ maxReplicas, gateway }: GatewayScaling): number =>
  gateway === 'community' ? Math.min(maxReplicas, 5) : maxReplicas;

/** Replicas after firing notifications, until they no longer change. */
function climb(settings: GatewayScaling): number[] {
  const replicas = [settings.minReplicas];
  for (;;) {
    const current = replicas.at(-1) ?? 0;
    const next = replicasAfter(true, current, settings);
    if (next === current) return replicas;
    replicas.push(next);
  }
}

describe('the gateway', () => {
  test.each<[string, GatewayScaling, number[]]>([
    ['today', { minReplicas: 1, maxReplicas: 5, factor: 10, gateway: 'community' }, [1, 2, 3, 4, 5]],
    ['today with a larger maximum', { minReplicas: 1, maxReplicas: 40, factor: 50, gateway: 'community' }, [1, 4, 5]],
    ['of 2018', { minReplicas: 1, maxReplicas: 20, factor: 20, gateway: '2018' }, [1, 4, 8, 12, 16, 20]],
    // Two from one replica, and not one more than before.
    [
      'of 2018 with small steps',
      { minReplicas: 1, maxReplicas: 20, factor: 10, gateway: '2018' },
      [1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20],
    ],
    ['without a cap', { minReplicas: 1, maxReplicas: 20, factor: 25, gateway: 'uncapped' }, [1, 6, 11, 16, 20]],
  ])('%s climbs step by step', (_, settings, replicas) => expect(climb(settings)).toEqual(replicas));

  test('stays between minimum and maximum, and removes none while the alert fires', () => {
    fc.assert(
      fc.property(scaling, fc.integer({ min: 0, max: 65 }), (settings, extra) => {
        const most = mostOf(settings);
        const current = Math.min(settings.minReplicas + extra, most);
        const next = replicasAfter(true, current, settings);
        expect(next).toBeGreaterThanOrEqual(Math.min(current + 1, most));
        expect(next).toBeLessThanOrEqual(most);
        // A step of percent is rounded up, binary fractions of it too.
        expect(next - current).toBeLessThanOrEqual((most * settings.factor) / 100 + 1);
        expect(replicasAfter(false, current, settings)).toBe(settings.minReplicas);
      }),
    );
  });

  test('reaches the maximum in as many steps as the factor allows', () => {
    fc.assert(
      fc.property(scaling, (settings) => {
        const replicas = climb(settings);
        expect(replicas.at(-1)).toBe(Math.max(mostOf(settings), settings.minReplicas));
        expect(replicas.length - 1).toBeLessThanOrEqual(Math.ceil(100 / settings.factor));
      }),
    );
  });

  test('goes to the minimum although the alert fires, if the factor is 0', () => {
    expect(replicasAfter(true, 4, { minReplicas: 1, maxReplicas: 5, factor: 0, gateway: 'community' })).toBe(1);
  });
});
