import { Construct } from 'constructs';
import { PlatformChart } from '../kube/platform-chart';
import type { Monitoring } from '../platform/model';
import { monitoringComponent } from './component';
import { PrometheusRule, type PrometheusRuleSpec } from '../crds';
import { Alert } from '../mixins/alerts/alert';
import { recordingRule, type RuleGroup } from '../mixins/alerts/group';
import { RULE_GROUPS, type AlertName } from '../mixins';
import { sourcesOf } from '../mixins/catalogue';
import type { Rule, SourcedRule } from '../mixins/alerts/rule';
import { canResult } from '../mixins/served';
import type { RecordingRule } from '../mixins/expressions/recorded';
import { service as serviceAlerts } from '../mixins/service/alerts';
import type { Served } from '../mixins/panels/board';
import type { MetricSource } from '../catalogue/sources';

/** Properties of {@link PlatformRules}. */
export interface PlatformRulesProps {
  readonly spec: Pick<Monitoring, 'alerts' | 'alertGroups' | 'rules' | 'runbookUrl'>;
  /** The watched sources; rules that need another source are left out. */
  readonly sources: readonly MetricSource[];
  /** Whether a program of the platform can serve samples for an expression; the platform's other rules are left out. */
  readonly served: Served;
  /** Recording rules of the business service; none where nothing of it is measured. */
  readonly service: readonly RecordingRule[];
}

/** The rules of a platform: its own, for the watched sources, and the user's. */
export class PlatformRules extends Construct {
  constructor(scope: Construct, id: string, { spec, sources, served, service }: PlatformRulesProps) {
    super(scope, id);
    for (const group of selectRules(withService(service), sources, served, spec)) this.add(group);
    for (const { name, interval, rules } of spec.rules) {
      this.add({ name, interval, rules: rules.map(userRule) }, 'user-rules');
    }
  }

  private add(group: WrittenGroup, prefix = 'rules'): void {
    const component = monitoringComponent(`${prefix}-${groupSlug(group.name)}`, 'prometheus');
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

/** The part of an object's name that stands for a group of rules. */
export function groupSlug(name: string): string {
  return (
    name
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? ''
  );
}

/** A rule of the platform file, with the names of Prometheus; Prometheus refuses annotations of a recording rule, even none. */
function userRule({ annotations, keepFiringFor, ...rule }: Monitoring['rules'][number]['rules'][number]): Rule {
  return {
    ...rule,
    ...(keepFiringFor ? { keep_firing_for: keepFiringFor } : {}),
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
}

/** All groups, with the rules of the business service as the platform measures it. */
function withService(records: readonly RecordingRule[]): RuleGroup[] {
  return RULE_GROUPS.flatMap((group) => {
    if (group !== serviceAlerts) return [group];
    return records.length > 0 ? [{ ...group, records }] : [];
  });
}

/** A rendered group. */
interface WrittenGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly Rule[];
}

/** The rules whose sources are all watched and whose metrics are served, with the changes of the platform file; a group without such rules is left out. */
function selectRules(
  groups: readonly RuleGroup[],
  sources: readonly MetricSource[],
  served: Served,
  spec: PlatformRulesProps['spec'],
): WrittenGroup[] {
  return groups.flatMap((group) => {
    const rules = rulesOf(group, spec)
      .filter((rule) => isWatched(rule, sources) && served(rule.rule.expr))
      .map(({ rule }) => rule);
    return rules.length > 0 ? [{ name: group.name, interval: group.interval, rules }] : [];
  });
}

/** Whether the sources of a rule are watched or, if it has none of its own, some source of each of its metrics. */
function isWatched({ rule: { expr }, sources: own }: SourcedRule, sources: readonly MetricSource[]): boolean {
  if (own.length > 0) return own.every((source) => sources.includes(source));
  return canResult(expr, ({ metric = '' }) => {
    const all = sourcesOf(metric);
    return all.length === 0 || all.some((source) => sources.includes(source));
  });
}

function rulesOf(
  group: RuleGroup,
  { alerts: tunings, alertGroups, runbookUrl }: PlatformRulesProps['spec'],
): SourcedRule[] {
  return [
    ...group.records.map(recordingRule),
    ...Object.entries(group.alerts).flatMap(([name, { definition }]) =>
      new Alert(definition, tunings[name as AlertName], alertGroups[group.name]).rules(
        name,
        runbookUrl.replace('{alert}', name),
      ),
    ),
  ];
}
