import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkMetrics } from '../../lib/cli/check-metrics';
import { isAboutMetrics, metricCommand } from '../../lib/cli/metric-command';
import type { Subject } from '../../lib/checks/subject';
import { dashboard, rules } from '../checks/monitoring/objects';

const folder = mkdtempSync(join(tmpdir(), 'metrics-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const OBJECTS = 'apiserver_storage_objects{job="apiserver"}';
const BOARD = { title: 'Store', panels: [{ title: 'Objects', targets: [{ expr: OBJECTS }] }] };
const SUBJECT: Subject = {
  objects: [
    rules(
      { record: 'objects:max', expr: `max by (resource) (${OBJECTS})` },
      { alert: 'ManyObjects', expr: 'objects:max > 1e5', labels: { severity: 'critical' } },
      { alert: 'Requests', expr: 'rate(apiserver_request_total{job="apiserver"}[5m]) > 100' },
      { alert: 'Evictions', expr: 'increase(scheduler_preemption_attempts_total{job="kube-scheduler"}[5m]) > 1' },
      { alert: 'Seats', expr: 'apiserver_flowcontrol_current_r{job="apiserver"} > 1' },
      { alert: 'Other', expr: 'redis_up == 0' },
    ),
    dashboard(BOARD),
  ].map((manifest) => ({ manifest, path: 'x' })),
};

describe('check --metrics', () => {
  test('reports what an upgrade breaks, also through a record, and what is ALPHA', () => {
    const { output, broken } = checkMetrics(SUBJECT, '1.34', { from: '1.34', kubernetes: '1.37' });
    expect(broken).toBe(true);
    const hidden = 'apiserver_storage_objects is hidden from Kubernetes 1.37 on: STABLE, deprecated in 1.34';
    expect(output.split('\n')).toEqual([
      'Kubernetes 1.37: 6 rules, panels and queries read 4 of its metrics',
      '  STABLE   3',
      '  ALPHA    1',
      '',
      'The upgrade from 1.34 to 1.37 breaks 3 of them:',
      '  record objects:max (PrometheusRule/rules)',
      `    ${hidden}`,
      '      fix: use apiserver_resource_objects',
      '  alert ManyObjects (PrometheusRule/rules, critical)',
      `    ${hidden}, in record objects:max`,
      '      fix: use apiserver_resource_objects',
      "  panel 'Objects' of board 'Store' (ConfigMap/boards)",
      `    ${hidden}`,
      '      fix: use apiserver_resource_objects',
      '',
      'Any release may change or remove what is ALPHA:',
      '  apiserver_flowcontrol_current_r: alert Seats',
      '    warning: no reason is given for its use',
    ]);
  });

  test('is about the version of the cluster by default', () => {
    const { output, broken } = checkMetrics(SUBJECT, '1.35');
    expect(broken).toBe(false);
    expect(output).toContain('Kubernetes 1.35 breaks none of them.');
  });

  test('as JSON has every user with its metrics and problems', () => {
    const { output } = checkMetrics(SUBJECT, undefined, { format: 'json' });
    const { kubernetes, sources, users } = JSON.parse(output) as {
      readonly kubernetes: string;
      readonly sources: readonly string[];
      readonly users: readonly { readonly name: string }[];
    };
    expect([kubernetes, sources[0]]).toEqual(['1.37', 'k8s.io/kubernetes v1.37.2']);
    expect(users.find(({ name }) => name === 'alert ManyObjects')).toEqual({
      name: 'alert ManyObjects',
      object: 'PrometheusRule/rules',
      severity: 'critical',
      metrics: [{ name: 'apiserver_storage_objects', stability: 'stable', deprecated: '1.34' }],
      problems: [
        {
          kind: 'hidden',
          series: 'apiserver_storage_objects',
          problem: 'apiserver_storage_objects is hidden from Kubernetes 1.37 on: STABLE, deprecated in 1.34',
          fix: 'use apiserver_resource_objects',
          through: 'objects:max',
        },
      ],
    });
  });

  test('counts the metrics of kube-state-metrics, and names what reads the experimental ones, also through a record', () => {
    const subject: Subject = {
      objects: [
        rules(
          { record: 'jobs:annotated', expr: 'count by (namespace) (kube_cronjob_annotations)' },
          { alert: 'Jobs', expr: 'jobs:annotated > 10 and on (namespace) kube_cronjob_created > 0' },
          { alert: 'Own', expr: 'kube_customresource_of_mine > 0' },
        ),
      ].map((manifest) => ({ manifest, path: 'x' })),
    };
    const { output, broken } = checkMetrics(subject, '1.37');
    expect(broken).toBe(false);
    expect(output.split('\n').slice(-4)).toEqual([
      '',
      'kube-state-metrics 2.20.0: 2 metrics are read, 1 of them STABLE',
      'Any release may change or remove what is EXPERIMENTAL:',
      '  kube_cronjob_annotations: record jobs:annotated, alert Jobs',
    ]);
    const { stateMetrics } = JSON.parse(checkMetrics(subject, '1.37', { format: 'json' }).output) as {
      stateMetrics: object[];
    };
    expect(stateMetrics).toEqual([
      { name: 'kube_cronjob_annotations', isStable: false, readers: ['record jobs:annotated', 'alert Jobs'] },
      { name: 'kube_cronjob_created', isStable: true, readers: ['alert Jobs'] },
    ]);
  });

  test.each([
    [{ kubernetes: '1.40' }, 'no list of metrics for Kubernetes 1.40; listed versions: 1.33, 1.34, 1.35, 1.36, 1.37'],
    [{ from: '1.20' }, 'no list of metrics for Kubernetes 1.20; listed versions: 1.33, 1.34, 1.35, 1.36, 1.37'],
    [{ kubernetes: 'latest' }, "'latest' is not a minor version; listed versions: 1.33, 1.34, 1.35, 1.36, 1.37"],
    [{ kubernetes: '1.36', from: '1.37' }, '--from 1.37 is not older than Kubernetes 1.36; allowed: 1.33, 1.34, 1.35'],
    [
      { kubernetes: '1.33', from: '1.33' },
      '--from 1.33 is not older than Kubernetes 1.33; allowed: none, it is the oldest listed version',
    ],
  ])('refuses %j', (options, message) => expect(() => checkMetrics(SUBJECT, '1.37', options)).toThrow(message));
});

const OLD = [
  '# HELP a_total [ALPHA] (Deprecated since 1.36.0) A.',
  '# TYPE a_total counter',
  'a_total{x="1"} 2',
  '# HELP apiserver_request_total [STABLE] Requests.',
  '# TYPE apiserver_request_total counter',
  'apiserver_request_total{code="200",verb="GET"} 5',
  '# HELP b_seconds [ALPHA] B.',
  '# TYPE b_seconds histogram',
  'b_seconds_bucket{le="0.1"} 1',
  'b_seconds_bucket{le="1"} 1',
  'b_seconds_bucket{le="+Inf"} 1',
  'b_seconds_sum 1',
  'b_seconds_count 1',
  '# TYPE c gauge',
  'c{old="1"} 1',
  '',
].join('\n');
const NEW = [
  '# HELP apiserver_request_total [STABLE] Requests.',
  '# TYPE apiserver_request_total counter',
  'apiserver_request_total{code="200",verb="GET"} 5',
  '# HELP b_seconds [BETA] (Deprecated since 1.37.0) B.',
  '# TYPE b_seconds histogram',
  'b_seconds_bucket{le="1"} 1',
  'b_seconds_bucket{le="+Inf"} 1',
  'b_seconds_sum 1',
  'b_seconds_count 1',
  '# TYPE c counter',
  'c{new="1"} 1',
  '# HELP d [ALPHA] D.',
  '# TYPE d gauge',
  'd 1',
  '',
].join('\n');

describe('check --metrics --scrape', () => {
  const command = { metrics: true };

  test('compares two texts', () => {
    const [old, now] = [file('old.txt', OLD), file('new.txt', NEW)];
    expect(metricCommand([], '', { ...command, scrape: [old, now] })).toEqual({
      broken: true,
      output: [
        `${old}: 4 families; ${now}: 4 families`,
        '  a_total is not served any more',
        '  b_seconds was ALPHA and is BETA',
        '  b_seconds is deprecated since Kubernetes 1.37',
        '  b_seconds has no buckets le=0.1 any more',
        '  c was a gauge and is a counter',
        '  c has lost the labels old and has got the labels new',
        '  d is new, ALPHA',
      ].join('\n'),
    });
    expect(metricCommand([], '', { ...command, scrape: [old, old] }).output).toBe(
      `${old}: 4 families; ${old}: 4 families\n  no difference`,
    );
  });

  test('compares one text with a list', () => {
    const text = [
      '# HELP apiserver_request_total [BETA] Requests.',
      '# TYPE apiserver_request_total gauge',
      'apiserver_request_total{code="200",who="me"} 5',
      '# HELP apiserver_storage_objects [STABLE] (Deprecated since 1.34.0) Objects.',
      '# TYPE apiserver_storage_objects gauge',
      '# TYPE go_goroutines gauge',
      'go_goroutines 1',
      '# TYPE made_up gauge',
      'made_up 1',
      '',
    ].join('\n');
    const scrape = file('one.txt', text);
    expect(metricCommand([], '', { ...command, scrape: [scrape], kubernetes: '1.37' })).toEqual({
      broken: true,
      output: [
        `${scrape}: 4 families, compared with the list of Kubernetes 1.37`,
        '  apiserver_request_total is a gauge, and a counter in the list',
        '  apiserver_request_total is BETA, and STABLE in the list',
        '  apiserver_request_total has the labels who, which the list lacks',
        '  apiserver_storage_objects is served although 1.37 hides it',
        '  made_up is served, and not in the list',
      ].join('\n'),
    });
    const right = file(
      'right.txt',
      '# HELP apiserver_request_total [STABLE] R.\n# TYPE apiserver_request_total counter\n',
    );
    expect(metricCommand([], '', { ...command, scrape: [right], kubernetes: '1.36' })).toEqual({
      broken: false,
      output: `${right}: 1 family, compared with the list of Kubernetes 1.36\n  no contradiction`,
    });
  });

  test.each([
    ['# TYPE a gauge\n{a 1', 'line 2 is not in the text format of Prometheus: {a 1'],
    ['a 1', 'a series without a TYPE line: a 1'],
    ['', 'bad.txt has no metrics; fix: store what the component serves at /metrics'],
  ])('refuses the text %j', (text, message) => {
    const bad = file('bad.txt', text);
    expect(() => metricCommand([], '', { ...command, scrape: [bad, bad] })).toThrow(message);
  });

  test('refuses a missing file', () => {
    expect(() => metricCommand([], '', { ...command, scrape: [join(folder, 'none.txt')], kubernetes: '1.37' })).toThrow(
      /none\.txt: 1 mistake; nothing was compared\n.*\n?.*fix: name the file of a scrape/s,
    );
  });
});

test.each([
  [
    { metrics: true, scrape: ['a'], from: '1.36' },
    '--from and --scrape exclude each other; fix: keep one, and give two files to compare two versions',
  ],
  [{ metrics: true, scrape: ['a', 'b', 'c'] }, '--scrape is given 3 times; allowed: once or twice'],
  [
    { metrics: true, scrape: ['a'] },
    '--scrape with one file compares it with the list of a version; fix: add --kubernetes <version>, or a second --scrape',
  ],
])('options that do not fit together: %j', (options, message) => {
  expect(() => metricCommand([], '', options)).toThrow(message);
});

test.each(['from', 'scrape'] as const)('--%s needs --metrics', (option) => {
  expect(() => isAboutMetrics({ metrics: false, [option]: option === 'scrape' ? ['a'] : '1.37' })).toThrow(
    `--${option} is about metrics; fix: add --metrics`,
  );
  expect(isAboutMetrics({ metrics: false })).toBe(false);
});
