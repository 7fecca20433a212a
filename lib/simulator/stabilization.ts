/**
 * The recommendations of the last minutes, before they were stabilised (horizontal.go, `stabilizeRecommendation`,
 * `stabilizeRecommendationWithBehaviors`).
 *
 * One that is exactly as old as the window no longer counts: two syncs of the controller are always a little more than their
 * interval apart.
 */
export class Recommendations {
  private readonly recent: { readonly time: number; readonly replicas: number }[] = [];
  private readonly longest: number;

  constructor(
    private readonly upWindow: number,
    private readonly downWindow: number,
  ) {
    this.longest = Math.max(upWindow, downWindow);
  }

  /** Remembers the replicas that were there before the first sync. */
  start(now: number, current: number): void {
    if (this.recent.length === 0) this.recent.push({ time: now, replicas: current });
  }

  /** Stabilizes a recommendation of an HPA without a `behavior`: the highest within the scale-down window. */
  highest(now: number, desired: number): number {
    let highest = desired;
    for (const { time, replicas } of this.recent) {
      if (now - time < this.downWindow) highest = Math.max(highest, replicas);
    }
    this.remember(now, desired);
    return highest;
  }

  /**
   * Stabilizes a recommendation with a `behavior`: at most the lowest within the scale-up window, at least the highest
   * within the scale-down window.
   */
  stabilize(now: number, current: number, desired: number): number {
    let up = desired;
    let down = desired;
    for (const { time, replicas } of this.recent) {
      if (now - time < this.upWindow) up = Math.min(up, replicas);
      if (now - time < this.downWindow) down = Math.max(down, replicas);
    }
    this.remember(now, desired);
    return Math.min(Math.max(current, up), down);
  }

  private remember(now: number, replicas: number): void {
    const old = this.recent.findIndex(({ time }) => now - time < this.longest);
    this.recent.splice(0, old < 0 ? this.recent.length : old);
    this.recent.push({ time: now, replicas });
  }
}
