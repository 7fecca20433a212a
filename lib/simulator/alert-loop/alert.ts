/** Alerting rule `sum(rate(gateway_function_invocation_total{code="200"}[window])) by (function_name) > threshold`. Times are in seconds. */
export interface AlertRule {
  /** Time between two scrapes of the gateway. */
  readonly scrapeInterval: number;
  /** Time between two evaluations of the rule. */
  readonly evaluationInterval: number;
  /** Range of `rate()`. */
  readonly window: number;
  /** Invocations per second. */
  readonly threshold: number;
  /** Time that the threshold is exceeded before the alert fires (`for`). */
  readonly holds: number;
}

/** State of an alert as Prometheus sends it to Alertmanager. */
export interface SentAlert {
  /** The function, as its only label that differs. */
  readonly name: string;
  /** Whether it fires; otherwise it is resolved. */
  readonly firing: boolean;
}

/** Seconds until Prometheus sends the same state again (`--rules.alert.resend-delay`). */
const RESEND_DELAY = 60;

/** Seconds during which a resolved alert is still sent (rules/alerting.go, `resolvedRetention`). */
const RESOLVED_RETENTION = 900;

interface ActiveAlert {
  readonly activeAt: number;
  state: 'pending' | 'firing' | 'resolved';
  resolvedAt: number;
  sentAt: number;
}

/** The alerts of one rule, one per function (Prometheus 3, rules/alerting.go, `Eval` and `needsSending`). */
export class RuleAlerts {
  private readonly active = new Map<string, ActiveAlert>();

  constructor(private readonly rule: AlertRule) {}

  /** Evaluates the rule, given the rates of the functions; returns what is sent to Alertmanager. */
  evaluate(now: number, rates: ReadonlyMap<string, number | undefined>): SentAlert[] {
    for (const [name, rate = 0] of rates) {
      const state = this.active.get(name)?.state;
      if (rate > this.rule.threshold && (state === undefined || state === 'resolved')) {
        this.active.set(name, { activeAt: now, state: 'pending', resolvedAt: -Infinity, sentAt: -Infinity });
      }
    }
    for (const [name, alert] of this.active) {
      if ((rates.get(name) ?? 0) > this.rule.threshold) {
        if (now - alert.activeAt >= this.rule.holds && alert.state === 'pending') alert.state = 'firing';
      } else this.end(name, alert, now);
    }
    return [...this.active].filter(([, alert]) => isDue(alert, now)).map(([name, alert]) => sent(name, alert, now));
  }

  private end(name: string, alert: ActiveAlert, now: number): void {
    if (alert.state === 'firing') {
      alert.state = 'resolved';
      alert.resolvedAt = now;
    } else if (alert.state === 'pending' || now - alert.resolvedAt > RESOLVED_RETENTION) this.active.delete(name);
  }
}

function isDue({ state, resolvedAt, sentAt }: ActiveAlert, now: number): boolean {
  return state !== 'pending' && (resolvedAt > sentAt || sentAt + RESEND_DELAY < now);
}

function sent(name: string, alert: ActiveAlert, now: number): SentAlert {
  alert.sentAt = now;
  return { name, firing: alert.state === 'firing' };
}
