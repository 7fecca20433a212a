import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkManifests, type CheckManifestsOptions } from '../../lib/cli/check-manifests';

const FOLDER = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const DEFAULTS: CheckManifestsOptions = { format: 'text', failOn: 'error', ignore: [], external: [] };

/** The result of a check of files, with the folder left out of the text. */
function result(
  files: Readonly<Record<string, string | Buffer>>,
  options: Partial<CheckManifestsOptions> = {},
): { readonly text: string; readonly exitCode: number } {
  const folder = mkdtempSync(join(FOLDER, 'case-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const hide = (text: string): string => text.replaceAll(`${folder}/`, '').replaceAll(folder, 'FOLDER');
  try {
    const { text, exitCode } = checkManifests([folder], { ...DEFAULTS, ...options });
    return { text: hide(text), exitCode };
  } catch (error) {
    return { text: hide((error as Error).message), exitCode: 2 };
  }
}

const POD = `# Source: web/templates/pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: null
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: registry.example.org/web:1.4
      env: null
      resources: { requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } }
      securityContext:
        allowPrivilegeEscalation: false
        capabilities: { drop: [ALL] }
        runAsNonRoot: true
        seccompProfile: { type: RuntimeDefault }
`;
const ERROR = [
  "pod.yaml:2 error FS-103 Pod/web: refers to ServiceAccount 'web', which is not there",
  '    fix: correct the name, add it, or declare with --external what makes it',
  'rules: docs/rules/FS-103.md',
];

test('a finding has its file, line, rule, object, problem and fix', () => {
  const widget = 'apiVersion: example.org/v1\nkind: Widget\nmetadata: { name: a }\n';
  expect(
    result({
      'pod.yaml': `\uFEFF${POD.replaceAll('\n', '\r\n')}`,
      'values.yaml': 'replicas: 3\n',
      'widget.yaml': widget,
    }),
  ).toEqual({
    text: [
      ...ERROR,
      '1 object checked (2 without a namespace: taken as in default), 1 object of 1 unknown kind passed over, 1 file without manifests, 1 error, 0 warnings',
    ].join('\n'),
    exitCode: 1,
  });
});

test.each(['ServiceAccount/web', 'ServiceAccount/*', '*/web'])('%s declares what others make', (pattern) => {
  expect(result({ 'pod.yaml': POD }, { external: [pattern] }).exitCode).toBe(0);
});

test.each(['FS-103=the chart of accounts makes it', 'FS-103:Pod/*=made before'])(
  '--ignore %s accepts a finding',
  (ignore) => {
    const { text, exitCode } = result({ 'pod.yaml': POD }, { ignore: [ignore] });
    expect(text).toMatch(/0 errors, 0 warnings, 1 ignored$/);
    expect(exitCode).toBe(0);
  },
);

test('an annotation accepts findings about its object', () => {
  const annotated = POD.replace(
    'annotations: null',
    "annotations: { faas-stack/ignore: 'FS-103=made before; FS-404=small' }",
  );
  const { text, exitCode } = result({ 'pod.yaml': annotated });
  expect(text).toContain(
    'pod.yaml:2 warning FS-909 Pod/web: its annotation faas-stack/ignore accepts FS-404, which is not found here\n    fix: remove it',
  );
  expect(exitCode).toBe(0);
});

test('an ignore that matches nothing is a warning', () => {
  const { text, exitCode } = result({ 'pod.yaml': POD }, { ignore: ['FS-101=unused'], failOn: 'warning' });
  expect(text).toContain(
    'warning FS-909 FS-101: --ignore FS-101 matches no finding\n    fix: remove it, or correct the object',
  );
  expect(exitCode).toBe(1);
});

test.each([
  ['FS-103', "--ignore: 'FS-103' gives no reason\n  fix: write why the finding is accepted: FS-103=reason"],
  [
    'FS-103:Pod/web=',
    "--ignore: 'FS-103:Pod/web=' gives no reason\n  fix: write why the finding is accepted: FS-103:Pod/web=reason",
  ],
  [
    'FS-999=x',
    "--ignore: there is no rule 'FS-999' in 'FS-999=x'\n  fix: write an id such as FS-101=reason; docs/rules lists them",
  ],
])('--ignore %s is a mistake', (ignore, text) => {
  expect(result({ 'pod.yaml': POD }, { ignore: [ignore] })).toEqual({ text, exitCode: 2 });
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['nothing', {}, 'FOLDER: no manifests\n  fix: name files or folders with objects that have apiVersion and kind'],
  [
    'a chart',
    { 'Chart.yaml': 'apiVersion: v2\nname: web\n', 'web.yaml': 'kind: Pod\nmetadata: {{ .Values.a }}\n{{- if .x }}\n' },
    'FOLDER: no manifests, but templates of Helm, such as web.yaml\n  fix: render them first: helm template <release> <chart> | npx faas-stack check -',
  ],
  [
    'files that kustomize changes',
    { 'kustomization.yaml': 'resources: [pod.yaml]\nnamePrefix: dev-\n', 'pod.yaml': POD },
    'FOLDER: no manifests, but files that kustomize changes, such as pod.yaml\n  fix: render them first: kubectl kustomize <folder> | npx faas-stack check -',
  ],
  [
    'broken YAML',
    { 'a.yaml': 'a: [1\n' },
    'a.yaml:2: the YAML does not parse: Flow sequence in block collection must be sufficiently indented and end with a ]\n  fix: correct this line or a line above it',
  ],
  [
    'unknown kinds',
    { 'a.yaml': 'apiVersion: example.org/v1\nkind: Widget\nmetadata: { name: a }\n' },
    'FOLDER: no object of a kind that the checks know, only example.org/v1 Widget',
  ],
  [
    'an empty file',
    { 'a.yaml': '' },
    'FOLDER: no manifests\n  fix: name files or folders with objects that have apiVersion and kind',
  ],
  [
    'an anchor in itself',
    { 'a.yaml': 'apiVersion: v1\nkind: List\nitems: &all\n  - { apiVersion: v1, kind: List, items: *all }\n' },
    'a.yaml:1: the YAML cannot be read: an anchor contains itself\n  fix: correct this line or a line above it',
  ],
  [
    'deep nesting',
    { 'a.yaml': `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n` },
    'a.yaml:1: the YAML does not parse: it is nested too deeply\n  fix: correct this line or a line above it',
  ],
  [
    'tabs',
    { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n' },
    'a.yaml:4: the YAML does not parse: Tabs are not allowed as indentation\n  fix: correct this line or a line above it',
  ],
])('a folder with %s is not checked', (_, files, text) => {
  expect(result(files)).toEqual({ text, exitCode: 2 });
});

const NOT_UTF8 = 'a.yaml:1: it is not text in UTF-8\n  fix: write it in UTF-8, or leave it out';
const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

test.each<[string, Buffer]>([
  ['UTF-16', Buffer.from(`\uFEFF${CONFIG_MAP}`, 'utf16le')],
  ['Latin-1', Buffer.from(`${CONFIG_MAP}data: { a: caf\u00e9 }\n`, 'latin1')],
  ['binary data', Buffer.from([0, 1, 2, ...Buffer.from(CONFIG_MAP)])],
])('a file in %s is not checked, and a finding beside others', (_, bytes) => {
  expect(result({ 'a.yaml': bytes })).toEqual({ text: NOT_UTF8, exitCode: 2 });
  const { text, exitCode } = result({ 'a.yaml': bytes, 'b.yaml': CONFIG_MAP });
  expect(text).toContain(
    'a.yaml:1 error FS-119 a.yaml: it is not text in UTF-8\n    fix: write it in UTF-8, or leave it out',
  );
  expect(exitCode).toBe(1);
});

/** What the check reports of a text in a file. */
const summary = (file: string, text: string): string =>
  result({ [file]: text })
    .text.split('\n')
    .at(-1) ?? '';

test.each([
  ['line ends of Windows', 'a.yaml', CONFIG_MAP.replaceAll('\n', '\r\n'), 1],
  ['a byte order mark', 'a.yaml', `\uFEFF${CONFIG_MAP}`, 1],
  [
    'markers and comments',
    'a.yaml',
    `# a\n--- # b\n${CONFIG_MAP}... # c\n---\n# nothing\n--- !!map\n${CONFIG_MAP}---\n`,
    2,
  ],
  [
    'lists in lists',
    'a.yaml',
    `kind: List\nitems: [{ kind: List, items: [{ apiVersion: v1, kind: ConfigMap, metadata: null }, null, 7] }]\n`,
    1,
  ],
  [
    'one JSON object per line',
    'a.json',
    '{"apiVersion":"v1","kind":"ConfigMap"}\n{"apiVersion":"v1","kind":"ConfigMap"}\n',
    2,
  ],
  [
    'JSON objects in a file of another name',
    'a.yaml',
    '{"apiVersion":"v1","kind":"ConfigMap"}\n{"apiVersion":"v1",\n"kind":"ConfigMap"}',
    2,
  ],
  [
    'kinds and metadata of other types',
    'a.yaml',
    `${CONFIG_MAP}---\nkind: 7\napiVersion: v1\n---\nkind: Pod\napiVersion: 1\nmetadata: text\n`,
    1,
  ],
])('%s are read', (_, file, text, count) => {
  expect(summary(file, text)).toMatch(new RegExp(`^${count} objects? checked`));
});

const RULES = 'groups:\n  - name: a\n    rules:\n      - { alert: Full, expr: sum(up, for: 5 minutes }\n';

test('a file of rules of Prometheus is checked where there are no manifests, with the lines of its rules', () => {
  const rules = `groups:
  - name: a
    rules:
      - alert: Full
        expr: apiserver_storage_objects > 5
        for: 5 minutes
        labels: { severity: critical }
        annotations: { summary: '{{ $labels.pod' }
`;
  const { text, exitCode } = result({ 'rules.yml': rules }, { kubernetes: '1.37' });
  const findings = [...text.matchAll(/rules\.yml:(\d+) error (FS-\d+) PrometheusRule\/rules\.yml/g)];
  expect(findings.map(([, line, rule]) => `${rule} ${line}`)).toEqual(['FS-601 4', 'FS-702 5', 'FS-601 6']);
  expect(text).toMatch(/\n1 object checked, 3 errors, 0 warnings$/);
  expect(exitCode).toBe(1);
  expect(summary('rules.yml', 'groups: [{ name: a }]\n')).toContain('fix: name files or folders with objects');
});

test('a file of rules beside manifests is passed over', () => {
  expect(
    result({ 'rules.yml': RULES, 'a.yaml': CONFIG_MAP.replace('{ name: a }', '{ name: a, namespace: b }') }).text,
  ).toBe('1 object checked, 1 file without manifests, 0 errors, 0 warnings');
});

test('a finding in one of several JSON objects has its line', () => {
  const object = (name: string): string =>
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { a: '}"{' }, extra: 1 }, null, 1);
  const lines = object('a').split('\n');
  const extra = lines.findIndex((line) => line.includes('extra')) + 1;
  const { text } = result({ 'a.json': `${object('a')}\n\n${object('b')}` });
  expect([...text.matchAll(/^a\.json:(\d+) /gm)].map(([, line]) => Number(line))).toEqual([
    extra,
    lines.length + 1 + extra,
  ]);
});

test('duplicates in two files, and links, are found once each', () => {
  const folder = mkdtempSync(join(FOLDER, 'case-'));
  for (const name of ['a.yaml', 'b.yaml']) writeFileSync(join(folder, name), CONFIG_MAP);
  symlinkSync('.', join(folder, 'loop'));
  symlinkSync('/no/such/file', join(folder, 'c.yaml'));
  const { text, exitCode } = checkManifests([folder], DEFAULTS);
  expect(text.replaceAll(`${folder}/`, '')).toContain(
    'b.yaml:1 error FS-109 ConfigMap/a: has the same name as the object of a.yaml:1',
  );
  expect(text).toContain('2 objects checked');
  expect(exitCode).toBe(1);
});

test('a file that is not there', () => {
  expect(() => checkManifests(['/no/such/file'], DEFAULTS)).toThrow(
    '/no/such/file: cannot be read: there is no such file or folder; name a file, a folder, or - for standard input',
  );
});

const TYPES = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { tier: yes, port: 80 } }
spec:
  replicas: "3"
  paused: no
  paused: no
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ nane: web, image: a:1 }] }
`;

test('values that the API server refuses', () => {
  const { findings } = JSON.parse(result({ 'a.yaml': TYPES }, { format: 'json' }).text) as {
    findings: { rule: string; line: number; problem: string; fix: string }[];
  };
  expect(
    findings.filter(({ rule }) => rule === 'FS-111').map(({ line, problem, fix }) => `${line} ${problem}; ${fix}`),
  ).toEqual([
    '3 metadata.labels.tier is the boolean true, not a string; put it in quotes: "true"',
    '3 metadata.labels.port is the number 80, not a string; put it in quotes: "80"',
    '5 spec.replicas is the string "3", not a whole number; remove the quotes: 3',
    "7 'paused' already exists in the same object; remove one, or merge the two",
    '11 unknown field spec.template.spec.containers[0].nane; write name',
    '11 spec.template.spec.containers[0].name is required, and missing; add name',
  ]);
});

test('a report in SARIF has rules with help, and results with places', () => {
  const { text } = result({ 'pod.yaml': POD }, { format: 'sarif' });
  const { version, runs } = JSON.parse(text) as {
    version: string;
    runs: { tool: { driver: { rules: { id: string; help: { text: string } }[] } }; results: object[] }[];
  };
  expect(version).toBe('2.1.0');
  expect(runs[0]?.tool.driver.rules.map(({ id }) => id)).toEqual(['FS-103']);
  expect(runs[0]?.tool.driver.rules[0]?.help.text).toContain('# FS-103: Every ServiceAccount of a pod exists');
  expect(runs[0]?.results).toMatchObject([
    {
      ruleId: 'FS-103',
      ruleIndex: 0,
      level: 'error',
      locations: [{ physicalLocation: { region: { startLine: 2 } }, logicalLocations: [{ name: 'Pod/web' }] }],
    },
  ]);
});

test('--against compares with manifests that were applied before', () => {
  const before = mkdtempSync(join(FOLDER, 'before-'));
  const claim = (size: string): string =>
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${size} } } }\n`;
  writeFileSync(join(before, 'claim.yaml'), claim('2Gi'));
  const now = { 'claim.yaml': claim('1Gi') };
  expect(result(now, { against: before }).text).toContain('claim.yaml:4 error FS-804 PersistentVolumeClaim/data: ');
  expect(result(now).exitCode).toBe(0);
  expect(result({ 'claim.yaml': claim('4Gi') }, { against: before }).exitCode).toBe(0);
  expect(result(now, { against: mkdtempSync(join(FOLDER, 'empty-')) }).text).toMatch(
    /: no manifests\n {2}fix: name files/,
  );
});

test('a version of Kubernetes without data is refused', () => {
  expect(result({ 'pod.yaml': POD }, { kubernetes: '9.9' })).toEqual({
    text: '--kubernetes 9.9: nothing is known of it\n  fix: write one of 1.34, 1.35, 1.36, 1.37',
    exitCode: 2,
  });
});
