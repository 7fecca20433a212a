import { belongsToNoPod, HpaController } from './controller';
import { DEFAULT_SETTINGS, type ControllerSettings } from './controller-settings';
import type { Hpa, Metric } from './hpa';
import { KedaOperator, type KedaScaling } from './keda-operator';
import { MetricsPipeline, type MeasuredLoad, type PipelineOptions } from './metrics-pipeline';
import { MetricOwnUse, type OwnUse } from './own-use';
import type { Trace } from './trace';
import { SimulatedWorkload, type PodLife } from './workload';

/** Properties of an HPA's target. */
export interface Target {
  readonly initialReplicas: number;
  /** Requests of a pod for each metric's resource, in thousandths; undefined for metrics that are not resources. */
  readonly requests: readonly (number | undefined)[];
  /** Limits of a pod. @default - unlimited */
  readonly capacity?: Capacity;
}

/** Capacity of a pod. */
export interface Capacity {
  /** Index of the metric in whose unit it is. */
  readonly metric: number;
  readonly perPod: number;
}

/** Input of a simulation. */
export interface SimulationInput {
  readonly hpa: Hpa;
  readonly target: Target;
  /** One column for each metric of the HPA, in their order. */
  readonly trace: Trace;
  /** Settings of KEDA besides the HPA that it created. @default - KEDA did not create it */
  readonly keda?: KedaScaling;
  /** @default - the defaults of {@link PodLife} */
  readonly pods?: PodLife;
  /** @default - pods use nothing without load */
  readonly use?: OwnUse;
  /** @default - the defaults of {@link PipelineOptions} */
  readonly pipeline?: PipelineOptions;
  /** @default - the defaults of {@link ControllerSettings} */
  readonly controller?: ControllerSettings;
  /** Time of the last sync, in seconds. @default - the time of the trace's last row */
  readonly until?: number;
}

/** A change of the number of replicas. */
export interface Change {
  /** In seconds. */
  readonly time: number;
  readonly from: number;
  readonly to: number;
  /** Set if KEDA made it, and not the HPA. */
  readonly by?: 'keda';
}

/** State at a sync of the controller. */
export interface Sync {
  readonly time: number;
  /** For each metric, as in the trace. */
  readonly demand: readonly (number | undefined)[];
  /** Replicas when the sync began. */
  readonly replicas: number;
  /** Replicas when it ended. */
  readonly desired: number;
  /** Pods that took load then. */
  readonly ready: number;
  /** For each metric, what the controller compared with the target; undefined where it could not, or did not ask. */
  readonly measured: readonly (number | undefined)[];
  /** Demand that no pod could take at that time, in the unit of the capacity's metric. */
  readonly unserved: number;
  /** Set if the HPA does nothing, as it did not set the 0 replicas itself. */
  readonly disabled?: true;
}

/** How it went. */
export interface SimulationResult {
  readonly changes: readonly Change[];
  readonly syncs: readonly Sync[];
  /** Demand that no pod could take, in units times seconds. */
  readonly unserved: number;
  /** All demand, in units times seconds. */
  readonly demanded: number;
  /** Replicas times seconds. */
  readonly replicaSeconds: number;
}

/** Runs the controller against a load, from its first sync at the time 0 on. The same input gives the same result. */
export function simulate(input: SimulationInput): SimulationResult {
  const { hpa, target, trace } = input;
  const until = input.until ?? trace.rows.at(-1)?.time ?? 0;
  const controller = new HpaController(hpa, target.requests, input.controller);
  const { syncPeriod = DEFAULT_SETTINGS.syncPeriod } = input.controller ?? {};
  const course = new Course(input);
  const changes: Change[] = [];
  const syncs: Sync[] = [];
  const scale = (time: number, to: number, by?: 'keda'): void => {
    const from = course.workload.replicas;
    if (to === from) return;
    changes.push({ time, from, to, ...(by && { by }) });
    course.workload.scale(time, to);
    course.becomeReady(time);
  };
  const operator = input.keda && new KedaOperator(input.keda, hpa);
  for (let time = 0; time <= until; time += syncPeriod) {
    while (operator && operator.nextPoll <= time) {
      const now = operator.nextPoll;
      course.advance(now);
      scale(
        now,
        operator.poll(course.workload.replicas, (index) => course.value(now, index)),
        'keda',
      );
    }
    course.advance(time);
    const { replicas, ready } = course.workload;
    const observed = course.observe(time);
    const value = (index: number): number | undefined => {
      const found = observed.value(index);
      return operator ? operator.value(index, replicas, found) : found;
    };
    const { replicas: desired, proposals, disabled } = controller.sync(time, { ...observed, value });
    const measured = proposals.map((proposal) => ('failure' in proposal ? undefined : proposal.current));
    const { available: demand, unservedNow: unserved } = course;
    syncs.push({ time, demand, replicas, desired, ready, measured, unserved, ...(disabled && { disabled }) });
    scale(time, desired);
  }
  course.advance(Math.max(until, 0));
  const { unserved, demanded, replicaSeconds } = course;
  return { changes, syncs, unserved, demanded, replicaSeconds };
}

