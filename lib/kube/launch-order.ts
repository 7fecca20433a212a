import type { IConstruct } from 'constructs';
import type { Milestone } from './milestone';
import { Workload } from './workload';

/** One workload waits for another. */
export interface LaunchEdge {
  readonly from: Workload;
  readonly to: Workload;
  readonly milestone: Milestone;
}

/** The launch order of an app's workloads, derived only from what each of them waits for. */
export class LaunchOrder {
  /** The launch order of everything within a construct. */
  public static of(scope: IConstruct): LaunchOrder {
    return new LaunchOrder(Workload.within(scope));
  }

  public readonly edges: readonly LaunchEdge[];
  private readonly levels = new Map<Workload, number>();

  private constructor(public readonly workloads: readonly Workload[]) {
    this.edges = workloads.flatMap((to) =>
      to.waitsFor.flatMap((milestone) => {
        const from = workloads.find((workload) => workload === milestone.provider);
        return from ? [{ from, to, milestone }] : [];
      }),
    );
    let free = this.withoutLevel();
    for (let level = 0; free.length > 0; level++) {
      free = this.withoutLevel().filter((workload) =>
        this.prerequisites(workload).every((step) => this.levels.has(step)),
      );
      for (const workload of free) this.levels.set(workload, level);
    }
  }

  /** The workloads that one waits for directly. */
  public prerequisites(workload: Workload): Workload[] {
    return [...new Set(this.edges.filter(({ to }) => to === workload).map(({ from }) => from))];
  }

  /** How many steps come before a workload: 0 for one that waits for nothing; none for one that can never start. */
  public level(workload: Workload): number | undefined {
    return this.levels.get(workload);
  }

  /** Workloads that wait, each for the next, and the last for the first. Empty when everything can start. */
  public cycle(): Workload[] {
    const path: Workload[] = [];
    let step = this.withoutLevel()[0];
    while (step && !path.includes(step)) {
      path.push(step);
      step = this.prerequisites(step).find((before) => !this.levels.has(before));
    }
    return step ? path.slice(path.indexOf(step)) : [];
  }

  /**
   * Stable topological sort of the workloads: each comes after everything it waits for, otherwise in order of creation.
   */
  public sorted(): Workload[] {
    return [...this.workloads].sort((a, b) => (this.level(a) ?? Infinity) - (this.level(b) ?? Infinity));
  }

  private withoutLevel(): Workload[] {
    return this.workloads.filter((workload) => !this.levels.has(workload));
  }
}
