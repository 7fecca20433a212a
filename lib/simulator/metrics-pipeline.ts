import type { MetricOwnUse } from './own-use';
import type { PodMetric } from './pod';
import { roundUp } from '../text/quantity';
import type { SimulatedPod } from './workload';

/** How values reach the metrics APIs. */
export interface PipelineOptions {
  /**
   * Seconds between two measurements (`--metric-resolution` of metrics-server); CPU is the mean between them. 0 for
   * ideal metrics: every sync sees what is at that time.
   * @default 15
   */
  readonly resolutionSeconds?: number;
  /**
   * Seconds from a measurement until the metrics API has it.
   * @default 0
   */
  readonly delaySeconds?: number;
}

/** How a load shows in the metrics of pods. */
export interface MeasuredLoad {
  /** `rate`: the mean since the measurement before, as CPU; `level`: as it is when it is measured. */
  readonly measured: 'rate' | 'level';
  /** Whether metrics-server measures it, which knows a pod only from its second measurement on. */
  readonly byMetricsServer: boolean;
  /** Use of a pod besides its share of the load. */
  readonly own: MetricOwnUse;
  /** Most that a pod can use, in the load's unit; its measured mean is never above. */
  readonly limit: number;
}

/** A measurement at one time. */
export interface Sample {
  readonly time: number;
  /** For each load, what a pod that was always ready has used since the beginning, in units times seconds. */
  readonly used: readonly number[];
  /** For each load, what each ready pod uses now. */
  readonly level: readonly number[];
  /** For each load, the whole demand; undefined when there is no value. */
  readonly demand: readonly (number | undefined)[];
}

/** Seconds that a container must run before its start counts as its first measurement (metrics-server 0.7, storage/pod.go). */
const FRESH_CONTAINER = 10;

/** metrics-server, or an adapter, between the pods and the controller. */
export class MetricsPipeline {
  readonly resolution: number;
  private readonly delay: number;
  private readonly samples: Sample[];

  constructor(
    private readonly loads: readonly MeasuredLoad[],
    { resolutionSeconds = 15, delaySeconds = 0 }: PipelineOptions,
  ) {
    this.resolution = resolutionSeconds;
    this.delay = resolutionSeconds === 0 ? 0 : delaySeconds;
    this.samples = [];
  }

  /** Takes a measurement. */
  add(sample: Sample): void {
    this.samples.push(sample);
  }

  /** Forgets what no sync from this time on can ask for: all but the newest visible measurement and the one before. */
  advance(now: number): void {
    let visible = this.samples.length - 1;
    while (visible > 1 && this.timeOf(visible) + this.delay > now) visible -= 1;
    if (visible > 1) this.samples.splice(0, visible - 1);
  }

  /** A metric of pods, as the API gives it; undefined when it has no value at all. */
  podMetrics(now: number, pods: readonly SimulatedPod[], load: number): (PodMetric | undefined)[] | undefined {
    const index = this.newest(now);
    const sample = this.samples[index];
    if (sample?.demand[load] === undefined) return undefined;
    const before = this.samples[index - 1];
    // Pods that were up all the time since the measurement before share the load, and so their metric.
    let shared: PodMetric | undefined;
    const since = before?.time ?? -Infinity;
    const startup = this.loads[load]?.own.startupSeconds ?? 0;
    return pods.map((pod) => {
      if (Math.max(pod.readyAt, pod.runningAt + startup) > since) return this.podMetric(pod, load, sample, before);
      shared ??= this.podMetric(pod, load, sample, before);
      return shared;
    });
  }

  /** A metric that belongs to no pod, in thousandths. */
  value(now: number, load: number): number | undefined {
    const demand = this.samples[this.newest(now)]?.demand[load];
    return demand === undefined ? undefined : roundUp(demand * 1000);
  }

  private podMetric(
    pod: SimulatedPod,
    load: number,
    sample: Sample,
    before: Sample | undefined,
  ): PodMetric | undefined {
    const loaded = this.loads[load];
    if (!loaded || pod.runningAt > sample.time) return undefined;
    const { measured, byMetricsServer, own, limit } = loaded;
    const since = this.resolution > 0 && byMetricsServer ? this.measuredSince(pod, sample, before) : sample.time;
    if (since === undefined) return undefined;
    const window = sample.time - since;
    const rated = measured === 'rate' ? before : undefined;
    const used = usage(pod, load, sample, rated, window) + own.mean(sample.time, rated ? window : 0, pod.runningAt);
    return {
      value: roundUp(Math.min(used, limit) * 1000),
      timestamp: Math.floor(sample.time),
      window,
    };
  }

  /** Time of the measurement that a pod's rate counts from. */
  private measuredSince({ runningAt }: SimulatedPod, sample: Sample, before: Sample | undefined): number | undefined {
    const age = sample.time - runningAt;
    if (age >= FRESH_CONTAINER && age < this.resolution) return runningAt;
    return before && runningAt <= before.time ? before.time : undefined;
  }

  private newest(now: number): number {
    let index = this.samples.length - 1;
    while (index >= 0 && this.timeOf(index) + this.delay > now) index -= 1;
    return index;
  }

  private timeOf(index: number): number {
    return this.samples[index]?.time ?? Infinity;
  }
}

/** Usage of a pod by the load: zero before it is ready. */
function usage(pod: SimulatedPod, load: number, sample: Sample, before: Sample | undefined, window: number): number {
  if (pod.readyAt > sample.time) return 0;
  if (!before || window === 0) return sample.level[load] ?? 0;
  const from = Math.max(before.used[load] ?? 0, pod.readyAt > before.time ? (pod.usageAtReady[load] ?? 0) : 0);
  return ((sample.used[load] ?? 0) - from) / window;
}
