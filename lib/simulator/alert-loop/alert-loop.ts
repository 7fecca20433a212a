import { filledRows, type FilledRow } from '../filled-rows';
import type { Change } from '../simulation';
import type { Trace } from '../trace';
import { SimulatedWorkload, type PodLife } from '../workload';
import { RuleAlerts, type SentAlert } from './alert';
import { Alertmanager, type Notification } from './alertmanager';
import { GatewayCounter } from './gateway-counter';
import type { AlertLoop } from './presets';
import { replicasAfter } from './scaling';

/** Input of a simulation of the loop. Times are in seconds. */
export interface AlertLoopInput {
  readonly loop: AlertLoop;
  /** One column per function, in invocations per second; without a value, the scrapes fail. */
  readonly trace: Trace;
  /** Invocations per second that a replica answers. Others do not count, as they do not end with code 200. @default - all */
  readonly capacity?: number;
  /** Replicas of each function at the beginning. @default - the minimum */
  readonly initialReplicas?: readonly number[];
  /** @default - the defaults of {@link PodLife} */
  readonly pods?: PodLife;
  /** @default - the time of the trace's last row */
  readonly until?: number;
  /** Time of the first scrape. @default 0 */
  readonly firstScrape?: number;
  /** Time of the first evaluation of the rule. @default 0 */
  readonly firstEvaluation?: number;
}

/** Alerts that Prometheus sends to Alertmanager at a time. */
export interface SentAlerts {
  readonly time: number;
  readonly alerts: readonly SentAlert[];
}

/** How it went. */
export interface AlertLoopResult {
  /** For each function, in the order of the trace's columns. */
  readonly changes: readonly (readonly Change[])[];
  readonly sent: readonly SentAlerts[];
  readonly notifications: readonly Notification[];
}

/** Runs the loop from the counter of the gateway to its replicas. The same input gives the same result. */
export function simulateAlertLoop(input: AlertLoopInput): AlertLoopResult {
  const { trace } = input;
  const until = input.until ?? trace.rows.at(-1)?.time ?? 0;
  const run = new Run(input);
  for (let time = run.next; time <= until; time = run.next) run.step(time);
  const { changes, sent, notifications } = run;
  return { changes, sent, notifications };
}

/** A function with its load, its pods and its counter. */
interface Scaled {
  readonly name: string;
  readonly workload: SimulatedWorkload;
  readonly counter: GatewayCounter;
  readonly changes: Change[];
  demand: number;
}

/** The state between two events. At one time, loads change first, then pods, scrapes, evaluations and notifications. */
class Run {
  readonly sent: SentAlerts[] = [];
  readonly notifications: Notification[] = [];
  private readonly functions: readonly Scaled[];
  private readonly rows: readonly FilledRow[];
  private readonly rule: RuleAlerts;
  private readonly alertmanager: Alertmanager;
  private readonly capacity: number;
  private row = 0;
  private now = 0;
  private nextScrape: number;
  private nextEvaluation: number;

  constructor(private readonly input: AlertLoopInput) {
    const { loop, trace, firstScrape = 0, firstEvaluation = 0, pods = {}, capacity = Infinity } = input;
    this.rows = filledRows(trace);
    this.rule = new RuleAlerts(loop.rule);
    this.alertmanager = new Alertmanager(loop.route);
    this.capacity = capacity;
    this.nextScrape = firstScrape;
    this.nextEvaluation = firstEvaluation;
    this.functions = trace.columns.map((name, index) => {
      const replicas = input.initialReplicas?.[index] ?? loop.scaling.minReplicas;
      const demand = this.rows[0]?.values[index] ?? 0;
      const counter = new GatewayCounter(loop.rule.window);
      counter.beginBefore(Math.min(demand, replicas * capacity), loop.rule.scrapeInterval, firstScrape);
      return { name, workload: new SimulatedWorkload(replicas, pods, 0), counter, changes: [], demand };
    });
  }

  get changes(): readonly (readonly Change[])[] {
    return this.functions.map(({ changes }) => changes);
  }

  /** Time of the next event. */
  get next(): number {
    const ready = Math.min(Infinity, ...this.functions.map(({ workload }) => workload.nextReady));
    const row = this.rows[this.row]?.time ?? Infinity;
    return Math.min(row, ready, this.nextScrape, this.nextEvaluation, this.alertmanager.nextFlush);
  }

  /** All that happens at the time of the next event. */
  step(time: number): void {
    this.pass(time);
    if (this.rows[this.row]?.time === time) this.takeRow();
    for (const { workload } of this.functions) while (workload.nextReady <= time) workload.makeReady([]);
    if (this.nextScrape === time) this.scrape(time);
    if (this.nextEvaluation === time) this.evaluate(time);
    if (this.alertmanager.nextFlush === time) {
      const notifications = this.alertmanager.flush(time);
      this.notifications.push(...notifications);
      for (const { alerts } of notifications) this.scale(time, alerts);
    }
  }

  private pass(until: number): void {
    for (const { counter, demand, workload } of this.functions) {
      counter.add(Math.min(demand, workload.ready === 0 ? 0 : workload.ready * this.capacity) * (until - this.now));
    }
    this.now = until;
  }

  private takeRow(): void {
    const values = this.rows[this.row]?.values ?? [];
    this.functions.forEach((one, index) => {
      one.demand = values[index] ?? 0;
    });
    this.row += 1;
  }

  private scrape(time: number): void {
    const values = this.input.trace.rows[this.row - 1]?.values ?? [];
    this.functions.forEach(({ counter }, index) => {
      if (values[index] !== undefined) counter.scrape(time);
    });
    this.nextScrape += this.input.loop.rule.scrapeInterval;
  }

  private evaluate(time: number): void {
    const alerts = this.rule.evaluate(
      time,
      new Map(this.functions.map(({ name, counter }) => [name, counter.rate(time)])),
    );
    if (alerts.length > 0) this.sent.push({ time, alerts });
    this.alertmanager.receive(time, alerts);
    this.nextEvaluation += this.input.loop.rule.evaluationInterval;
  }

  /** The gateway scales the function of each alert in a notification. */
  private scale(time: number, alerts: readonly SentAlert[]): void {
    for (const { name, firing } of alerts) {
      const one = this.functions.find((other) => other.name === name);
      if (!one) continue;
      const from = one.workload.replicas;
      const to = replicasAfter(firing, from, this.input.loop.scaling);
      if (to === from) continue;
      one.changes.push({ time, from, to });
      one.workload.scale(time, to);
      while (one.workload.nextReady <= time) one.workload.makeReady([]);
    }
  }
}
