import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { readTrace } from '../../lib/simulator/read-trace';

const TRACES = join(__dirname, '../../stacks/traces');

describe('a trace', () => {
  const read = (...lines: string[]) => readTrace(lines.join('\n'), 'load.csv');

  test('has a value per column that holds from each time on', () => {
    expect(read('time_s,cpu,rps', '0,0.5,10', '15.5,1e2,none', '')).toEqual({
      columns: ['cpu', 'rps'],
      rows: [
        { time: 0, values: [0.5, 10] },
        { time: 15.5, values: [100, undefined] },
      ],
    });
  });

  test.each<[string, readonly string[], string]>([
    ['nothing', [], 'load.csv: 1 mistake; nothing was simulated\n  load.csv: the file is empty'],
    ['a wrong header', ['clock,demand', '0,1'], "load.csv:1: 'clock,demand' is not a header of a trace"],
    ['no header', ['0,1'], "put the line 'time_s,demand' before it"],
    ['a column twice', ['time_s,cpu,cpu', '0,1,1'], 'load.csv:1: the column cpu is listed twice'],
    ['no row', ['time_s,demand'], 'load.csv:1: there is no row after the header'],
    ['an empty row', ['time_s,demand', '0,1', '', '15,1'], 'load.csv:3: the row is empty'],
    ['a value too few', ['time_s,cpu,rps', '0,1'], 'load.csv:2: the row has 2 values, the header 3'],
    ['a decimal comma', ['time_s,demand', '0,1,5'], 'load.csv:2: the row has 3 values, the header 2'],
    ['an empty cell', ['time_s,demand', '0,'], 'load.csv:2: demand has no value'],
    ['a time that is not one', ['time_s,demand', 'noon,1'], "load.csv:2: time_s 'noon' is not a time"],
    [
      'a timestamp without a time zone',
      ['time,demand', '2024-05-01 10:00:00,1'],
      "load.csv:2: time '2024-05-01 10:00:00' has no time zone",
    ],
    [
      'a day that does not exist',
      ['time,demand', '2024-13-01T10:00:00Z,1'],
      "load.csv:2: time '2024-13-01T10:00:00Z' is not a time",
    ],
    ['milliseconds', ['time,demand', '1714557600000,1'], 'load.csv:2: time 1714557600000 is in milliseconds'],
    [
      'two forms of times',
      ['time,demand', '1714557600,1', '15,1'],
      'load.csv:3: time 15 is in seconds since the beginning, and the first row is a Unix time',
    ],
    [
      'unsorted timestamps',
      ['time,demand', '2024-05-01T10:00:00Z,1', '2024-05-01T09:00:00Z,1'],
      'load.csv:3: the time 2024-05-01T09:00:00Z comes after 2024-05-01T10:00:00Z\n    fix: sort the rows by time, each time once',
    ],
    ['a word', ['time_s,demand', '0,much'], "load.csv:2: demand 'much' is not a number"],
    ['a negative time', ['time_s,demand', '-5,1'], 'load.csv:2: time_s -5 is below 0'],
    ['a negative demand', ['time_s,demand', '0,-1'], 'load.csv:2: demand -1 is below 0'],
    ['a late beginning', ['time_s,demand', '5,1'], 'load.csv:2: the trace begins at 5 s'],
    ['unsorted times', ['time_s,demand', '0,1', '30,1', '15,1'], 'load.csv:4: the time 15 comes after 30'],
    ['a time twice', ['time_s,demand', '0,1', '0,2'], 'load.csv:3: the time 0 is listed twice'],
    [
      'a gap',
      ['time_s,demand', '0,1', '15,1', '30,1', '45,1', '60,1', '105,1'],
      'load.csv:7: a gap: no row between 60 and 105, where the others are 15 s apart\n    fix: add the rows, or say --hold to keep the last value',
    ],
  ])('%s is a mistake, reported with its row', (_, lines, message) => expect(() => read(...lines)).toThrow(message));

  test('reports all mistakes at once', () => {
    expect(() => read('time_s,demand', '0,x', '15,-1')).toThrow('load.csv: 2 mistakes');
  });

  test('of changes has no gaps, although it may begin with rows at equal distances', () => {
    expect(read('time_s,demand', '0,1', '300,0', '315,1', '1200,0').rows).toHaveLength(4);
    expect(read('time_s,demand', '0,1', '60,2', '120,3', '1200,0').rows).toHaveLength(4);
  });

  test('may be sampled with gaps if values are held', () => {
    const sampled = ['time_s,demand', '0,1', '15,1', '30,1', '45,1', '60,1', '105,1'].join('\n');
    expect(readTrace(sampled, 'load.csv', { hold: true }).rows).toHaveLength(6);
  });

  test.each([
    ['Unix times', ['1714557600', '1714557615.5', '1714557630']],
    ['timestamps', ['2024-05-01T10:00:00Z', '2024-05-01T12:00:15.500+02:00', '2024-05-01 10:00:30Z']],
  ])('with %s begins at the first one', (_, times) => {
    const rows = times.map((time, index) => `${time},${index}`);
    expect(read('timestamp,cpu', ...rows).rows.map(({ time }) => time)).toEqual([0, 15.5, 30]);
  });

  test.each(readdirSync(TRACES).filter((file) => file.endsWith('.csv')))('%s of the project is valid', (file) => {
    expect(readTrace(readFileSync(join(TRACES, file), 'utf8'), file).rows.length).toBeGreaterThan(3);
  });
});

