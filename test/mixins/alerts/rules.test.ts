import * as fc from 'fast-check';
import { alerts, RULE_GROUPS } from '../../../lib/mixins';
import { Alert, type AlertLevel, type AlertTuning } from '../../../lib/mixins/alerts/alert';
import { recordingRule } from '../../../lib/mixins/alerts/group';
import type { Rule } from '../../../lib/mixins/alerts/rule';
import { describeProblem, outputLabels, parse, selectorsOf } from '../../../lib/promql/expression';
import { canHave } from '../../../lib/promql/labels';
import { ALERT_CASES } from './cases';

const DURATION = /^(\d+(ms|[smhdwy]))+$/;
/**
 * Alerts about alerting itself, about whatever talks to the API server, and about the business service, whose series depend on the
 * platform: they look at no source of their own.
 */
const SOURCELESS = ['InfoInhibitor', 'KubeClientErrors', 'ServiceDegraded', 'ServiceDown', 'TargetDown', 'Watchdog'];

const runbook = (name: string): string => `https://docs.example.org/${name}.md`;
const rulesOf = (name: string, alert: Alert): Rule[] => alert.rules(name, runbook(name)).map(({ rule }) => rule);
const tuned = ({ definition }: Alert, tuning: AlertTuning): Alert => new Alert(definition, tuning);
const ALL: [string, Alert][] = RULE_GROUPS.flatMap(({ alerts }) => Object.entries(alerts));
const RECORDS = RULE_GROUPS.flatMap(({ records }) => records.map(recordingRule));
const RULES = [...RECORDS, ...ALL.flatMap(([name, alert]) => alert.rules(name, ''))];
const NAMES = ALL.map(([name]) => name);
const texts = ({ annotations = {} }: Rule): string => `${annotations.summary} ${annotations.description}`;
const used = (text: string, kind: RegExp): string[] => [...text.matchAll(kind)].map(([, name = '']) => name);
const problems = (expr: string): string[] => parse(expr).problems.map((problem) => describeProblem(problem, expr));
/** The alerts for which something is wrong, with what. */
const wrong = (check: (name: string, alert: Alert) => readonly string[]): string[] =>
  ALL.flatMap(([name, alert]) => check(name, alert).map((what) => `${name}: ${what}`));

