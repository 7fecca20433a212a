import { DEFAULT_BEHAVIOR, readHpa } from '../../lib/simulator/hpa';
import { proposals } from '../../lib/simulator/proposals';
import { simulate } from '../../lib/simulator/simulation';
import type { Trace, TraceRow } from '../../lib/simulator/trace';

const HPAS = 100;
const DAY = 86_400;
const STEP = 15;

/** CPU seconds that the simulations, and the search for proposals, may take. */
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

/** CPU seconds of a piece of work: other programs on the machine do not count. */
function cpuSeconds(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

let seconds = 0;
let changes = 0;
for (let index = 0; index < HPAS; index += 1) {
  const trace = day(index);
  seconds += cpuSeconds(() => {
    changes += simulate({ hpa, target, trace }).changes.length;
  });
}
process.stdout.write(
  `simulator: ${HPAS} HPAs, 24 h each, ${changes} changes: ${seconds.toFixed(2)} CPU seconds, allowed ${LIMIT}\n`,
);

// Too few replicas and no window for scaling down: the search tries settings of every kind.
const behavior = { ...DEFAULT_BEHAVIOR, scaleDown: { ...DEFAULT_BEHAVIOR.scaleDown, stabilizationWindowSeconds: 0 } };
const input = { hpa: { ...hpa, maxReplicas: 4, behavior }, target, trace: day(0) };
const now = simulate(input);
let found = 0;
const searched = cpuSeconds(() => {
  found = proposals(input, now).length;
});
process.stdout.write(
  `simulator: ${found} proposals for 24 h of one HPA: ${searched.toFixed(2)} CPU seconds, allowed ${LIMIT}\n`,
);
process.exitCode = seconds < LIMIT && changes > HPAS && searched < LIMIT && found > 1 ? 0 : 1;
