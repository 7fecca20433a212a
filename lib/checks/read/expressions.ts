import { perSubject, type CheckedObject, type Subject } from '../subject';
import { CLUSTER_LABEL } from '../../kube/annotations';
import { withoutVariables } from '../../promql/grafana';
import { dashboards } from './dashboards';
import { monitoringObjects, specOf, type RuleManifest, type RulesSpec } from './monitoring-objects';

/** A PromQL expression of an app. */
export interface PlacedExpression {
  readonly object: CheckedObject;
  /** Keys that lead to it. @default - it is within a text */
  readonly at?: readonly (string | number)[];
  /** Where in the object it is, for messages. */
  readonly where: string;
  /** The expression; a dashboard's with values for its variables. */
  readonly expr: string;
  /** The rule that it belongs to. @default - it is a dashboard's. */
  readonly rule?: RuleManifest;
  /** The legend of a dashboard's series. @default - none is given. */
  readonly legend?: string;
  /** Label that the series have in a store of several clusters only. @default - none */
  readonly clusterLabel?: string;
  /** Whether it may be a range vector. */
  readonly instant?: boolean;
}

/** Every expression of the rules. */
export const ruleExpressions = perSubject((subject: Subject): (PlacedExpression & { readonly rule: RuleManifest })[] =>
  monitoringObjects(subject, 'PrometheusRule').flatMap((object) =>
    (specOf<RulesSpec>(object).groups ?? []).flatMap(({ name, rules = [] }, group) =>
      rules.map((rule, index) => ({
        object,
        at: ['spec', 'groups', group, 'rules', index, 'expr'],
        where: ruleName(name, rule),
        expr: String(rule.expr),
        rule,
      })),
    ),
  ),
);

/** A rule as a message names it. */
export function ruleName(group: string, { alert, record }: RuleManifest): string {
  const rule = alert ? `alert ${alert}` : `record ${record ?? 'without a name'}`;
  return `group '${group}', ${rule}`;
}

/** Every expression of the dashboards. */
export const dashboardExpressions = perSubject((subject: Subject): PlacedExpression[] =>
  dashboards(subject).read.flatMap(({ object, file, queries }) =>
    queries.map(({ where, expr, legend, instant }) => ({
      object,
      where: `${file}, ${where}`,
      expr: withoutVariables(expr),
      instant,
      ...(legend ? { legend } : {}),
      clusterLabel: object.manifest.metadata.annotations?.[CLUSTER_LABEL],
    })),
  ),
);
