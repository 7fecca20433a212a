import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateWays, type SimulateWaysOptions } from '../../lib/cli/simulate-ways';

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const STEP = join(__dirname, '../../docs/scaling/step.csv');
const WAYS = 'alert-talk, alert-2018, alert-now, alert-fixed, hpa-rate, hpa-cpu, keda, openwhisk';

function ways(rest: Partial<SimulateWaysOptions> = {}): string {
  return simulateWays({ ways: 'all', trace: STEP, capacity: 8, podStart: 10, hold: false, json: false, ...rest });
}

function messageOf(rest: Partial<SimulateWaysOptions>): string {
  try {
    ways(rest);
  } catch (error) {
    return (error as Error).message.replaceAll(folder, '');
  }
  return 'accepted';
}

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('simulate --ways', () => {
  test('prints the replicas over time, and what each way serves and costs', () => {
    expect(ways({ ways: 'keda,alert-now' }).split('\n')).toEqual([
      '8 requests per second per replica, ready after 10 s; 0 to 1200 s',
      '',
      'alert-now  alert above 5/s over 10 s, grouped by alert, repeated after 30 s',
      'keda       KEDA on arriving requests at 60 % of the capacity, 0 to 20 replicas',
      '',
      'replicas   0 min  5 min  10 min  15 min  20 min',
      'needed         0      1       0       0       0',
      'alert-now      1      5       1       1       1',
      'keda           0      2       2       0       0',
      '',
      '              unserved  longest shortage  highest  largest drop  steps  flaps    replica hours',
      'needed       0 (0.0 %)               0 s        1             1      2      0           0.1167',
      'alert-now    0 (0.0 %)               0 s        5             4      5      0  0.7111 (+510 %)',
      'keda       240 (9.5 %)              40 s        2             2      3      0  0.3833 (+229 %)',
    ]);
  });

  test('prints a table for each of several functions', () => {
    const trace = fileOf('two.csv', 'time_s,a,b\n0,1,2\n60,20,2\n120,1,2\n');
    const text = ways({ ways: 'openwhisk', trace });
    expect(text).toContain('\n\na:\n\nreplicas ');
    expect(text).toContain('\n\nb:\n\nreplicas ');
  });

  test('prints the changes of each way as JSON, and ends with --until', () => {
    expect(JSON.parse(ways({ ways: 'openwhisk', json: true, until: 90 }))).toEqual({
      capacity: 8,
      podStart: 10,
      until: 90,
      needed: [
        {
          function: 'demand',
          initialReplicas: 0,
          changes: [{ time: 60, from: 0, to: 1 }],
          unserved: 0,
          demanded: 180,
          replicaSeconds: 30,
          longestShortage: 0,
          highest: 1,
          largestDrop: 0,
          flaps: 0,
        },
      ],
      ways: [
        {
          name: 'openwhisk',
          title: 'containers of 5 invokers, at most 20, kept for 600 s',
          functions: [
            {
              function: 'demand',
              initialReplicas: 0,
              changes: [{ time: 60, from: 0, to: 1 }],
              unserved: 60,
              demanded: 180,
              replicaSeconds: 30,
              longestShortage: 10,
              highest: 1,
              largestDrop: 0,
              flaps: 0,
            },
          ],
        },
      ],
    });
  });

  test('draws a panel for the load and one for each way, all with the same scale', () => {
    const svg = join(folder, 'out.svg');
    ways({ svg, ways: 'alert-talk,keda' });
    const picture = readFileSync(svg, 'utf8');
    for (const title of ['requests per second', 'replicas: alert-talk', 'replicas: keda']) {
      expect(picture).toContain(`>${title}</text>`);
    }
    expect(picture.match(/>20<\/text>/g)).toHaveLength(2);
    expect(picture).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('works for a trace of one row', () => {
    const svg = join(folder, 'one.svg');
    expect(ways({ trace: fileOf('one.csv', 'time_s,demand\n0,20\n'), svg })).toContain('openwhisk');
    expect(readFileSync(svg, 'utf8')).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('reports everything that is wrong at once', () => {
    expect(messageOf({ ways: 'hpa-cpi, all, everything', capacity: undefined, others: ['--hpa', '--compare'] })).toBe(
      [
        '--ways: 5 mistakes; nothing was simulated',
        "  --ways: unknown way 'hpa-cpi'",
        `    allowed: all, or some of ${WAYS}`,
        '    fix: write hpa-cpu',
        "  --ways: unknown way 'everything'",
        `    allowed: all, or some of ${WAYS}`,
        '    fix: write all',
        '  --hpa: it has no effect on the ways of --ways, which have their own settings',
        '    fix: remove it, or --ways',
        '  --compare: it has no effect on the ways of --ways, which have their own settings',
        '    fix: remove it, or --ways',
        '  --ways: --capacity is missing',
        '    fix: add the requests per second that a replica answers, such as --capacity 8',
      ].join('\n'),
    );
  });

  test('refuses a trace that is missing, and a simulation that would not end', () => {
    expect(messageOf({ trace: 'none.csv' })).toContain(
      'fix: name an existing file with --trace; docs/scaling has some',
    );
    expect(messageOf({ until: 1e9 })).toBe(
      [
        '--ways: 1 mistake; nothing was simulated',
        '  --until: a simulation of 1000000000 s has 133333338 events, with a sync every 15 s and a measurement every 15 s',
        '    allowed: at most 1000000 events with 20 replicas',
        '    fix: write --until 7499970 or less, or longer intervals',
      ].join('\n'),
    );
  });
});
