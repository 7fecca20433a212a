import { datasourceFileProblems, datasourcesOf, providerFileProblems } from '../../lib/formats/grafana';
import { grafanaIniProblems } from '../../lib/formats/grafana-ini';
import type { FormatProblem } from '../../lib/formats/problem';
import { lines } from './lines';

/** A file of data sources, one per line from the third. */
const sources = (...lines: readonly string[]): readonly FormatProblem[] =>
  datasourceFileProblems(['apiVersion: 1', 'datasources:', ...lines.map((line) => `  - ${line}`)].join('\n'));
const providers = (...lines: readonly string[]): readonly FormatProblem[] =>
  providerFileProblems(['apiVersion: 1', 'providers:', ...lines.map((line) => `  - ${line}`)].join('\n'));
const SOURCE = 'type: prometheus, url: http://a';

test.each<[string, readonly FormatProblem[], string[]]>([
  [
    'a version of a Grafana file',
    datasourceFileProblems('apiVersion: v1\ndatasources: []'),
    ["1: apiVersion is 'v1'; must be 1; write apiVersion: 1"],
  ],
  ['no version', providerFileProblems('providers: []'), ['1: no apiVersion; add apiVersion: 1']],
  ['a data source without a name', sources(`{ ${SOURCE} }`), ['3: a data source has no name; add name']],
  [
    'a type of data source',
    sources('{ name: a, type: promethues, url: http://a }'),
    [
      "3: type of 'a' is 'promethues', which no plugin has; did you mean 'prometheus'?; Grafana starts, and the data source does not work",
    ],
  ],
  [
    'no type of data source',
    sources('{ name: a }'),
    ["3: data source 'a' has no type; add type; Grafana starts, and the data source does not work"],
  ],
  [
    'no url',
    sources('{ name: a, type: loki }'),
    ["3: data source 'a' has no url; add url; Grafana starts, and the data source does not work"],
  ],
  [
    'a url without a scheme',
    sources('{ name: a, type: loki, url: "loki:3100" }'),
    [
      "3: url of 'a' is 'loki:3100', which has no scheme; write http://loki:3100, or https; Grafana starts, and the data source does not work",
    ],
  ],
  [
    'data sources with one name',
    sources(`{ name: a, ${SOURCE} }`, `{ name: a, ${SOURCE} }`),
    ["4?: data source 'a' occurs twice; rename one; Grafana keeps the last one only"],
  ],
  [
    'data sources with one uid',
    sources(`{ name: a, uid: u, ${SOURCE} }`, `{ name: b, uid: u, ${SOURCE} }`),
    ["4: 'a' and 'b' have the same uid 'u'; give each its own uid"],
  ],
  [
    'two defaults',
    sources(`{ name: a, isDefault: true, ${SOURCE} }`, `{ name: b, isDefault: true, ${SOURCE} }`),
    ["4: 'a' and 'b' are both the default; keep isDefault of one"],
  ],
  [
    'an access',
    sources(`{ name: a, access: server, ${SOURCE} }`),
    ["3?: access of 'a' is 'server'; allowed: proxy, direct; Grafana takes 'proxy'"],
  ],
  [
    'a switch of a data source',
    sources(`{ name: a, editable: maybe, ${SOURCE} }`),
    ["3: datasources[0].editable is 'maybe'; must be true or false"],
  ],
  [
    'a key of a data source',
    sources(`{ name: a, jsondata: {}, ${SOURCE} }`),
    ["3?: unknown key of datasources[0] 'jsondata'; did you mean 'jsonData'?"],
  ],
  [
    'providers with one name',
    providers('{ name: a, options: { path: /a } }', '{ name: a, options: { path: /b } }'),
    ["4: provider 'a' occurs twice; rename one"],
  ],
  [
    'a type of provider',
    providers('{ name: a, type: folder, options: { path: /a } }'),
    ["3: type of 'a' is 'folder'; allowed: file"],
  ],
  ['no path', providers('{ name: a }'), ["3: provider 'a' has no options.path; add options.path"]],
  [
    'a section of grafana.ini',
    grafanaIniProblems('[sever]\na = b'),
    ["1?: unknown section 'sever'; did you mean 'server'?"],
  ],
  ['a section without an end', grafanaIniProblems('[server\n'), ["1: the section '[server' has no end; add ']'"]],
  ['a section without a name', grafanaIniProblems('[]\n'), ['1: a section has no name']],
  ['a value without a key', grafanaIniProblems('= a'), ['1: a value has no key; write it as key = value']],
  [
    'a key without a value',
    grafanaIniProblems('[server]\ndomain'),
    ["2: 'domain' has no value; write it as key = value"],
  ],
  [
    'a key of grafana.ini twice',
    grafanaIniProblems('[a]\nb = 1\n[c]\nb = 1\n[a]\nb = 2'),
    ["6?: 'b' is also in line 2; keep one; Grafana takes the last one"],
  ],
  ['a value over several lines', grafanaIniProblems('a = \"\"\"b\nc\n'), ['1: the value of \'a\' has no end; add """']],
])('%s that is wrong is reported with its line', (_, problems, expected) => expect(lines(problems)).toEqual(expected));

test.each<[string, readonly FormatProblem[]]>([
  [
    'a data source with variables',
    sources('{ name: a, type: prometheus, url: $URL, isDefault: $DEFAULT, orgId: "1", secureJsonData: { a: 5 } }'),
  ],
  ['a type of a plugin', sources('{ name: a, type: acme-datasource, isDefault: false }')],
  [
    'one default of each organization',
    sources(`{ name: a, isDefault: true, orgId: 1, ${SOURCE} }`, `{ name: b, isDefault: true, orgId: 2, ${SOURCE} }`),
  ],
  ['an old file of providers', providerFileProblems('- name: a\n  type: file\n  options: { path: /a }')],
  [
    'grafana.ini',
    grafanaIniProblems('app_mode = production\n; a\n[auth.acme]\na.b: `c\nd`\ne = f \\\n  g\n[plugin.x]\nh ='),
  ],
])('%s is accepted', (_, problems) => expect(lines(problems)).toEqual([]));

test('a data source without uid has the one that Grafana makes of its name', () => {
  expect(datasourcesOf('datasources: [{ name: Prometheus }, { name: a, uid: b }]')).toEqual([
    { name: 'Prometheus', uid: 'PBFA97CFB590B2093' },
    { name: 'a', uid: 'b' },
  ]);
});