/** How a metric's load shows. CPU is used up over time, and what metrics-server reports of it is a mean. */
function loadOf(metric: Metric, index: number, { use, target: { capacity } }: SimulationInput): MeasuredLoad {
  const byMetricsServer = metric.type === 'Resource' || metric.type === 'ContainerResource';
  return {
    byMetricsServer,
    measured: byMetricsServer && metric.name === 'cpu' ? 'rate' : 'level',
    own: new MetricOwnUse(metric, index, use),
    limit: capacity?.metric === index ? capacity.perPod : Infinity,
  };
}

/** The load, the pods and what is measured of them, from one event to the next. */
class Course {
  readonly workload: SimulatedWorkload;
  unserved = 0;
  demanded = 0;
  replicaSeconds = 0;
  /** The demand of each metric, where the metrics API has a value. */
  available: readonly (number | undefined)[] = [];
  private readonly pipeline: MetricsPipeline;
  private readonly served: number;
  /** Most load that a pod can take. */
  private readonly perPod: number;
  private now = 0;
  private row = -1;
  private nextSample: number;
  private demand: number[];
  /** For each metric, what each ready pod takes. */
  private level: number[];
  private readonly used: number[];
  private readonly noPod: readonly boolean[];

  constructor(private readonly input: SimulationInput) {
    const { hpa, target, pods = {}, pipeline = {} } = input;
    const { length } = hpa.metrics;
    this.workload = new SimulatedWorkload(target.initialReplicas, pods, length);
    this.pipeline = new MetricsPipeline(
      hpa.metrics.map((metric, index) => loadOf(metric, index, input)),
      pipeline,
    );
    this.served = target.capacity?.metric ?? 0;
    this.perPod = Math.max(0, (target.capacity?.perPod ?? Infinity) - (input.use?.base?.[this.served] ?? 0));
    this.noPod = hpa.metrics.map(belongsToNoPod);
    this.demand = new Array<number>(length).fill(0);
    this.level = new Array<number>(length).fill(0);
    this.used = new Array<number>(length).fill(0);
    const { resolution } = this.pipeline;
    this.nextSample = resolution > 0 ? 0 : Infinity;
    if (resolution > 0) this.beginBefore(resolution);
  }

  /** Demand that no pod can take now. */
  get unservedNow(): number {
    const demand = this.demand[this.served] ?? 0;
    const { ready } = this.workload;
    return ready === 0 ? demand : Math.max(0, demand - ready * this.perPod);
  }

  /** Goes on to a time, by all that happens before or at it. */
  advance(time: number): void {
    for (;;) {
      const next = Math.min(time, this.nextRow, this.workload.nextReady, this.nextSample);
      this.pass(next);
      if (next === this.nextRow) this.takeRow();
      this.becomeReady(next);
      if (next === this.nextSample) {
        this.sample(next, this.available);
        this.nextSample += this.pipeline.resolution;
      }
      if (next === time) break;
    }
    this.pipeline.advance(time);
  }

  /** The pods that are ready by now take their share of the load. */
  becomeReady(now: number): void {
    while (this.workload.nextReady <= now) this.workload.makeReady(this.used);
    this.share();
  }

  /** The controller's view of the pods. */
  observe(now: number): Parameters<HpaController['sync']>[1] {
    if (this.pipeline.resolution === 0) this.sample(now, this.available);
    const pods = this.workload.at(now);
    return {
      replicas: this.workload.replicas,
      pods,
      podMetrics: (index) => this.pipeline.podMetrics(now, pods, index),
      value: (index) => this.pipeline.value(now, index),
    };
  }

  /** A metric that belongs to no pod, in thousandths, as its source has it. */
  value(now: number, index: number): number | undefined {
    if (this.pipeline.resolution === 0) this.sample(now, this.available);
    return this.pipeline.value(now, index);
  }

  /** The pods were there before the trace begins, with the load of its first row: a trace is a part of a longer course. */
  private beginBefore(seconds: number): void {
    const { rows } = this.input.trace;
    const before = (rows[0]?.values ?? []).map((value) => value ?? 0);
    before.forEach((value, index) => {
      this.demand[index] = value;
    });
    this.share();
    this.sample(-seconds, before);
    this.use(seconds);
  }

  private get nextRow(): number {
    return this.input.trace.rows[this.row + 1]?.time ?? Infinity;
  }

  private takeRow(): void {
    this.row += 1;
    this.available = this.input.trace.rows[this.row]?.values ?? [];
    // Where only the metrics API has no value, the load itself goes on.
    this.available.forEach((value, index) => {
      if (value !== undefined) this.demand[index] = value;
    });
  }

  private share(): void {
    const { ready } = this.workload;
    for (let index = 0; index < this.demand.length; index += 1) {
      const share = ready === 0 ? 0 : (this.demand[index] ?? 0) / ready;
      this.level[index] = index === this.served ? Math.min(share, this.perPod) : share;
    }
  }

  private pass(until: number): void {
    const seconds = until - this.now;
    if (seconds <= 0) return;
    this.use(seconds);
    this.unserved += this.unservedNow * seconds;
    this.demanded += (this.demand[this.served] ?? 0) * seconds;
    this.replicaSeconds += this.workload.replicas * seconds;
    this.now = until;
  }

  private use(seconds: number): void {
    for (let index = 0; index < this.used.length; index += 1) {
      if (!this.noPod[index]) this.used[index] = (this.used[index] ?? 0) + (this.level[index] ?? 0) * seconds;
    }
  }

  private sample(time: number, demand: readonly (number | undefined)[]): void {
    this.pipeline.add({ time, used: [...this.used], level: [...this.level], demand });
  }
}
