import type { Hpa, Metric } from '../hpa';
import type { KedaScaling } from '../keda-operator';
import { simulate, type SimulationInput } from '../simulation';
import type { Trace } from '../trace';
import { columnTrace } from './functions';
import { replicasFor, type Way, type WayInput } from './way';

/** Settings that the autoscalers have in common, so that only their metric differs. */
const PRESET = {
  maxReplicas: 20,
  /** Percent of a replica's capacity that the autoscalers aim at. */
  target: 60,
  /** Mean age of a rate over 30 s: what Prometheus' adapter and KEDA's query measure has been so long ago. */
  rateAge: 15,
} as const;

/** KEDA's defaults, and no replicas without requests. */
const KEDA: KedaScaling = { pollingInterval: 30, cooldownPeriod: 300, minReplicas: 0, activation: [0] };

/** The settings of one autoscaler that the others do not share. */
interface Autoscaler {
  readonly metric: (capacity: number) => Metric;
  /** Requests per second that are one unit of the metric. */
  readonly unit: (capacity: number) => number;
  /** Requests of a pod, in thousandths of the metric. */
  readonly requests?: number;
  readonly delaySeconds?: number;
  readonly keda?: KedaScaling;
}

function requestRate(type: 'Pods' | 'External'): Pick<Autoscaler, 'metric' | 'unit' | 'delaySeconds'> {
  return {
    metric: (capacity) => ({
      type,
      name: 'requests_per_second',
      target: { type: 'AverageValue', value: Math.round(capacity * PRESET.target * 10) },
    }),
    unit: () => 1,
    delaySeconds: PRESET.rateAge,
  };
}

/** Requests per second that the pods answer. */
const RATE: Autoscaler = requestRate('Pods');

/** Requests per second that arrive: without a pod, none is answered. */
const ARRIVALS: Autoscaler = { ...requestRate('External'), keda: KEDA };

/** A pod requests one core, and uses it at its capacity. */
const CPU: Autoscaler = {
  metric: () => ({ type: 'Resource', name: 'cpu', target: { type: 'Utilization', value: PRESET.target } }),
  unit: (capacity) => capacity,
  requests: 1000,
};

/** An input of the HPA's simulation for one function. */
function inputOf(autoscaler: Autoscaler, input: WayInput, index: number): SimulationInput {
  const { trace, capacity, podStart, until } = input;
  const { metric, unit, requests, delaySeconds, keda } = autoscaler;
  const { columns, rows } = columnTrace(trace, index);
  const [first, ...others] = rows.map(({ time, values: [value] }) => ({
    time,
    values: [value === undefined ? undefined : value / unit(capacity)],
  }));
  const name = columns[0] ?? '';
  const hpa: Hpa = {
    name,
    target: { kind: 'Deployment', name },
    minReplicas: 1,
    maxReplicas: PRESET.maxReplicas,
    metrics: [metric(capacity)],
  };
  return {
    hpa,
    target: {
      initialReplicas: initialReplicas(trace, index, input, keda ? 0 : 1),
      requests: [requests],
      capacity: { metric: 0, perPod: capacity / unit(capacity) },
    },
    trace: { columns, rows: [first as Trace['rows'][0], ...others] },
    pods: { startSeconds: podStart },
    pipeline: delaySeconds === undefined ? {} : { delaySeconds },
    until,
    ...(keda && { keda }),
  };
}

/** The trace is a part of a longer course: replicas for its first row exist. */
function initialReplicas(trace: Trace, index: number, { capacity }: WayInput, least: number): number {
  const needed = replicasFor(trace.rows[0].values[index] ?? 0, capacity);
  return Math.min(Math.max(needed, least), PRESET.maxReplicas);
}

function autoscalerWay(autoscaler: Autoscaler, what: string): Way {
  const least = autoscaler.keda ? 0 : 1;
  return {
    title: `${what} at ${PRESET.target} % of the capacity, ${least} to ${PRESET.maxReplicas} replicas`,
    scale: (input) =>
      input.trace.columns.map((_, index) => {
        const one = inputOf(autoscaler, input, index);
        return { initialReplicas: one.target.initialReplicas, changes: simulate(one).changes };
      }),
  };
}

/** HorizontalPodAutoscalers, one of them created by KEDA. */
export const AUTOSCALERS = {
  'hpa-rate': autoscalerWay(RATE, 'HPA on requests per replica'),
  'hpa-cpu': autoscalerWay(CPU, 'HPA on CPU'),
  keda: autoscalerWay(ARRIVALS, 'KEDA on arriving requests'),
} as const;

/** The simulations behind an autoscaler, one per function. */
export function autoscalerInputs(input: WayInput): SimulationInput[] {
  return [RATE, CPU, ARRIVALS].flatMap((autoscaler) =>
    input.trace.columns.map((_, index) => inputOf(autoscaler, input, index)),
  );
}
