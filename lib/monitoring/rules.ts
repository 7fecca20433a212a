import { parsePrometheusSize } from '../text/prometheus-size';
import { parseSize } from '../text/quantity';
import { describeProblem, parse } from '../promql/expression';
import { alerts, type AlertName } from '../mixins';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring, Platform } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { groupSlug } from './platform-rules';
import { sharedNamespace } from '../platform/namespaces';
import { agentsSend, dashboardsHaveStore } from './agent';
import { alertmanagerMistakes } from './alertmanager-rules';
import { alertmanagersAreRight, tenantsHaveAlertmanager } from './alertmanagers-rules';
import { existingIsForeign } from './existing-prometheus';
import { boardsAreRight, datasourcesAreRight } from './grafana-rules';
import { scrapeJobsAreRight } from './scrape-rules';
import { deltasAreHandledOnce, receiversHaveSenders, timeoutFits, translationIsPossible } from './prometheus-rules';
import { hostsAreDistinct, ingressesAreEncrypted, routesAreRight } from './ingress-rules';
import { storesAreRight } from './remote-write-rules';
import { GRAFANA_INI_RULES } from './grafana-ini-rules';
import { EXPORTER_RULES } from './exporter-rules';
import { probesAreRight } from './probe-rules';
import { shardsAreReplicated } from './shards';
import { watchedAreForeign } from './watched-namespaces';

const ownNamespaces: SectionRule<Monitoring> = (_, platform) => [
  ...sharedNamespace(platform, 'monitoring', 'another one: monitoring has rights that OpenWhisk must not have'),
  ...sharedNamespace(platform, 'nodeExporter', 'one of its own: it admits pods with access to their node'),
];

const serviceLimitsInOrder: SectionRule<Monitoring> = ({ service: { components } }) =>
  Object.entries(components).flatMap(([component, { degradedBelow, downBelow }]) =>
    downBelow <= degradedBelow
      ? []
      : [
          {
            path: ['monitoring', 'service', 'components', component, 'downBelow'],
            problem: `${downBelow} is above degradedBelow, which is ${degradedBelow}`,
            allowed: `at most ${degradedBelow}`,
            fix: `write ${degradedBelow} or less, or raise degradedBelow`,
          },
        ],
  );

const tuningsApply: SectionRule<Monitoring> = ({ alerts: tunings }) =>
  Object.entries(tunings).flatMap(([name, tuning]) => {
    const { definition, hasThreshold } = alerts[name as AlertName];
    const severities = definition.levels.map(({ severity }) => severity);
    const refuse = (key: string, problem: string, allowed: string): Mistake => ({
      path: ['monitoring', 'alerts', name, key],
      problem,
      allowed,
      fix: `remove ${key}`,
    });
    return [
      ...(tuning.threshold !== undefined && !hasThreshold
        ? [refuse('threshold', `${name} has no threshold`, 'enabled, for and severity')]
        : []),
      ...(tuning.namespaces && !definition.namespaced
        ? [refuse('namespaces', `${name} is not about objects in a namespace`, 'enabled, for and severity')]
        : []),
      ...(['critical', 'warning', 'info'] as const)
        .filter((severity) => tuning[severity] && !severities.includes(severity))
        .map((severity) => refuse(severity, `${name} has no rule of severity ${severity}`, severities.join(', '))),
    ];
  });

/** Labels that the platform gives its alerts, and the key that changes each. */
const labelsAreFree: SectionRule<Monitoring> = ({ alerts: tunings, alertGroups }) => {
  const taken = new Map([
    ['severity', 'the key severity of the alert'],
    ['alertname', ''],
    ['long', ''],
    ['short', ''],
  ]);
  const within = (path: ConfigPath, labels: Readonly<Record<string, string>> = {}): Mistake[] =>
    Object.keys(labels)
      .filter((label) => taken.has(label))
      .map((label) => ({
        path: [...path, 'labels', label],
        problem: `the platform sets the label '${label}'`,
        allowed: 'other labels, such as team',
        fix: taken.get(label) ? `write ${taken.get(label)} instead` : 'remove it',
      }));
  return [
    ...Object.entries(tunings).flatMap(([name, tuning]) => [
      ...within(['monitoring', 'alerts', name], tuning.labels),
      ...(['critical', 'warning', 'info'] as const).flatMap((severity) =>
        within(['monitoring', 'alerts', name, severity], tuning[severity]?.labels),
      ),
    ]),
    ...Object.entries(alertGroups).flatMap(([name, group]) =>
      within(['monitoring', 'alertGroups', name], group?.labels),
    ),
  ];
};

/** Each group is an object of its own, whose name has the lower-case letters and digits of the group's. */
const groupsHaveNames: SectionRule<Monitoring> = ({ rules }) => {
  const slugs = rules.map(({ name }) => groupSlug(name));
  return rules.flatMap(({ name }, index): Mistake[] => {
    const path = ['monitoring', 'rules', index, 'name'];
    const slug = slugs[index] ?? '';
    const allowed = 'names that differ in a letter or digit';
    if (slug === '') {
      const problem = `'${name}' has no letter from a to z and no digit for the name of its PrometheusRule`;
      return [{ path, problem, allowed, fix: 'add a letter or digit' }];
    }
    const first = slugs.indexOf(slug);
    if (first === index) return [];
    const problem = `'${name}' and '${rules[first]?.name}' are the same PrometheusRule, user-rules-${slug}`;
    return [{ path, problem, allowed, fix: 'rename one of them, or join the two groups' }];
  });
};

