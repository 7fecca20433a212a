import * as fc from 'fast-check';
import type { Trace } from '../../../lib/simulator/trace';
import { INVOKERS, invokerWay, type Invokers } from '../../../lib/simulator/ways/invokers';
import { replicasAt } from '../../../lib/simulator/ways/outcome';
import type { Scaling } from '../../../lib/simulator/ways/way';
import { traceOf } from '../support';

function containers(trace: Trace, settings: Partial<Invokers> = {}): readonly Scaling[] {
  const until = trace.rows.at(-1)?.time ?? 0;
  return invokerWay({ ...INVOKERS, ...settings }).scale({ trace, capacity: 10, podStart: 10, until });
}

/** Changes such as `60→4`. */
function steps({ changes }: Scaling): string {
  return changes.map(({ time, to }) => `${time}→${to}`).join(' ');
}

function traceOfTwo(...rows: [time: number, one: number, other: number][]): Trace {
  const [first, ...others] = rows.map(([time, ...values]) => ({ time, values }));
  if (!first) throw new Error('a trace needs a row');
  return { columns: ['one', 'other'], rows: [first, ...others] };
}

describe('invokers', () => {
  test('start a container for each activation at a time, and keep it warm for the idle time', () => {
    const [one] = containers(traceOf([0, 5], [60, 35], [120, 5], [300, 15], [400, 5], [2000, 5]));
    expect(one?.initialReplicas).toBe(1);
    // Two are idle from 120 s on, another one from 400 s on.
    expect(one && steps(one)).toBe('60→4 720→2 1000→1');
  });

  test('have as many containers as fit into their memory', () => {
    const [one] = containers(traceOf([0, 0], [60, 1000], [120, 1000]), { invokers: 3, userMemory: 600 });
    expect(one && steps(one)).toBe('60→6');
  });

  test('need fewer containers when an action takes several activations', () => {
    const [one] = containers(traceOf([0, 0], [60, 100], [120, 100]), { concurrency: 4 });
    expect(one && steps(one)).toBe('60→3');
  });

  test('remove an idle container of another action when their memory is full', () => {
    const [one, other] = containers(traceOfTwo([0, 0, 0], [60, 40, 0], [120, 10, 0], [180, 10, 30], [240, 10, 30]), {
      invokers: 1,
      userMemory: 1024,
    });
    expect(one && steps(one)).toBe('60→4 180→1');
    expect(other && steps(other)).toBe('180→3');
  });

  test('remove no busy container', () => {
    const [one, other] = containers(traceOfTwo([0, 40, 0], [60, 40, 30], [120, 10, 30], [180, 10, 30]), {
      invokers: 1,
      userMemory: 1024,
    });
    expect(one && steps(one)).toBe('120→1');
    expect(other && steps(other)).toBe('120→3');
  });

  test('never have more containers than fit, and always the needed ones if they do', () => {
    const loads = fc.array(fc.tuple(fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 150 })), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(loads, fc.integer({ min: 1, max: 300 }), (values, idleSeconds) => {
        const rows = values.map(([one, other], index): [number, number, number] => [index * 60, one, other]);
        const both = containers(traceOfTwo(...rows), { idleSeconds });
        const times = rows.map(([time]) => time);
        const [one = [], other = []] = both.map((scaling) => replicasAt(scaling, times));
        rows.forEach(([, needs, otherNeeds], index) => {
          const [have = 0, otherHave = 0] = [one[index], other[index]];
          expect(have + otherHave).toBeLessThanOrEqual(20);
          if (Math.ceil(needs / 10) + Math.ceil(otherNeeds / 10) > 20) return;
          expect(have).toBeGreaterThanOrEqual(Math.ceil(needs / 10));
          expect(otherHave).toBeGreaterThanOrEqual(Math.ceil(otherNeeds / 10));
        });
      }),
    );
  });
});
