import type { Mistake } from '../text/input-file';
import { DEFAULT_SETTINGS } from './controller-settings';
import { SimulationInputError } from './input-error';
import type { SimulationInput } from './simulation';

/** Most events of a simulation: syncs, measurements, polls of KEDA and rows of the trace. Two months of the defaults. */
const MOST_EVENTS = 1_000_000;

/** Most replicas of a simulation. */
const MOST_REPLICAS = 10_000;

/** Most events times replicas: each event looks at each pod, about 20 million of them per second. */
const MOST_LOOKS = 200_000_000;

/** Where the numbers come from that a simulation grows with, in messages. */
export interface BoundOrigins {
  /** The option or the file that gives the end. */
  readonly end: string;
  /** The file of the HPA, or the option that changes it. */
  readonly hpa: string;
  /** The option of the initial replicas. @default - the manifest */
  readonly initial?: string;
}

/**
 * Refuses a simulation that would take minutes, or never end.
 *
 * @throws SimulationInputError with all numbers that are too large.
 */
export function requireBounds(input: SimulationInput, origins: BoundOrigins): void {
  const mistakes = [...replicaMistakes(input, origins), ...eventMistakes(input, origins)];
  if (mistakes.length > 0) throw new SimulationInputError(origins.hpa, mistakes);
}

function replicaMistakes({ hpa, target }: SimulationInput, { hpa: file, initial }: BoundOrigins): Mistake[] {
  const allowed = `at most ${MOST_REPLICAS} replicas`;
  const fix = `write ${MOST_REPLICAS} or less`;
  return [
    ...(hpa.maxReplicas > MOST_REPLICAS
      ? [{ file, problem: `maxReplicas of the HPA is ${hpa.maxReplicas}`, allowed, fix }]
      : []),
    ...(initial !== undefined && target.initialReplicas > MOST_REPLICAS
      ? [{ file: initial, problem: `${target.initialReplicas} initial replicas`, allowed, fix }]
      : []),
  ];
}

function eventMistakes(input: SimulationInput, { end: file }: BoundOrigins): Mistake[] {
  const { hpa, target, trace, pipeline = {}, controller = {}, keda } = input;
  const end = input.until ?? trace.rows.at(-1)?.time ?? 0;
  const { resolutionSeconds = 15 } = pipeline;
  const { syncPeriod = DEFAULT_SETTINGS.syncPeriod } = controller;
  const intervals = [syncPeriod, resolutionSeconds, keda?.pollingInterval ?? 0].filter((seconds) => seconds > 0);
  const perSecond = intervals.reduce((sum, seconds) => sum + 1 / seconds, 0);
  const replicas = Math.max(1, Math.min(Math.max(hpa.maxReplicas, target.initialReplicas), MOST_REPLICAS));
  const most = Math.min(MOST_EVENTS, Math.floor(MOST_LOOKS / replicas));
  const events = Math.ceil(end * perSecond) + trace.rows.length;
  if (events <= most) return [];
  const problem = `a simulation of ${end} s has ${events} events, with a sync every ${syncPeriod} s and a measurement every ${resolutionSeconds} s`;
  const latest = Math.floor(Math.max(0, most - trace.rows.length) / perSecond);
  const fix =
    latest > syncPeriod
      ? `write --until ${latest} or less, or longer intervals`
      : 'raise --metrics-resolution, or shorten the trace';
  return [{ file, problem, allowed: `at most ${most} events with ${replicas} replicas`, fix }];
}