describe('the catalogue', () => {
  test('has each alert and each group once', () => {
    expect(NAMES).toEqual([...new Set(NAMES)]);
    const groups = RULE_GROUPS.map(({ name }) => name);
    expect(groups).toEqual([...new Set(groups)]);
  });

  test('has a case for each alert, which covers its severities', () => {
    expect(Object.keys(ALERT_CASES).sort()).toEqual([...NAMES].sort());
    const strange = wrong((name, { definition }) => {
      const severities = definition.levels.map(({ severity }) => severity as string);
      const expected = Object.keys(ALERT_CASES[name]?.fires.expect ?? {});
      return expected.length > 0 ? expected.filter((one) => !severities.includes(one)) : ['nothing fires'];
    });
    expect(strange).toEqual([]);
    const never = NAMES.filter((name) => !ALERT_CASES[name]?.silent);
    expect(never.filter((name) => name !== 'Watchdog')).toEqual([]);
  });

  test('records each series once with the same labels', () => {
    const series = RECORDS.map(({ rule: { record, labels } }) => JSON.stringify([record, labels]));
    expect(series).toEqual([...new Set(series)]);
  });

  test('names recorded series by level, metric and operations', () => {
    const names = RECORDS.map(({ rule }) => rule.record);
    expect(names.filter((name = '') => !/^\w*(:\w*)+$/.test(name))).toEqual([]);
  });

  test('declares the sources of each recorded series that a rule selects', () => {
    const missing = RULES.flatMap(({ rule, sources }) =>
      selectorsOf(rule.expr)
        .flatMap(({ metric }) => RECORDS.filter(({ rule: { record } }) => record === metric))
        .flatMap((record) => record.sources.filter((source) => !sources.includes(source)))
        .map((source) => `${rule.alert ?? rule.record}: ${source}`),
    );
    expect(missing).toEqual([]);
  });

  test('has severity, description and runbook for every rule', () => {
    const missing = wrong((name, alert) =>
      rulesOf(name, alert).flatMap(({ labels = {}, annotations = {} }) => [
        ...(/^(critical|warning|info|none)$/.test(labels.severity ?? '') ? [] : ['severity']),
        ...(/^[A-Z`][^\n]*[^.\s]$/.test(annotations.summary ?? '') ? [] : ['summary']),
        ...(/\.$/.test(annotations.description ?? '') ? [] : ['description']),
        ...(annotations.runbook_url === runbook(name) ? [] : ['runbook_url']),
      ]),
    );
    expect(missing).toEqual([]);
  });

  test('orders the levels of an alert by severity, each once unless their windows differ', () => {
    const order = ['critical', 'warning', 'info', 'none'];
    const disordered = wrong((_, { definition }) => {
      const ranks = definition.levels.map(({ severity }) => order.indexOf(severity));
      return ranks.some((rank, index) => rank < (ranks[index - 1] ?? 0)) ? ['levels'] : [];
    });
    expect(disordered).toEqual([]);
  });

  test('has expressions that parse and durations that are durations', () => {
    const bad = wrong((name, alert) =>
      rulesOf(name, alert).flatMap(({ expr, for: duration = '1m', keep_firing_for: keep = '1m' }) => [
        ...problems(expr),
        ...[duration, keep].filter((one) => !DURATION.test(one)),
      ]),
    );
    expect(bad).toEqual([]);
    expect(RECORDS.flatMap(({ rule }) => problems(rule.expr))).toEqual([]);
  });

  test('has the sources of every rule, so that rules without a source can be left out', () => {
    const blind = wrong((name, alert) =>
      alert.rules(name, '').some(({ sources }) => sources.length === 0) && !SOURCELESS.includes(name) ? ['source'] : [],
    );
    expect(blind).toEqual([]);
  });
});

describe('texts', () => {
  test('use only labels of the result of the expression', () => {
    const empty = wrong((name, alert) =>
      rulesOf(name, alert).flatMap((rule) =>
        used(texts(rule), /\$labels\.(\w+)/g).filter(
          (label) => !canHave(outputLabels(rule.expr, { or: 'each' }), label),
        ),
      ),
    );
    expect(empty).toEqual([]);
  });

  test('name the namespace only if the alert can be limited to namespaces', () => {
    const open = wrong((name, { definition: { summary, description, namespaced } }) =>
      !namespaced && !SOURCELESS.includes(name) && `${summary}${description}`.includes('$labels.namespace')
        ? ['namespaced']
        : [],
    );
    expect(open).toEqual([]);
  });

  test('have no unresolved placeholders', () => {
    const left = wrong((name, alert) => rulesOf(name, alert).flatMap((rule) => used(texts(rule), /(\{\w+\})/g)));
    expect(left).toEqual([]);
    const without = wrong((_, { definition: { summary, description, levels } }) =>
      [...new Set(used(`${summary} ${description}`, /(?<!\{)\{(\w+)\}/g))].filter((placeholder) =>
        levels.some((level) => level[placeholder as keyof AlertLevel] === undefined),
      ),
    );
    expect(without).toEqual([]);
  });

  test('do not hard-code what can be tuned', () => {
    const fixed = wrong((_, { definition: { summary, description, levels } }) => {
      const written = `${summary} ${description}`.replaceAll(/\{\{.*?\}\}/g, '').split(/[^\w.%]+|\.(?=\s|$)/);
      return levels
        .flatMap(({ for: duration, threshold }) => [duration, threshold?.toString(), `${threshold}%`])
        .filter((value): value is string => value !== undefined && written.includes(value));
    });
    expect(fixed).toEqual([]);
  });

  test('open and close their templates', () => {
    const open = wrong((name, alert) =>
      rulesOf(name, alert).flatMap((rule) =>
        texts(rule)
          .replaceAll(/\{\{ [^{}]+ \}\}/g, '')
          .includes('{{')
          ? [texts(rule)]
          : [],
      ),
    );
    expect(open).toEqual([]);
  });
});

describe('tuning', () => {
  const { KubePodNotReady, NodeFileDescriptorLimit, NodeFilesystemAlmostOutOfSpace, ProbeSlow, PrometheusBadConfig } =
    alerts;
  const levels = (alert: Alert) =>
    rulesOf('A', alert).map(({ labels, for: duration, expr }) => ({ severity: labels?.severity, duration, expr }));

  test('for: changes the duration, also in the text', () => {
    const [rule] = rulesOf('A', tuned(KubePodNotReady, { for: '45m' }));
    expect(rule?.for).toBe('45m');
    expect(rule?.annotations?.description).toContain('has not been ready for 45m.');
  });

  test('threshold: changes the expression and the text', () => {
    const [rule] = rulesOf('A', tuned(ProbeSlow, { threshold: 7.5 }));
    expect(rule?.expr).toContain('> 7.5');
    expect(rule?.annotations?.description).toContain('more than 7.5 s');
  });

  test('severity: changes the label', () => {
    expect(levels(tuned(ProbeSlow, { severity: 'critical' }))).toMatchObject([{ severity: 'critical' }]);
  });

  test('enabled: false removes all rules', () => {
    expect(rulesOf('A', tuned(ProbeSlow, { enabled: false }))).toEqual([]);
  });

  test('enabled: false for the whole alert is kept by a patch of one severity that does not set it', () => {
    const off = { enabled: false } as const;
    expect(levels(tuned(NodeFileDescriptorLimit, { ...off, critical: { threshold: 95 } }))).toEqual([]);
    expect(levels(tuned(NodeFileDescriptorLimit, { ...off, critical: { enabled: undefined } }))).toEqual([]);
    expect(levels(tuned(NodeFileDescriptorLimit, { ...off, critical: { enabled: true } }))).toEqual([
      levels(NodeFileDescriptorLimit)[0],
    ]);
  });

  test('one level: the other stays unchanged', () => {
    const [critical, warning] = levels(NodeFileDescriptorLimit);
    expect(levels(tuned(NodeFileDescriptorLimit, { warning: { enabled: false } }))).toEqual([critical]);
    expect(levels(tuned(NodeFileDescriptorLimit, { critical: { threshold: 95, for: '1m' } }))).toEqual([
      { severity: 'critical', duration: '1m', expr: critical?.expr.replace('> 90', '> 95') },
      warning,
    ]);
  });

  test('a single level takes precedence over all levels', () => {
    const alert = tuned(NodeFilesystemAlmostOutOfSpace, { for: '5m', critical: { for: '1m' } });
    expect(levels(alert)).toMatchObject([
      { severity: 'critical', duration: '1m' },
      { severity: 'warning', duration: '5m' },
    ]);
  });

  test('namespaces: includes or excludes namespaces', () => {
    const expr = (alert: Alert) => rulesOf('A', alert)[0]?.expr ?? '';
    expect(expr(tuned(PrometheusBadConfig, { namespaces: { include: ['a', 'team-.*'] } }))).toContain(
      'namespace=~"a|team-.*"',
    );
    const without = expr(tuned(KubePodNotReady, { namespaces: { exclude: ['kube-system', 'b'] } }));
    expect(without.match(/namespace!~"kube-system\|b"/g)).toHaveLength(5);
    expect(expr(tuned(KubePodNotReady, { namespaces: {} }))).toBe(expr(KubePodNotReady));
  });

  test('namespaces reach every alert that has them', () => {
    const scope = { include: ['a.*'], exclude: ['ab'] };
    const unlimited = wrong((name, { definition }) => {
      if (!definition.namespaced) return [];
      return rulesOf(name, new Alert(definition, { namespaces: scope })).flatMap(({ expr }) =>
        expr.includes('namespace=~"a.*"') && expr.includes('namespace!~"ab"') && problems(expr).length === 0
          ? []
          : [expr],
      );
    });
    expect(unlimited).toEqual([]);
  });

  test('any threshold reaches the expression of every alert that has one', () => {
    const withThreshold = ALL.filter(([, alert]) => alert.hasThreshold);
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(fc.constantFrom(...withThreshold), number, ([name, { definition }], threshold) => {
        for (const { expr, annotations } of rulesOf(name, new Alert(definition, { threshold }))) {
          expect(expr).toContain(String(threshold));
          expect(problems(expr)).toEqual([]);
          expect(annotations?.description).not.toContain('{threshold}');
        }
      }),
    );
  });

  test('any duration reaches the rule, and its text if mentioned', () => {
    const minutes = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(fc.constantFrom(...ALL), minutes, ([name, { definition }], duration) => {
        for (const rule of rulesOf(name, new Alert(definition, { for: `${duration}m` }))) {
          expect(rule.for).toBe(`${duration}m`);
          if (`${definition.summary}${definition.description}`.includes('{for}')) {
            expect(texts(rule)).toContain(`${duration}m`);
          }
        }
      }),
    );
  });
});
