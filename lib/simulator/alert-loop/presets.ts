import type { AlertRule } from './alert';
import type { AlertRoute } from './alertmanager';
import type { GatewayScaling } from './scaling';

/** The parts of a loop that scales on an alert: Prometheus' rule, Alertmanager's route, and the gateway. */
export interface AlertLoop {
  readonly rule: AlertRule;
  readonly route: AlertRoute;
  readonly scaling: GatewayScaling;
}

/** The rule that OpenFaaS has had since 2017: more than five answers with code 200 per second. */
const RULE: AlertRule = { scrapeInterval: 5, evaluationInterval: 15, window: 10, threshold: 5, holds: 5 };

/** OpenFaaS' route: its `group_by` lacks the function. */
const ROUTE: AlertRoute = { groupBy: 'alert', groupWait: 5, groupInterval: 10, repeatInterval: 30 };

/** Loops of OpenFaaS by name. */
export const ALERT_LOOPS = {
  /** As a talk of 2018 describes it: five replicas per minute up to 20, and all but one removed at once. */
  talk: {
    rule: RULE,
    // The look after more than 50 s is the one at 60 s.
    route: { ...ROUTE, repeatInterval: 50 },
    scaling: { minReplicas: 1, maxReplicas: 20, factor: 25, gateway: 'uncapped' },
  },
  /** OpenFaaS of April 2018. */
  '2018': {
    rule: RULE,
    route: ROUTE,
    scaling: { minReplicas: 1, maxReplicas: 20, factor: 20, gateway: '2018' },
  },
  /** The community edition since 2023. */
  now: {
    rule: RULE,
    route: ROUTE,
    scaling: { minReplicas: 1, maxReplicas: 5, factor: 10, gateway: 'community' },
  },
  /** The community edition with one group per function, and a window that outlasts missed scrapes. */
  fixed: {
    rule: { ...RULE, window: 30 },
    route: { ...ROUTE, groupBy: 'function' },
    scaling: { minReplicas: 1, maxReplicas: 5, factor: 10, gateway: 'community' },
  },
} as const satisfies Readonly<Record<string, AlertLoop>>;
