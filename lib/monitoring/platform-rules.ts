import { Construct } from 'constructs';
import { PlatformChart } from '../kube/platform-chart';
import type { Monitoring } from '../platform/model';
import { monitoringComponent } from './component';
import { PrometheusRule, type PrometheusRuleSpec } from '../crds';
import { Alert } from '../mixins/alerts/alert';
import { recordingRule, type RuleGroup } from '../mixins/alerts/group';
import { RULE_GROUPS, type AlertName } from '../mixins';
import type { Rule, SourcedRule } from '../mixins/alerts/rule';
import type { MetricSource } from '../catalogue/sources';

/** Properties of {@link PlatformRules}. */
export interface PlatformRulesProps {
  readonly spec: Pick<Monitoring, 'alerts' | 'rules' | 'runbookUrl'>;
  /** What is watched: rules about anything else are left out. */
  readonly sources: readonly MetricSource[];
}

/** The rules of a platform: those that have something to look at, and those of the user. */
export class PlatformRules extends Construct {
  constructor(scope: Construct, id: string, { spec, sources }: PlatformRulesProps) {
    super(scope, id);
    for (const group of selectRules(RULE_GROUPS, sources, spec)) this.add(group);
    for (const { name, interval, rules } of spec.rules) {
      this.add({ name, interval, rules: rules.map((rule) => ({ ...rule })) }, 'user-rules');
    }
  }

  private add(group: WrittenGroup, prefix = 'rules'): void {
    const slug = group.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const component = monitoringComponent(`${prefix}-${slug}`, 'prometheus');
    const spec: PrometheusRuleSpec = {
      groups: [
        { name: group.name, ...(group.interval ? { interval: group.interval } : {}), rules: [...group.rules] as never },
      ],
    };
    const { instance, namespace } = PlatformChart.of(this).settings;
    const { labels } = PlatformChart.of(this).metadata(monitoringComponent('rules', 'prometheus'));
    new PrometheusRule(this, component.component, {
      metadata: { name: `${instance}-${component.component}`, namespace, labels },
      spec,
    });
  }
}

/** A group as it is written. */
interface WrittenGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly Rule[];
}

/** The rules for what is watched, with the changes of the platform file. */
function selectRules(
  groups: readonly RuleGroup[],
  sources: readonly MetricSource[],
  { alerts, runbookUrl }: Pick<Monitoring, 'alerts' | 'runbookUrl'>,
): WrittenGroup[] {
  const candidates = groups.map((group) => ({ group, rules: rulesOf(group, alerts, runbookUrl) }));
  const blind = withoutInputs(
    candidates.flatMap(({ rules }) => rules),
    sources,
  );
  return candidates
    .map(({ group: { name, interval }, rules }) => ({
      name,
      ...(interval ? { interval } : {}),
      rules: rules.filter((rule) => !blind.has(rule)).map(({ rule }) => rule),
    }))
    .filter(({ rules }) => rules.length > 0);
}

function rulesOf(group: RuleGroup, tunings: Monitoring['alerts'], runbookUrl: string): SourcedRule[] {
  return [
    ...group.records.map(recordingRule),
    ...Object.entries(group.alerts).flatMap(([name, { definition }]) => {
      return new Alert(definition, tunings[name as AlertName]).rules(name, runbookUrl.replace('{alert}', name));
    }),
  ];
}

/** Rules whose sources are not watched, or that use a series which is therefore not recorded. */
function withoutInputs(rules: readonly SourcedRule[], sources: readonly MetricSource[]): ReadonlySet<SourcedRule> {
  const blind = new Set(rules.filter((rule) => rule.sources.some((source) => !sources.includes(source))));
  for (let before = -1; before !== blind.size;) {
    before = blind.size;
    const kept = new Set(rules.flatMap((rule) => (blind.has(rule) ? [] : (rule.rule.record ?? []))));
    const lost = rules.flatMap(({ rule: { record } }) => (record && !kept.has(record) ? [record] : []));
    for (const rule of rules) if (lost.some((record) => rule.rule.expr.includes(record))) blind.add(rule);
  }
  return blind;
}
