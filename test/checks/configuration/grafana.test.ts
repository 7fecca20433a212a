import { parseAllDocuments } from 'yaml';
import { CONFIGURATION_CHECKS } from '../../../lib/checks/configuration';
import type { CheckedObject } from '../../../lib/checks/subject';
import type { Manifest } from '../../../lib/kube/synthesis';

/** Findings in manifests, as `rule object: problem; fix`. */
function findings(yaml: string, more: Partial<CheckedObject> = {}): string[] {
  const objects = parseAllDocuments(yaml).map((document) => ({
    path: 'a.yaml',
    manifest: document.toJS() as Manifest,
    ...more,
  }));
  return CONFIGURATION_CHECKS.flatMap((check) => check({ objects })).map(
    ({ rule, object, problem, fix }) => `${rule} ${object}: ${problem}; ${fix}`,
  );
}

const files = (kind: 'ConfigMap' | 'Secret', name: string, data: Readonly<Record<string, string>>): string =>
  `---\n${JSON.stringify({ apiVersion: 'v1', kind, metadata: { name }, [kind === 'Secret' ? 'stringData' : 'data']: data })}\n`;

/** A Grafana with files for its data sources and providers, and volumes of dashboards. */
function grafana(volumes: Readonly<Record<string, object>>, image = 'grafana/grafana:12.0.2'): string {
  const mounts = [
    { name: 'sources', mountPath: '/etc/grafana/provisioning/datasources' },
    { name: 'providers', mountPath: '/etc/grafana/provisioning/dashboards/' },
    ...Object.keys(volumes).map((mountPath, index) => ({ name: `boards-${index}`, mountPath })),
  ];
  const pod = {
    containers: [{ name: 'grafana', image: `docker.io/${image}`, volumeMounts: mounts }],
    volumes: [
      { name: 'sources', secret: { secretName: 'sources' } },
      { name: 'providers', configMap: { name: 'providers' } },
      ...Object.values(volumes).map((source, index) => ({ name: `boards-${index}`, ...source })),
    ],
  };
  const spec = { template: { metadata: { labels: { app: 'grafana' } }, spec: pod } };
  return `---\n${JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'grafana' }, spec })}\n`;
}

const SOURCES =
  'apiVersion: 1\ndatasources:\n  - { name: Main, uid: main-source, type: prometheus, url: "http://a" }\n';
const provider = (path: string): string =>
  files('ConfigMap', 'providers', {
    'a.yaml': `apiVersion: 1\nproviders:\n  - name: a\n    options: { path: ${path} }\n`,
  });

test('a file in a Secret is read, and its values are not shown', () => {
  const text = 'apiVersion: 1\ndatasources:\n  - name: Main\n    isDefault: hunter2\n    secureJsonData: [hunter2]\n';
  expect(findings(files('Secret', 'sources', { 'datasources.yaml': text }))).toEqual([
    "FS-501 Secret/sources: 'datasources.yaml', line 4: datasources[0].isDefault is a value that is not shown; must be true or false; Grafana refuses it; correct the line",
    "FS-501 Secret/sources: 'datasources.yaml', line 5: datasources[0].secureJsonData must be an object; Grafana refuses it; correct the line",
  ]);
});

test.each<[string, string, Readonly<Record<string, object>>, string[]]>([
  ['a volume', '/boards', { '/boards': { emptyDir: {} } }, []],
  ['a folder of a volume', '/boards/a', { '/boards/': { emptyDir: {} } }, []],
  ['several volumes below the folder', '/boards', { '/boards/a': { emptyDir: {} }, '/boards/b': { emptyDir: {} } }, []],
  ['a folder of the image', '/usr/share/grafana/public/dashboards', {}, []],
  ['a variable', '$BOARDS', {}, []],
  [
    'a folder beside the volume',
    '/bords',
    { '/boards': { emptyDir: {} } },
    [
      "FS-505 ConfigMap/providers: 'a.yaml', line 4: dashboards are read from /bords, which no volume of container 'grafana' holds; did you mean '/boards'?",
    ],
  ],
  [
    'no volume',
    '/srv/boards',
    {},
    [
      "FS-505 ConfigMap/providers: 'a.yaml', line 4: dashboards are read from /srv/boards, which no volume of container 'grafana' holds; mount the dashboards there",
    ],
  ],
  [
    'a folder that the ConfigMap does not have',
    '/boards/team',
    { '/boards': { configMap: { name: 'boards' } } },
    [
      "FS-505 ConfigMap/providers: 'a.yaml', line 4: dashboards are read from /boards/team, which ConfigMap 'boards' does not have; mount the dashboards there",
    ],
  ],
])('dashboards in %s', (_, path, volumes, expected) => {
  const boards = files('ConfigMap', 'boards', { 'a.json': '{}' });
  expect(findings(provider(path) + boards + grafana(volumes))).toEqual(expected);
});

test('dashboards in a folder of another image', () => {
  expect(findings(provider('/srv/boards') + grafana({}, 'acme/grafana:1.0.0'))).toEqual([]);
});

describe('a data source of a dashboard', () => {
  const board = (...sources: readonly unknown[]): string =>
    files('ConfigMap', 'boards', {
      'a.json': JSON.stringify({ panels: sources.map((datasource) => ({ datasource })) }, null, 1),
    });
  const sources = files('Secret', 'sources', { 'a.yaml': SOURCES });

  test('exists by uid or name, is a variable, or is part of Grafana', () => {
    const used = [{ uid: 'main-source' }, 'Main', { uid: '$source' }, '${source}', { uid: '-- Grafana --' }, null];
    expect(findings(sources + grafana({}) + board(...used))).toEqual([]);
  });

  test('is misspelt', () => {
    expect(findings(sources + grafana({}) + board({ type: 'prometheus', uid: 'main-surce' }, 'Main'))).toEqual([
      "FS-505 ConfigMap/boards: 'a.json', line 4: no data source has the uid 'main-surce'; did you mean 'main-source'?",
    ]);
  });

  test('may be another one in the manifests of others, and may not in a platform', () => {
    const manifests = sources + grafana({}) + board({ uid: 'other' });
    expect(findings(manifests)).toEqual([]);
    expect(findings(manifests, { construct: {} as NonNullable<CheckedObject['construct']> })).toEqual([
      "FS-505 ConfigMap/boards: 'a.json', line 4: no data source has the uid 'other'; use one of main-source",
    ]);
  });

  test('is unknown where no file provisions any', () => {
    expect(findings(board({ uid: 'main-surce' }))).toEqual([]);
  });

  test('is one that another data source links to', () => {
    const linked = SOURCES.replace('" }', '", jsonData: { tracesToLogsV2: { datasourceUid: main-surce } } }');
    expect(findings(files('ConfigMap', 'sources', { 'a.yaml': linked }))).toEqual([
      "FS-505 ConfigMap/sources: 'a.yaml', line 3: no data source has the uid 'main-surce'; did you mean 'main-source'?",
    ]);
  });
});
