import type { SentAlert } from './alert';

/** Route of the alerts to the gateway. Times are in seconds. */
export interface AlertRoute {
  /** Whether each function has a group of its own (`group_by: [function_name]`), or one group has the alerts of all. */
  readonly groupBy: 'function' | 'alert';
  /** From the first alert of a group to its first notification (`group_wait`). */
  readonly groupWait: number;
  /** Between two looks at a group (`group_interval`). */
  readonly groupInterval: number;
  /** After which an unchanged group is notified again (`repeat_interval`). */
  readonly repeatInterval: number;
}

/** A request to the gateway, with all alerts of one group. */
export interface Notification {
  readonly time: number;
  readonly alerts: readonly SentAlert[];
}

/** Seconds that the sums of binary fractions may differ. */
const NOISE = 1e-6;

/** A group with its alerts, and the time of the next look at it. */
interface Group {
  due: number;
  readonly alerts: Map<string, boolean>;
}

/** The last notification of a group (Alertmanager's notification log). */
interface LogEntry {
  readonly time: number;
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
}

/**
 * An Alertmanager with `send_resolved` and one route (Alertmanager 0.35, dispatch/dispatch.go and notify/dedup_stage.go): a
 * group is notified when an alert joins it or is resolved, and again once the repeat interval is over, each at the next look.
 */
export class Alertmanager {
  private readonly groups = new Map<string, Group>();
  private readonly log = new Map<string, LogEntry>();

  constructor(private readonly route: AlertRoute) {}

  /** Time of the next look at a group. */
  get nextFlush(): number {
    return Math.min(Infinity, ...[...this.groups.values()].map(({ due }) => due));
  }

  /** Takes alerts of Prometheus. */
  receive(now: number, alerts: readonly SentAlert[]): void {
    for (const { name, firing } of alerts) {
      const key = this.route.groupBy === 'function' ? name : '';
      const group = this.groups.get(key);
      if (group) group.alerts.set(name, firing);
      // A resolved alert without a group has been notified: Prometheus sends it again for a while.
      else if (firing) this.groups.set(key, { due: now + this.route.groupWait, alerts: new Map([[name, firing]]) });
    }
  }

  /** The notifications at a time, which is the one of {@link nextFlush}. */
  flush(now: number): Notification[] {
    return [...this.groups].flatMap(([key, group]) => {
      if (group.due > now) return [];
      group.due += this.route.groupInterval;
      const alerts = [...group.alerts].map(([name, firing]) => ({ name, firing }));
      for (const { name, firing } of alerts) if (!firing) group.alerts.delete(name);
      if (group.alerts.size === 0) this.groups.delete(key);
      return this.isNews(key, alerts, now) ? [{ time: now, alerts }] : [];
    });
  }

  private isNews(key: string, alerts: readonly SentAlert[], now: number): boolean {
    const namesOf = (fires: boolean): Set<string> =>
      new Set(alerts.filter(({ firing }) => firing === fires).map(({ name }) => name));
    const [firing, resolved] = [namesOf(true), namesOf(false)];
    const entry = this.log.get(key);
    const isLogged = (names: ReadonlySet<string>, logged?: ReadonlySet<string>): boolean =>
      [...names].every((name) => logged?.has(name));
    const isNews =
      !isLogged(firing, entry?.firing) ||
      (firing.size === 0
        ? (entry?.firing.size ?? 0) > 0
        : // The entry is written once the gateway has scaled: the look exactly one repeat interval later is too early.
          !isLogged(resolved, entry?.resolved) || now - (entry?.time ?? 0) > this.route.repeatInterval + NOISE);
    if (isNews) this.log.set(key, { time: now, firing, resolved });
    return isNews;
  }
}
