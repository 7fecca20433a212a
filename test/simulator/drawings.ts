import type { Hpa } from '../../lib/simulator/hpa';
import { readHpa } from '../../lib/simulator/hpa';
import { withSettings } from '../../lib/simulator/settings';
import { simulate } from '../../lib/simulator/simulation';
import { drawing } from '../../lib/simulator/svg';
import type { Trace } from '../../lib/simulator/trace';
import { compareWays } from '../../lib/simulator/ways/comparison';
import { drawWays } from '../../lib/simulator/ways/picture';
import { WAYS } from '../../lib/simulator/ways/ways';
import { cpuHpa, hpaManifest, traceOf } from './support';

const MIB = 2 ** 20;
const HOUR = 3600;
const DAY = 24 * HOUR;

const memory = { type: 'AverageValue', averageValue: '512Mi' };
const MEMORY = [{ type: 'Resource', resource: { name: 'memory', target: memory } }];
const external = (name: string) => ({
  type: 'External',
  external: { metric: { name }, target: { type: 'AverageValue', averageValue: '30' } },
});

/** A load that comes and goes in equal times. */
function wave(count: number, seconds: number, low: number, high: number): Trace {
  return traceOf(
    ...Array.from({ length: count }, (_, index): [number, number] => [index * seconds, index % 2 ? low : high]),
  );
}

/** A drawing of an HPA under a load; each pod requests and may use 200 thousandths. */
function drawn(hpa: Hpa, trace: Trace, compare?: string): string {
  const requests = hpa.metrics.map(() => 200);
  const target = { initialReplicas: 1, requests, capacity: { metric: 0, perPod: 0.2 } };
  const result = simulate({ hpa, target, trace });
  if (compare === undefined) return drawing({ hpa, result });
  const other = withSettings(hpa, compare, 'test');
  return drawing({ hpa, result }, { title: compare, hpa: other, result: simulate({ hpa: other, target, trace }) });
}

/** A drawing of all ways of scaling under a load. */
function drawnWays(trace: Trace): string {
  const until = trace.rows.at(-1)?.time ?? 0;
  return drawWays(compareWays({ trace, capacity: 8, podStart: 10, until }, WAYS));
}

const LONG = 'a-workload-whose-name-is-as-long-as-the-name-of-a-label-may-be-63';
const LONG_METRIC = 'http_server_requests_of_the_payment_service_by_route_and_status_per_second_total';

/** Drawings of every unit, of short and of long times, and of long names. */
export const DRAWINGS: Readonly<Record<string, string>> = {
  'cores in minutes': drawn(cpuHpa(), traceOf([0, 0], [1, 1], [300, 0.02], [1200, 0.02])),
  'a minute, with a minimum close to the maximum': drawn(cpuHpa({ minReplicas: 9 }), traceOf([0, 1], [60, 0.5])),
  'bytes in hours': drawn(
    readHpa(hpaManifest({ metrics: MEMORY, maxReplicas: 40 }), 'memory'),
    traceOf([0, 300 * MIB], [2 * HOUR, 9000 * MIB], [6 * HOUR, 700 * MIB]),
  ),
  'large numbers of a metric in a day': drawn(
    readHpa(hpaManifest({ metrics: [external('queue')] }), 'queue'),
    traceOf([0, 943_700_000], [DAY, 1]),
  ),
  'a thousand replicas in a week': drawn(cpuHpa({ maxReplicas: 1000 }), wave(15, DAY / 2, 1, 123.456)),
  'flapping, and a metric that fails': drawn(cpuHpa(), {
    columns: ['cpu'],
    rows: [
      ...wave(13, 600, 0.02, 1).rows,
      { time: 8000, values: [undefined] },
      { time: 9000, values: [1] },
    ] as unknown as Trace['rows'],
  }),
  'two metrics with long names': drawn(
    { ...readHpa(hpaManifest({ metrics: [external(LONG_METRIC), external(`${LONG_METRIC}_2`)] }), 'two'), name: LONG },
    {
      columns: ['one', 'two'],
      rows: [
        { time: 0, values: [10, 200_000] },
        { time: 900, values: [300, 1] },
      ],
    },
  ),
  'two HPAs with different maxima': drawn(cpuHpa(), wave(9, 600, 0.02, 3), 'max=12,scaleDown.window=900'),
  'two HPAs with long names and settings': drawn(
    { ...cpuHpa({ scaleTargetRef: { kind: 'Deployment', name: LONG } }), name: `${LONG}-${LONG}` },
    wave(9, 600, 0.02, 1),
    'min=2,max=200,target=35,scaleUp.window=60,scaleUp.policies=4/60+50%/60,scaleUp.select=Min,scaleDown.window=900,scaleDown.policies=1/60',
  ),
  'ways of scaling a function': drawnWays(wave(9, 600, 0, 123.4)),
  'ways of scaling two functions': drawnWays({
    columns: ['thumbnails-of-pictures', 'report'],
    rows: [
      { time: 0, values: [1, 20] },
      { time: DAY, values: [40, 1] },
    ],
  }),
};