describe('the answer of a range query', () => {
  type Values = readonly (readonly [number, string])[];
  const series = (values: Values, metric: Readonly<Record<string, string>> = { pod: 'a' }) => ({ metric, values });
  const answer = (...result: object[]): string =>
    JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
  const read = (text: string, hold = false) => readTrace(text, 'load.json', { hold });
  const VALUES: Values = [
    [1714557600.781, '1.5'],
    [1714557660.781, 'NaN'],
    [1714557720.781, '2'],
  ];

  test('is a trace of its only series, from its first sample on', () => {
    const trace = {
      columns: ['demand'],
      rows: [
        { time: 0, values: [1.5] },
        { time: 60, values: [undefined] },
        { time: 120, values: [2] },
      ],
    };
    expect(read(answer(series(VALUES)))).toEqual(trace);
    expect(read(JSON.stringify([series(VALUES)]))).toEqual(trace);
  });

  test('has the same rows as the same samples in CSV', () => {
    const samples = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });
    const step = fc.integer({ min: 1, max: 3600 });
    fc.assert(
      fc.property(samples, step, fc.integer({ min: 1e9, max: 2e9 }), (values, seconds, start) => {
        const json = values.map((value, index) => [start + index * seconds, String(value)] as const);
        const csv = ['time,demand', ...json.map(([time, value]) => `${time},${value}`)].join('\n');
        expect(read(answer(series(json)))).toEqual(readTrace(csv, 'load.csv'));
      }),
    );
  });

  test('has a gap where steps are missing, unless values are held', () => {
    const gap = answer(series([...VALUES, [1714558600.781, '2']]));
    expect(() => read(gap)).toThrow(
      'a gap: no row between 1714557720.781 and 1714558600.781, where the others are 60 s apart',
    );
    expect(read(gap, true).rows).toHaveLength(4);
  });

  test.each<[string, string, string]>([
    [
      'of several series',
      answer(series(VALUES, { __name__: 'up', pod: 'a' }), series(VALUES, {})),
      'the answer has 2 series: up{pod="a"}, {}\n    allowed: one\n    fix: add them up in the query',
    ],
    ['without a series', answer(), 'the answer has no series'],
    ['of an instant query', answer({ metric: {}, value: [1, '1'] }), 'it is not the answer of a range query'],
    [
      'with an error',
      JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error' }),
      'Prometheus reports an error: parse error',
    ],
    ['that was cut off', '{"status":', 'it is not JSON'],
    ['below 0', answer(series([[1714557600, '-1']])), 'load.json values[0]: -1 at 1714557600 is below 0'],
    ['without an end', answer(series([[1714557600, '+Inf']])), 'load.json values[0]: +Inf at 1714557600 is not finite'],
  ])('%s is a mistake', (_, text, message) => expect(() => read(text)).toThrow(message));
});
