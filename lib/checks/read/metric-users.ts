import { parseDocument } from 'yaml';
import { textFilesOf } from '../../kube/config-files';
import { withoutVariables } from '../../promql/grafana';
import { isObject } from '../../text/fit';
import { perSubject, type CheckedObject, type Subject } from '../subject';
import { dashboards } from './dashboards';
import { ruleExpressions } from './expressions';
import { fileRules } from './prometheus-files';

/** Something that reads series of Prometheus: a rule, a panel, a query of the metrics adapter, or a trigger of KEDA. */
export interface MetricUser {
  readonly object: CheckedObject;
  /** Its name in reports: `alert KubeAPIDown`, `panel 'Objects' of board 'Kubernetes / API server'`. */
  readonly name: string;
  readonly expr: string;
  /** Keys that lead to it, or to the text that it is in. @default - unknown */
  readonly at?: readonly (string | number)[];
  /** Severity of an alert. @default - no severity, or another kind of user */
  readonly severity?: string;
  /** Series that it records. @default - none */
  readonly record?: string;
}

/** All users of metrics. */
export const metricUsers = perSubject((subject: Subject): MetricUser[] => [
  ...ruleUsers(subject),
  ...boardUsers(subject),
  ...subject.objects.flatMap(queriesOf),
]);

function ruleUsers(subject: Subject): MetricUser[] {
  return ruleExpressions(subject).map(({ object, at, expr, rule }) => {
    const { alert, record, labels } = rule;
    const severity = alert ? labels?.['severity'] : undefined;
    return {
      object,
      name: alert ? `alert ${alert}` : `record ${record ?? 'without a name'}`,
      expr,
      ...(at && { at }),
      ...(severity ? { severity } : {}),
      ...(record ? { record } : {}),
    };
  });
}

function fileUsers(configMap: CheckedObject): MetricUser[] {
  return fileRules(configMap).map(({ object, key, expr, alert, record, severity }) => ({
    object,
    at: ['data', key],
    name: alert ? `alert ${alert}` : `record ${record ?? 'without a name'}`,
    expr,
    ...(alert && severity ? { severity } : {}),
    ...(record ? { record } : {}),
  }));
}

function boardUsers(subject: Subject): MetricUser[] {
  return dashboards(subject).read.flatMap(({ object, file, title, queries }) =>
    queries.map(({ where, expr }) => ({
      object,
      name: `${where} of board '${title ?? file}'`,
      expr: withoutVariables(expr),
    })),
  );
}

function queriesOf(object: CheckedObject): MetricUser[] {
  switch (object.manifest.kind) {
    case 'ConfigMap':
      return [...fileUsers(object), ...adapterUsers(object)];
    case 'ScaledObject':
    case 'ScaledJob':
      return triggerUsers(object);
    default:
      return [];
  }
}

function adapterUsers(object: CheckedObject): MetricUser[] {
  return Object.values(textFilesOf(object.manifest)).flatMap((text) => {
    if (!/^\s*-? ?"?(?:seriesQuery|containerQuery)"?:/m.test(text)) return [];
    const config = adapterConfig(text);
    const custom = [...rulesOf(config['rules']), ...rulesOf(config['externalRules'])].flatMap((rule) => {
      const seriesQuery = textOf(rule['seriesQuery']);
      const series = /^\w*/.exec(seriesQuery)?.[0] ?? '';
      return [
        { name: `adapter query of ${series}`, expr: seriesQuery },
        { name: `adapter query of ${series}`, expr: filledIn(textOf(rule['metricsQuery']), series) },
      ];
    });
    const { resourceRules } = config;
    const resources = Object.entries(isObject(resourceRules) ? resourceRules : {}).flatMap(([resource, rule]) =>
      rulesOf([rule]).flatMap(({ containerQuery, nodeQuery }) =>
        [containerQuery, nodeQuery].map((query) => ({
          name: `adapter query of resource ${resource}`,
          expr: filledIn(textOf(query), ''),
        })),
      ),
    );
    return [...custom, ...resources].filter(({ expr }) => expr !== '').map((user) => ({ object, ...user }));
  });
}

/** The configuration of prometheus-adapter; empty where it is none, which the check of configuration files reports. */
function adapterConfig(text: string): Readonly<Record<string, unknown>> {
  const document = parseDocument(text, { logLevel: 'silent' });
  const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
  return isObject(value) ? value : {};
}

function rulesOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A query of the adapter with something for each of its placeholders. */
function filledIn(query: string, series: string): string {
  return query
    .replaceAll('<<.Series>>', series)
    .replaceAll('<<.LabelMatchers>>', '')
    .replaceAll('<<.GroupBy>>', '')
    .replaceAll(/<<[^<>]*>>/g, '');
}

function triggerUsers(object: CheckedObject): MetricUser[] {
  const { kind, metadata } = object.manifest;
  const { triggers = [] } = (object.manifest['spec'] ?? {}) as {
    readonly triggers?: readonly { readonly type?: string; readonly metadata?: { readonly query?: string } }[];
  };
  return triggers.flatMap(({ type, metadata: { query } = {} }, index) =>
    type === 'prometheus' && query
      ? [{ object, name: `trigger ${index + 1} of ${kind} ${metadata.name}`, expr: query }]
      : [],
  );
}
