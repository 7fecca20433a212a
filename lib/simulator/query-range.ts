import { z } from 'zod';
import { SimulationInputError } from './input-error';
import type { Mistake } from '../text/input-file';
import { timesOf } from './trace-times';
import { DEMAND, type Trace } from './trace';

const matrixSchema = z.array(
  z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])).min(1) }),
);

/** Answer of `/api/v1/query_range` (Prometheus, "HTTP API"); `promtool query range --format=json` prints the matrix alone. */
const answerSchema = z.union([
  matrixSchema,
  z.object({ status: z.literal('success'), data: z.object({ resultType: z.literal('matrix'), result: matrixSchema }) }),
]);

const failureSchema = z.object({ status: z.literal('error'), error: z.string() });

const RANGE_QUERY = 'the answer of /api/v1/query_range: {"status": "success", "data": {"resultType": "matrix", …}}';

type Series = z.infer<typeof matrixSchema>[number];

/**
 * Reads the only series of a range query of Prometheus.
 *
 * @throws SimulationInputError with all samples that are wrong.
 */
export function readQueryRange(text: string, file: string, hold: boolean): Trace {
  const fail = (...mistakes: Mistake[]): never => {
    throw new SimulationInputError(file, mistakes);
  };
  const all = seriesOf(text, fail);
  const [series] = all;
  if (!series)
    return fail({ problem: 'the answer has no series', allowed: 'one', fix: 'correct the query or its time range' });
  if (all.length > 1) {
    const problem = `the answer has ${all.length} series: ${all.map(labelsOf).join(', ')}`;
    return fail({
      problem,
      allowed: 'one',
      fix: 'add them up in the query, such as sum(…), or select one by its labels',
    });
  }
  const wrong = series.values.flatMap(([time, value], index) => valueMistakes(time, value, index));
  if (wrong.length > 0) fail(...wrong);
  const times = timesOf(
    series.values.map(([time]) => ({ written: String(time) })),
    { hold, sampled: true },
    (mistakes) => fail(...mistakes),
  );
  const [first, ...others] = series.values.map(([, value], index) => ({
    time: times[index] ?? 0,
    values: [value === 'NaN' ? undefined : Number(value)],
  }));
  if (!first) throw new Error('a series without a sample');
  return { columns: [DEMAND], rows: [first, ...others] };
}

function seriesOf(text: string, fail: (mistake: Mistake) => never): readonly Series[] {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    const problem = `it is not JSON: ${(error as Error).message}`;
    return fail({ problem, allowed: RANGE_QUERY, fix: 'save the answer of the range query again' });
  }
  const parsed = answerSchema.safeParse(answer);
  if (parsed.success) return Array.isArray(parsed.data) ? parsed.data : parsed.data.data.result;
  const failure = failureSchema.safeParse(answer);
  if (failure.success) {
    return fail({ problem: `Prometheus reports an error: ${failure.data.error}`, fix: 'correct the query' });
  }
  return fail({
    problem: 'it is not the answer of a range query',
    allowed: RANGE_QUERY,
    fix: 'query /api/v1/query_range',
  });
}

function labelsOf({ metric }: Series): string {
  const { __name__: name = '', ...labels } = metric;
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(', ')}}`;
}

function valueMistakes(time: number, value: string, index: number): Mistake[] {
  if (value === 'NaN') return [];
  const path = ['values', index];
  if (value === '' || !Number.isFinite(Number(value))) {
    return [
      { path, problem: `${value || "''"} at ${time} is not finite`, fix: 'correct the query, such as a division by 0' },
    ];
  }
  if (Number(value) < 0) {
    return [{ path, problem: `${value} at ${time} is below 0`, fix: 'query a demand, which is 0 or more' }];
  }
  return [];
}
