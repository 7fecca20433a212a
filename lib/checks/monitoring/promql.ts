import type { Subject } from '../subject';
import { nearest } from '../../text/nearest';
import { describeProblem, outputLabels, parse } from '../../promql/expression';
import { VARIABLE, variablesOf } from '../../promql/grafana';
import { canHave, type Labels } from '../../promql/labels';
import { labelsInLegend, labelsInTemplate, templateProblem } from '../../promql/templates';
import { finding, type Check, type Finding } from '../finding';
import { dashboards } from '../read/dashboards';
import { dashboardExpressions, ruleExpressions, ruleName, type PlacedExpression } from '../read/expressions';
import { monitoringObjects, specOf, type RuleManifest, type RulesSpec } from '../read/monitoring-objects';

/** A duration (Prometheus, "Configuration", `<duration>`). */
const DURATION = /^(?=\d)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$|^0$/;
const METRIC_NAME = /^[A-Za-z_:][\w:]*$/;

/**
 * Every expression of rules and dashboards is valid PromQL whose types fit, every duration is one, and texts of alerts and legends
 * refer to labels that the expression's result can have.
 */
export const promql: Check = (subject) => [
  ...groupFindings(subject),
  ...ruleExpressions(subject).flatMap((expression) => [
    ...expressionFindings(expression, ['instant', 'scalar']),
    ...ruleFindings(expression),
  ]),
  ...dashboardFindings(subject),
];

function groupFindings(subject: Subject): Finding[] {
  return monitoringObjects(subject, 'PrometheusRule').flatMap((object) => {
    const groups = specOf<RulesSpec>(object).groups ?? [];
    return groups.flatMap(({ name, interval, query_offset, rules = [] }, index) => {
      const twice = groups.findIndex((group) => group.name === name) !== index;
      const same = 'give one of them another name';
      return [
        ...(twice ? [finding('FS-601', object, `has the group '${name}' twice`, same, ['spec', 'groups', index])] : []),
        ...durations(object, `group '${name}'`, { interval, query_offset }, ['spec', 'groups', index]),
        ...rules.flatMap((rule, place) =>
          durations(object, ruleName(name, rule), { for: rule.for, keep_firing_for: rule.keep_firing_for }, [
            'spec',
            'groups',
            index,
            'rules',
            place,
          ]),
        ),
      ];
    });
  });
}

function durations(
  object: PlacedExpression['object'],
  where: string,
  values: Readonly<Record<string, string | undefined>>,
  at: readonly (string | number)[],
): Finding[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined || DURATION.test(value)
      ? []
      : [
          finding(
            'FS-601',
            object,
            `${where}: ${key} '${value}' is not a duration`,
            'write one such as 30s, 5m or 1h30m',
            [...at, key],
          ),
        ],
  );
}

function expressionFindings({ object, at, where, expr }: PlacedExpression, types: readonly string[]): Finding[] {
  const { type, problems } = parse(expr);
  const fix = 'correct the expression';
  const found = problems.map((problem) =>
    finding('FS-601', object, `${where}: ${describeProblem(problem, expr)}`, fix, at),
  );
  if (found.length > 0 || type === undefined || types.includes(type)) return found;
  const names: Readonly<Record<string, string>> = { range: 'a range vector', string: 'a text' };
  return [finding('FS-601', object, `${where}: the result is ${names[type] ?? type}, not an instant vector`, fix, at)];
}

function ruleFindings({
  object,
  at,
  where,
  expr,
  rule,
}: PlacedExpression & { readonly rule: RuleManifest }): Finding[] {
  const report = (problem: string, fix: string): Finding =>
    finding('FS-601', object, `${where}: ${problem}`, fix, at?.slice(0, -1));
  const { alert, record, labels = {}, annotations = {} } = rule;
  const named = [alert, record].filter((name) => name !== undefined && name !== '').length;
  const texts = alert ? { ...labels, ...annotations } : {};
  const possible = outputLabels(expr);
  return [
    ...(named === 1
      ? []
      : [report(named ? 'is an alert and a record' : 'is neither an alert nor a record', 'keep one')]),
    ...(record && !METRIC_NAME.test(record)
      ? [report('has a name that no metric can have', 'use letters, digits, _ and :')]
      : []),
    ...Object.entries(texts).flatMap(([key, text]) => {
      const problem = templateProblem(text);
      return [
        ...(problem ? [report(`${key} ${problem}`, 'correct the template')] : []),
        ...labelsInTemplate(text)
          .filter((label) => !canHave(possible, label))
          .map((label) =>
            report(`${key} shows the label ${label}, which the result cannot have`, keepLabel(label, possible)),
          ),
      ];
    }),
  ];
}

/** How a label that is shown gets into the result. */
function keepLabel(label: string, possible: Labels): string {
  const near = possible.only ? nearest(label, [...possible.names]) : undefined;
  if (near) return `write ${near}`;
  const names = possible.only && possible.names.size > 0 ? `; it has ${[...possible.names].join(', ')}` : '';
  return `keep ${label} in the expression, or do not show it${names}`;
}

function dashboardFindings(subject: Subject): Finding[] {
  const { read, unreadable } = dashboards(subject);
  return [
    ...unreadable.map(([object, file]) => finding('FS-601', object, `${file} is not JSON`, 'correct the dashboard')),
    ...read.flatMap(({ object, file, variables, queries }) =>
      queries.flatMap(({ where, expr }) =>
        variablesOf(expr)
          .filter((name) => !variables.includes(name))
          .map((name) => {
            const near = nearest(name, variables);
            const fix = near ? `write $${near}` : 'add the variable to the dashboard';
            return finding('FS-601', object, `${file}, ${where}: there is no variable $${name}`, fix);
          }),
      ),
    ),
    ...dashboardExpressions(subject).flatMap((expression) => [
      ...expressionFindings(expression, expression.instant ? ['instant', 'scalar', 'range'] : ['instant', 'scalar']),
      ...legendFindings(expression),
    ]),
  ];
}

function legendFindings({ object, where, expr, legend }: PlacedExpression): Finding[] {
  if (!legend) return [];
  const possible = outputLabels(expr);
  if (canHave(possible, VARIABLE) === possible.only) return [];
  return labelsInLegend(legend)
    .filter((label) => label !== '__name__' && !canHave(possible, label))
    .map((label) => {
      const problem = `${where}: the legend shows the label ${label}, which the result cannot have`;
      return finding('FS-601', object, problem, keepLabel(label, possible));
    });
}
