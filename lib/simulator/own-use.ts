import type { Metric } from './hpa';

/** Use of a pod in addition to its share of the load. */
export interface OwnUse {
  /**
   * For each metric of the HPA, in its unit, as long as the pod's containers run: what each pod uses without any load.
   * @default - nothing
   */
  readonly base?: readonly number[];
  /**
   * CPU that a container uses while its program starts, such as a JVM that loads and compiles classes.
   * @default - nothing
   */
  readonly startup?: Startup;
}

/** Use of CPU in the first seconds of a container. */
export interface Startup {
  /** In cores. */
  readonly cores: number;
  /** From the container's start on. */
  readonly seconds: number;
}

/** Own use of a pod, as one metric shows it. */
export class MetricOwnUse {
  readonly startupSeconds: number;
  private readonly base: number;
  private readonly cores: number;

  /** @param index - place of the metric in the HPA's list */
  constructor({ type, name }: Metric, index: number, { base, startup }: OwnUse = {}) {
    const showsStartup = startup && type.endsWith('Resource') && name === 'cpu';
    this.base = base?.[index] ?? 0;
    this.cores = showsStartup ? startup.cores : 0;
    this.startupSeconds = showsStartup ? startup.seconds : 0;
  }

  /** Mean over the last `window` seconds of a container that ran all that time; its use at `now` if the window is 0. */
  mean(now: number, window: number, startedAt: number): number {
    const starting = startedAt + this.startupSeconds - (now - window);
    if (window === 0) return this.base + (starting > 0 ? this.cores : 0);
    return this.base + (this.cores * Math.min(Math.max(starting, 0), window)) / window;
  }
}
