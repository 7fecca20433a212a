import { changedInput } from './changed-input';
import { columnOf } from './columns';
import { DEFAULT_SETTINGS } from './controller-settings';
import { flapsOf, isFlapping } from './flapping';

import { simulate, type SimulationInput, type SimulationResult } from './simulation';

/** A change of one setting that helps under the same load. */
export interface Proposal {
  /** In the form of {@link changedInput}. */
  readonly setting: string;
  readonly result: SimulationResult;
}

/** Unserved ratio of the demand that proposals aim at, unless the user has another one. */
const DEFAULT_GOAL = 0.01;

/** Work of all tried settings together, in syncs of few pods: about ten seconds on one core. */
const MOST_WORK = 6_000_000;

/** Replicas that cost as much time as the rest of a sync. */
const REPLICAS_PER_SYNC = 80;

/** Minimum reduction of unserved demand, flaps or replica hours that is worth a change, as a ratio. */
const WORTH = 0.1;

/** Windows to try for scaling down, in seconds: the API server accepts none above an hour. */
const WINDOWS = [60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600];

/** Policies to try for scaling down, from fast to slow. */
const SLOW_POLICIES = ['50%/60', '25%/60', '10%/60', '2/60', '1/60', '1/180', '1/300'];

/** Policies to try for scaling up, from slow to fast; the first one is Kubernetes' default. */
const FAST_POLICIES = ['4/15+100%/15', '10/15+300%/15', '20/15+900%/15'];

/** Targets to try, as ratios of the present one. */
const TARGET_RATIOS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.4, 1.5, 1.75, 2];

/** Minimums to try, as ratios of the way from the present minimum to the maximum. */
const MINIMUM_RATIOS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/** Times that the maximum is doubled to find out how many replicas are needed. */
const DOUBLINGS = 5;

/**
 * Settings that reduce what is wrong with a simulation, each one alone and simulated under the same load: flapping, more
 * unserved demand than the goal, a maximum that is too low, or replicas for nothing.
 *
 * @param goal unserved ratio of the demand
 */
export function proposals(input: SimulationInput, result: SimulationResult, goal = DEFAULT_GOAL): Proposal[] {
  const ratio = trialsFor(result) / MOST_TRIALS;
  return SEARCHES.map(({ search, most }) => search(new Trial(input, result, goal, Math.ceil(most * ratio)))).filter(
    (found) => found !== undefined,
  );
}

/** The number of settings that are tried; fewer for long traces and many replicas, so that a search ends in time. */
function trialsFor({ syncs }: SimulationResult): number {
  const work = syncs.reduce((sum, { replicas }) => sum + 1 + replicas / REPLICAS_PER_SYNC, 0);
  return Math.min(MOST_TRIALS, Math.floor(MOST_WORK / work));
}

/** Whether {@link proposals} tries all its settings. */
export function triesAll(result: SimulationResult): boolean {
  return trialsFor(result) === MOST_TRIALS;
}

/** A simulation, and what some other settings make of it. */
class Trial {
  constructor(
    readonly input: SimulationInput,
    readonly now: SimulationResult,
    readonly goal: number,
    private left: number,
  ) {}

  /** Result of a setting; undefined once no trial is left. */
  run(setting: string): Proposal | undefined {
    this.left -= 1;
    if (this.left < 0) return undefined;
    return { setting, result: simulate(changedInput(this.input, setting, setting)) };
  }

  /** Settings as many as may be tried, evenly spread, and the last one always. */
  thinned(settings: readonly string[]): readonly string[] {
    const step = Math.ceil(settings.length / Math.max(1, this.left));
    return settings.filter((_, index) => (settings.length - 1 - index) % step === 0);
  }

  runAll(settings: readonly string[]): Proposal[] {
    return this.thinned(settings)
      .map((setting) => this.run(setting))
      .filter((tried) => tried !== undefined);
  }

  serves(result: SimulationResult): boolean {
    return result.unserved <= this.goal * result.demanded;
  }

  /** Of some proposals, the cheapest that serves the demand; else the one that serves most, if it is worth a change. */
  best(tried: readonly Proposal[]): Proposal | undefined {
    const serving = cheapest(tried.filter(({ result }) => this.serves(result)));
    if (serving) return serving;
    const most = least(tried, ({ unserved }) => unserved);
    return most && most.result.unserved <= this.now.unserved * (1 - WORTH) ? most : undefined;
  }
}

/** The lowest maximum that serves the demand, or as much of it as any, if the present one holds replicas back. */
function higherMaximum(trial: Trial): Proposal | undefined {
  const { input, now } = trial;
  const { maxReplicas } = input.hpa;
  const limited = now.syncs.some(
    ({ desired, ready, unserved }) => desired === maxReplicas && ready > 0 && unserved > 0,
  );
  if (trial.serves(now) || !limited) return undefined;
  let high: Proposal | undefined;
  for (let doubling = 1; doubling <= DOUBLINGS; doubling += 1) {
    const max = maxReplicas * 2 ** doubling;
    high = trial.run(`max=${max}`) ?? high;
    if (high && (trial.serves(high.result) || highestReplicas(high.result) < max)) break;
  }
  if (!high || high.result.unserved > now.unserved * (1 - WORTH)) return undefined;
  const enough = Math.max(high.result.unserved, trial.goal * now.demanded);
  let least = maxReplicas + 1;
  let most = highestReplicas(high.result);
  let found = trial.run(`max=${most}`);
  while (found && least < most) {
    const middle = Math.floor((least + most) / 2);
    const tried = trial.run(`max=${middle}`);
    if (!tried) break;
    if (tried.result.unserved <= enough) {
      found = tried;
      most = middle;
    } else least = middle + 1;
  }
  return found;
}

