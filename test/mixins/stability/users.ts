import { METRIC_SOURCES } from '../../../lib/catalogue/sources';
import { BOARDS, RULE_GROUPS } from '../../../lib/mixins';
import { recordingRule } from '../../../lib/mixins/alerts/group';
import { withoutVariables } from '../../../lib/promql/grafana';

/** An expression of the mixins. */
export interface MixinUser {
  readonly name: string;
  readonly expr: string;
  readonly alert?: string;
  readonly severity?: string;
}

interface Panels {
  readonly panels?: readonly (Panels & { readonly title?: string; readonly targets?: readonly { expr: string }[] })[];
}

/** Every expression of all rules and boards. */
export function mixinUsers(): MixinUser[] {
  const rules = RULE_GROUPS.flatMap(({ alerts, records }) => [
    ...Object.entries(alerts).flatMap(([name, alert]) =>
      alert.rules(name, '').map(({ rule }) => ({
        name: `alert ${name}`,
        expr: rule.expr,
        alert: name,
        severity: rule.labels?.['severity'] ?? '',
      })),
    ),
    ...records.map((record) => ({ name: `record ${record.record}`, expr: recordingRule(record).rule.expr })),
  ]);
  const panels = BOARDS.flatMap(({ uid, build }) => expressionsIn(build(METRIC_SOURCES) as unknown as Panels, uid));
  return [...rules, ...panels];
}

function expressionsIn({ panels = [] }: Panels, board: string): MixinUser[] {
  return panels.flatMap((panel) => [
    ...(panel.targets ?? []).map(({ expr }) => ({
      name: `panel '${panel.title ?? ''}' of ${board}`,
      expr: withoutVariables(expr),
    })),
    ...expressionsIn(panel, board),
  ]);
}
