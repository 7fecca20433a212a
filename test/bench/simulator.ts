import { readHpa } from '../../lib/simulator/hpa';
import { simulate } from '../../lib/simulator/simulation';
import type { Trace, TraceRow } from '../../lib/simulator/trace';

const HPAS = 100;
const DAY = 86_400;
const STEP = 15;

/** Seconds that it may take. */
const LIMIT = 2;

/** A day of load with a peak at noon and a ripple, another one for each HPA. */
function day(shift: number): Trace {
  const row = (time: number): TraceRow => {
    const daily = 0.55 - 0.45 * Math.cos((2 * Math.PI * time) / DAY);
    const ripple = 0.15 * Math.sin((time + shift * 97) / 300);
    return { time, values: [daily + ripple] };
  };
  const rows = Array.from({ length: DAY / STEP }, (_, index) => row((index + 1) * STEP));
  return { columns: ['cpu'], rows: [row(0), ...rows] };
}

const hpa = readHpa(
  {
    metadata: { name: 'bench' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'bench' },
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
      behavior: {},
    },
  },
  'bench',
);
const target = { initialReplicas: 1, requests: [200], capacity: { metric: 0, perPod: 0.2 } };

let nanoseconds = 0n;
let changes = 0;
for (let index = 0; index < HPAS; index += 1) {
  const trace = day(index);
  const started = process.hrtime.bigint();
  changes += simulate({ hpa, target, trace }).changes.length;
  nanoseconds += process.hrtime.bigint() - started;
}
const seconds = Number(nanoseconds) / 1e9;
process.stdout.write(
  `simulator: ${HPAS} HPAs, 24 h each, ${changes} changes: ${seconds.toFixed(2)} s, allowed ${LIMIT} s\n`,
);
process.exitCode = seconds < LIMIT && changes > HPAS ? 0 : 1;