/** More replicas at all times, if demand remains unserved: against loads that rise faster than pods start. */
function higherMinimum(trial: Trial): Proposal | undefined {
  if (trial.serves(trial.now)) return undefined;
  const { minReplicas, maxReplicas } = trial.input.hpa;
  const counts = MINIMUM_RATIOS.map((ratio) => Math.ceil(minReplicas + (maxReplicas - minReplicas) * ratio));
  return trial.best(trial.runAll([...new Set(counts)].map((min) => `min=${min}`)));
}

/** A lower target if demand remains unserved; a higher one if it serves the demand with fewer replica hours. */
function otherTarget(trial: Trial): Proposal | undefined {
  const { input, now } = trial;
  if (now.unserved === 0 && !input.target.capacity) return undefined;
  const { metrics } = input.hpa;
  const metric = metrics[input.target.capacity?.metric ?? 0];
  if (!metric) return undefined;
  const name = metrics.length === 1 ? 'target' : `target.${columnOf(metric)}`;
  const { type, value } = metric.target;
  const serves = trial.serves(now);
  const values = TARGET_RATIOS.filter((ratio) => ratio > 1 === serves).map((ratio) =>
    type === 'Utilization' ? String(Math.max(1, Math.round(value * ratio))) : `${Math.ceil(value * ratio)}m`,
  );
  const found = trial.best(trial.runAll([...new Set(values)].map((one) => `${name}=${one}`)));
  if (!found || !serves) return found;
  const { result } = found;
  const cheaper = result.replicaSeconds <= now.replicaSeconds * (1 - WORTH);
  return cheaper && trial.serves(result) && flapCount(result) <= flapCount(now) ? found : undefined;
}

/** Policies for scaling up that are faster than the present ones, if demand remains unserved. */
function fasterGrowth(trial: Trial): Proposal | undefined {
  if (trial.serves(trial.now)) return undefined;
  const window = trial.input.hpa.behavior?.scaleUp.stabilizationWindowSeconds ? ',scaleUp.window=0' : '';
  const settings = FAST_POLICIES.map((policies) => `scaleUp.policies=${policies},scaleUp.select=Max${window}`);
  return trial.best(trial.runAll(settings));
}

/** The shortest window for scaling down without flapping, or with the least. */
function longerWindow(trial: Trial): Proposal | undefined {
  if (!isFlapping(flapsOf(trial.now.changes))) return undefined;
  const { hpa, controller } = trial.input;
  const { downscaleStabilization = DEFAULT_SETTINGS.downscaleStabilization } = controller ?? {};
  const now = hpa.behavior?.scaleDown.stabilizationWindowSeconds ?? downscaleStabilization;
  return calmest(
    trial,
    WINDOWS.filter((window) => window > now).map((window) => `scaleDown.window=${window}`),
  );
}

/** The fastest policy for scaling down without flapping, or with the least. */
function slowerShrinking(trial: Trial): Proposal | undefined {
  if (!isFlapping(flapsOf(trial.now.changes))) return undefined;
  return calmest(
    trial,
    SLOW_POLICIES.map((policy) => `scaleDown.policies=${policy}`),
  );
}

/** The first setting without a flap, else the one with the fewest, if they are fewer than now. */
function calmest(trial: Trial, settings: readonly string[]): Proposal | undefined {
  let best: Proposal | undefined;
  for (const setting of trial.thinned(settings)) {
    const tried = trial.run(setting);
    if (!tried) break;
    if (flapCount(tried.result) < flapCount(best?.result ?? trial.now)) best = tried;
    if (best && flapCount(best.result) === 0) break;
  }
  return best;
}

function flapCount({ changes }: SimulationResult): number {
  return flapsOf(changes).length;
}

function highestReplicas({ syncs }: SimulationResult): number {
  return syncs.reduce((most, { desired }) => Math.max(most, desired), 0);
}

function cheapest(tried: readonly Proposal[]): Proposal | undefined {
  return least(tried, ({ replicaSeconds }) => replicaSeconds);
}

function least(tried: readonly Proposal[], value: (result: SimulationResult) => number): Proposal | undefined {
  return tried.reduce<Proposal | undefined>(
    (best, one) => (best && value(best.result) <= value(one.result) ? best : one),
    undefined,
  );
}

/** All searches, with the settings that each tries at most. */
const SEARCHES = [
  // Doublings, and the steps of a search between 1 and 2 to the power of these.
  { search: higherMaximum, most: DOUBLINGS + 16 },
  { search: higherMinimum, most: MINIMUM_RATIOS.length },
  { search: otherTarget, most: TARGET_RATIOS.length / 2 },
  { search: fasterGrowth, most: FAST_POLICIES.length },
  { search: longerWindow, most: WINDOWS.length },
  { search: slowerShrinking, most: SLOW_POLICIES.length },
];

const MOST_TRIALS = SEARCHES.reduce((sum, { most }) => sum + most, 0);
