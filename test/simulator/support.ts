import { readHpa, type Hpa } from '../../lib/simulator/hpa';
import { simulate, type Change, type SimulationResult } from '../../lib/simulator/simulation';
import type { Trace } from '../../lib/simulator/trace';

/** An HPA on the CPU of one Deployment. */
export function cpuHpa(spec: object = {}): Hpa {
  return readHpa(hpaManifest(spec), 'hpa.yaml');
}

/** Its manifest; `spec` wins over what is usual. */
export function hpaManifest(spec: object = {}): object {
  const target = { type: 'Utilization', averageUtilization: 50 };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'scrypt' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'scrypt' },
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
      ...spec,
    },
  };
}

/** A trace of one metric: its value from each time on. */
export function traceOf(...rows: [time: number, demand: number][]): Trace {
  const [first, ...others] = rows.map(([time, demand]) => ({ time, values: [demand] }));
  if (!first) throw new Error('a trace needs a row');
  return { columns: ['demand'], rows: [first, ...others] };
}

/** Pods that are ready at once, with metrics of this very moment; each requests and may use 200m. */
export function ideal(hpa: Hpa, trace: Trace, { initial = 1, capacity = 0.2 } = {}): SimulationResult {
  return simulate({
    hpa,
    target: { initialReplicas: initial, requests: [200], capacity: { metric: 0, perPod: capacity } },
    trace,
    pods: { startSeconds: 0 },
    pipeline: { resolutionSeconds: 0 },
  });
}

/** A result as the reference writes it: `15:2→4@100`, with the utilisation in percent. */
export function told({ changes, syncs }: SimulationResult): string {
  const utilization = (change: Change): string => {
    const measured = syncs.find(({ time }) => time === change.time)?.measured[0];
    return measured === undefined ? '' : `@${measured}`;
  };
  return changes.map((change) => `${change.time}:${change.from}→${change.to}${utilization(change)}`).join(', ');
}