const rulesAreOneKind: SectionRule<Monitoring> = ({ rules: groups }) =>
  groups.flatMap(({ rules }, group) =>
    rules.flatMap(({ alert, record, labels, ...rule }, index) => {
      const path = ['monitoring', 'rules', group, 'rules', index];
      if ((alert === undefined) === (record === undefined)) {
        const both = alert !== undefined;
        return [
          {
            path,
            problem: both ? `it has both alert '${alert}' and record '${record}'` : 'it has neither alert nor record',
            allowed: 'one of the two',
            fix: both ? 'split it into two rules' : 'give it a name',
          },
        ];
      }
      if (alert === undefined) {
        return (['for', 'keepFiringFor'] as const)
          .filter((key) => rule[key])
          .map((key) => ({
            path: [...path, key],
            problem: `recording rule '${record}' has ${key}, which only alerts have`,
            allowed: 'record, expr and labels',
            fix: `remove ${key}`,
          }));
      }
      if (labels['severity']) return [];
      return [
        {
          path: [...path, 'labels'],
          problem: `alert '${alert}' has no severity, so no route matches it`,
          allowed: 'a label severity: critical, warning, info or none',
          fix: 'add labels: {severity: warning}',
        },
      ];
    }),
  );

const expressionsAreRight: SectionRule<Monitoring> = ({ rules: groups }) =>
  groups.flatMap(({ rules }, group) =>
    rules.flatMap(({ expr }, index) =>
      parse(expr).problems.map((problem) => ({
        path: ['monitoring', 'rules', group, 'rules', index, 'expr'],
        problem: describeProblem(problem, expr),
        allowed: 'an expression of PromQL (Prometheus, "Querying basics")',
        fix: 'correct it',
      })),
    ),
  );

const claimIsSmaller: SectionRule<Monitoring> = ({ prometheus: { claimSize, size } }, { persistence }) => {
  if (!claimSize) return [];
  const path = ['monitoring', 'prometheus', 'claimSize'];
  const fix = 'remove claimSize';
  if (!persistence.enabled) {
    const problem = 'there are no claims: persistence.enabled is false';
    return [{ path, problem, allowed: 'claimSize together with persistence', fix }];
  }
  return parseSize(claimSize).bytes < parseSize(size).bytes
    ? []
    : [
        {
          path,
          problem: `${claimSize} is not less than monitoring.prometheus.size, ${size}`,
          allowed: 'the size of claims that have yet to grow to monitoring.prometheus.size',
          fix: `${fix} if the claims have grown, or raise monitoring.prometheus.size`,
        },
      ];
};

const retentionFits: SectionRule<Monitoring> = ({ prometheus: { retentionSize, claimSize, size } }) => {
  if (!retentionSize) return [];
  const volume = claimSize ?? size;
  return parsePrometheusSize(retentionSize).bytes < parseSize(volume).bytes
    ? []
    : [
        {
          path: ['monitoring', 'prometheus', 'retentionSize'],
          problem: `${retentionSize} of samples do not fit the volume of ${volume}, which also holds the write-ahead log`,
          allowed: `less than monitoring.prometheus.${claimSize ? 'claimSize' : 'size'}, best at most 85 % of it`,
          fix: `leave it out, or ${claimSize ? 'expand the claims' : 'raise monitoring.prometheus.size'}`,
        },
      ];
};

const tlsNeedsHost: SectionRule<Monitoring> = ({ grafana: { host, tlsSecret } }) =>
  tlsSecret && !host
    ? [
        {
          path: ['monitoring', 'grafana', 'tlsSecret'],
          problem: 'no Ingress uses it',
          allowed: 'tlsSecret together with host',
          fix: 'add monitoring.grafana.host, or remove tlsSecret',
        },
      ]
    : [];

const RULES: readonly SectionRule<Monitoring>[] = [
  ownNamespaces,
  watchedAreForeign,
  existingIsForeign,
  scrapeJobsAreRight,
  alertmanagerMistakes,
  alertmanagersAreRight,
  tenantsHaveAlertmanager,
  serviceLimitsInOrder,
  tuningsApply,
  labelsAreFree,
  groupsHaveNames,
  rulesAreOneKind,
  expressionsAreRight,
  claimIsSmaller,
  retentionFits,
  timeoutFits,
  receiversHaveSenders,
  translationIsPossible,
  deltasAreHandledOnce,
  shardsAreReplicated,
  storesAreRight,
  agentsSend,
  dashboardsHaveStore,
  ingressesAreEncrypted,
  hostsAreDistinct,
  routesAreRight,
  tlsNeedsHost,
  boardsAreRight,
  datasourcesAreRight,
  probesAreRight,
  ...EXPORTER_RULES,
  ...GRAFANA_INI_RULES,
];

/** The mistakes between the values of monitoring; none while it is off. */
export function monitoringMistakes(platform: Platform): Mistake[] {
  const { monitoring } = platform;
  return monitoring.enabled ? RULES.flatMap((rule) => rule(monitoring, platform)) : [];
}
