import fc from 'fast-check';
import { Schedule } from '../cluster/schedule';
import { assertDeclared, type TestFile } from '../cluster/test-files';

const CORES = 2;
const always = () => true;

/** Starts all that may run beside each other. */
function started(schedule: Schedule, isReady: (name: string) => boolean = always): string[] {
  const names: string[] = [];
  for (let name = schedule.next(isReady); name !== undefined; name = schedule.next(isReady)) names.push(name);
  return names;
}

describe('test files of the cluster test', () => {
  test('that mostly wait run side by side, the longest first', () => {
    const schedule = new Schedule({ short: { seconds: 10, cpu: 2 }, long: { seconds: 300, cpu: 50 } }, CORES);
    expect(started(schedule)).toEqual(['long', 'short']);
  });

  test('that keep the cores busy do not run beside each other', () => {
    const schedule = new Schedule({ one: { seconds: 40, cpu: 80 }, other: { seconds: 30, cpu: 60 } }, CORES);
    expect(started(schedule)).toEqual(['one']);
    schedule.ended('one');
    expect(started(schedule)).toEqual(['other']);
    schedule.ended('other');
    expect(schedule.done).toBe(true);
  });

  test('that compare points in time have spare CPU', () => {
    const files = {
      timed: { seconds: 300, cpu: 60, realTime: true },
      busy: { seconds: 100, cpu: 150 },
      quiet: { seconds: 50, cpu: 25 },
    };
    const schedule = new Schedule(files, CORES);
    expect(started(schedule)).toEqual(['timed', 'quiet']);
    schedule.ended('timed');
    expect(started(schedule)).toEqual(['busy']);
  });

  test('wait for their programs while others run', () => {
    const schedule = new Schedule({ built: { seconds: 5, cpu: 1 }, unbuilt: { seconds: 50, cpu: 1 } }, CORES);
    expect(started(schedule, (name) => name === 'built')).toEqual(['built']);
    schedule.ended('built');
    expect(schedule.done).toBe(false);
    expect(started(schedule)).toEqual(['unbuilt']);
  });

  test('all run once, within the budget or alone, whatever order they end in', () => {
    const file: fc.Arbitrary<TestFile> = fc.record({
      seconds: fc.integer({ min: 1, max: 400 }),
      cpu: fc.integer({ min: 0, max: 900 }),
      realTime: fc.boolean(),
    });
    const property = fc.property(fc.array(file, { maxLength: 20 }), fc.infiniteStream(fc.nat()), (list, choices) => {
      const files = Object.fromEntries(list.map((one, index) => [`file-${index}`, one]));
      const schedule = new Schedule(files, CORES);
      const running: string[] = [];
      const run: string[] = [];
      while (!schedule.done) {
        running.push(...started(schedule));
        const beside = running.map((name) => files[name] as TestFile);
        const load = beside.reduce((sum, { cpu, seconds }) => sum + cpu / seconds, 0);
        const budget = beside.some(({ realTime }) => realTime) ? 0.5 * CORES : 1.5 * CORES;
        expect(running.length).toBeGreaterThan(0);
        expect(running.length === 1 || load <= budget + 1e-9).toBe(true);
        const [ended = ''] = running.splice(Number(choices.next().value) % running.length, 1);
        run.push(ended);
        schedule.ended(ended);
      }
      expect(run.sort()).toEqual(Object.keys(files).sort());
    });
    fc.assert(property);
  });

  test('may use declared programs only', () => {
    const file = `${__dirname}/../cluster/scripts/redis.test.js`;
    expect(() => assertDeclared('etcd', file)).toThrow(
      "scripts/redis.test.ts uses 'etcd' without declaring it; fix: add it to its needs in test/cluster/test-files.ts",
    );
    expect(() => assertDeclared('etcd', `${__dirname}/../cluster/scripts/etcd.test.js`)).not.toThrow();
    expect(() => assertDeclared('etcd', undefined)).not.toThrow();
  });
});
