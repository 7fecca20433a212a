import { createHash } from 'node:crypto';
import { isMap, type Document, type Node } from 'yaml';
import { misspelt, notOneOf, type FormatProblem } from './problem';
import { listOf, visitMaps } from './prometheus';
import { structureProblems, type Types } from './structure';
import { entry, readYaml, scalarText, type YamlText } from './yaml-text';

/** Fields of provisioning files of version 1 (`pkg/services/provisioning` of Grafana; no Grafana has judged them). */
const TYPES: Types = {
  Datasources: {
    apiVersion: 'any',
    datasources: '[Datasource]',
    deleteDatasources: '[Deleted]',
    prune: 'gobool',
  },
  Datasource: {
    orgId: 'goint',
    orgName: 'string',
    version: 'goint',
    name: 'string',
    type: 'string',
    access: 'string',
    url: 'string',
    user: 'string',
    password: 'string',
    database: 'string',
    basicAuth: 'gobool',
    basicAuthUser: 'string',
    basicAuthPassword: 'string',
    withCredentials: 'gobool',
    isDefault: 'gobool',
    correlations: '[{any}]',
    jsonData: '{any}',
    secureJsonData: '{string}',
    editable: 'gobool',
    uid: 'string',
  },
  Deleted: { orgId: 'goint', orgName: 'string', name: 'string' },
  Providers: { apiVersion: 'any', providers: '[Provider]' },
  Provider: {
    name: 'string',
    type: 'string',
    orgId: 'goint',
    folder: 'string',
    folderUid: 'string',
    editable: 'gobool',
    options: '{any}',
    disableDeletion: 'gobool',
    updateIntervalSeconds: 'goint',
    allowUiUpdates: 'gobool',
  },
};

/** Types of data sources that Grafana has without a plugin. */
const KNOWN = [
  ...['alertmanager', 'cloudwatch', 'elasticsearch', 'grafana-azure-monitor-datasource', 'graphite', 'influxdb'],
  ...['grafana-postgresql-datasource', 'grafana-pyroscope-datasource', 'grafana-testdata-datasource', 'jaeger', 'loki'],
  ...['mssql', 'mysql', 'opentsdb', 'parca', 'postgres', 'prometheus', 'stackdriver', 'tempo', 'testdata', 'zipkin'],
];

/** Types whose server has no default address. */
const WITH_URL =
  /^(alertmanager|elasticsearch|graphite|influxdb|jaeger|loki|opentsdb|parca|prometheus|tempo|zipkin|grafana-pyroscope-datasource)$/;

/** Keys of settings of a data source that refer to another one. */
const REFERENCE = /^(datasourceUid|alertmanagerUid)$/;

/** A data source of a provisioning file. */
export interface GrafanaDatasource {
  readonly name: string;
  readonly uid: string;
}

/** A reference to a data source. */
export interface DatasourceReference {
  readonly uid: string;
  readonly line: number;
}

/** A folder that a provider of dashboards reads. */
export interface DashboardFolder {
  readonly path: string;
  readonly line: number;
}

/** Why Grafana would not start with a file of data sources, or which of them do not work. */
export function datasourceFileProblems(text: string): readonly FormatProblem[] {
  return provisioningProblems(text, 'Datasources', (root, { lineOf }) => {
    const names = new Set<string>();
    const uids = new Map<string, string>();
    const defaults = new Map<string, string>();
    return listOf(root, 'datasources').flatMap((node): FormatProblem[] => {
      const text = (key: string): string => scalarText(entry(node, key)) ?? '';
      const line = (key: string): number => lineOf(entry(node, key) ?? node);
      const [name, uid, organization] = [text('name'), text('uid'), text('orgId')];
      if (name === '') return [{ line: line('name'), problem: 'a data source has no name', fix: 'add name' }];
      const problems: FormatProblem[] = [];
      if (names.has(`${organization} ${name}`)) {
        const effect = 'Grafana keeps the last one only';
        const problem = `data source '${name}' occurs twice`;
        problems.push({ line: line('name'), problem, fix: 'rename one', warning: true, effect });
      }
      names.add(`${organization} ${name}`);
      const other = uids.get(`${organization} ${uid}`);
      if (uid !== '' && other !== undefined && other !== name) {
        const problem = `'${other}' and '${name}' have the same uid '${uid}'`;
        problems.push({ line: line('uid'), problem, fix: 'give each its own uid' });
      }
      uids.set(`${organization} ${uid}`, name);
      if (/^(1|t|true)$/i.test(text('isDefault'))) {
        const first = defaults.get(organization);
        if (first !== undefined) {
          const problem = `'${first}' and '${name}' are both the default`;
          problems.push({ line: line('isDefault'), problem, fix: 'keep isDefault of one' });
        }
        defaults.set(organization, name);
      }
      const access = text('access');
      if (access !== '' && !access.includes('$') && !['proxy', 'direct'].includes(access)) {
        const wrong = notOneOf(line('access'), `access of '${name}'`, access, ['proxy', 'direct']);
        problems.push({ ...wrong, warning: true, effect: "Grafana takes 'proxy'" });
      }
      return [...problems, ...typeProblems(name, text('type'), text('url'), line)];
    });
  });
}

function typeProblems(name: string, type: string, url: string, line: (key: string) => number): FormatProblem[] {
  const effect = 'Grafana starts, and the data source does not work';
  if (type === '') {
    return [{ line: line('type'), problem: `data source '${name}' has no type`, fix: 'add type', effect }];
  }
  const meant = KNOWN.includes(type) ? undefined : misspelt(type, KNOWN);
  if (meant !== undefined) {
    const problem = `type of '${name}' is '${type}', which no plugin has`;
    return [{ line: line('type'), problem, fix: `did you mean '${meant}'?`, effect }];
  }
  if (url === '' && WITH_URL.test(type)) {
    return [{ line: line('url'), problem: `data source '${name}' has no url`, fix: 'add url', effect }];
  }
  const isPlainAddress = /^[a-z\d.-]+(:\d+)?(\/|$)/i.test(url);
  if (isPlainAddress && WITH_URL.test(type)) {
    const problem = `url of '${name}' is '${url}', which has no scheme`;
    return [{ line: line('url'), problem, fix: `write http://${url}, or https`, effect }];
  }
  return [];
}

/** Why Grafana would not start with a file of dashboard providers. */
export function providerFileProblems(text: string): readonly FormatProblem[] {
  return provisioningProblems(text, 'Providers', (root, { lineOf }) => {
    const names = new Set<string>();
    return listOf(root, 'providers').flatMap((node): FormatProblem[] => {
      const name = scalarText(entry(node, 'name')) ?? '';
      const typeNode = entry(node, 'type');
      const type = scalarText(typeNode) ?? '';
      const options = entry(node, 'options');
      const problems: FormatProblem[] = [];
      if (names.has(name)) {
        const problem = `provider '${name}' occurs twice`;
        problems.push({ line: lineOf(entry(node, 'name') ?? node), problem, fix: 'rename one' });
      }
      names.add(name);
      if (!['', 'file'].includes(type) && !type.includes('$')) {
        problems.push(notOneOf(lineOf(typeNode), `type of '${name}'`, type, ['file']));
      } else if (scalarText(entry(options, 'path') ?? entry(options, 'folder')) === undefined) {
        const problem = `provider '${name}' has no options.path`;
        problems.push({ line: lineOf(options ?? node), problem, fix: 'add options.path' });
      }
      return problems;
    });
  });
}

/** Data sources of a provisioning file; none of a file that cannot be read. */
export function datasourcesOf(text: string): GrafanaDatasource[] {
  return readYaml(text).documents.flatMap(({ contents }) =>
    listOf(contents, 'datasources').map((node) => {
      const name = scalarText(entry(node, 'name')) ?? '';
      return { name, uid: scalarText(entry(node, 'uid')) || uidOf(name) };
    }),
  );
}

/** The identifier that Grafana gives a data source without one. */
function uidOf(name: string): string {
  return `P${createHash('sha256').update(name).digest('hex').slice(0, 16).toUpperCase()}`;
}

/** Links from data sources of a provisioning file to others. */
export function linkedDatasources(text: string): DatasourceReference[] {
  const { documents, lineOf } = readYaml(text);
  const found: DatasourceReference[] = [];
  for (const { contents } of documents) {
    visitMaps(contents, (node) => {
      for (const { key, value } of isMap(node) ? node.items : []) {
        const uid = REFERENCE.test(scalarText(key) ?? '') ? scalarText(value) : undefined;
        if (uid !== undefined && !uid.includes('$')) found.push({ uid, line: lineOf(value) });
      }
    });
  }
  return found;
}

/** Folders that the providers of a file read. */
export function foldersOf(text: string): DashboardFolder[] {
  const { documents, lineOf } = readYaml(text);
  return documents.flatMap(({ contents }) =>
    listOf(contents, 'providers').flatMap((node): DashboardFolder[] => {
      const path = entry(entry(node, 'options'), 'path');
      const value = scalarText(path) ?? '';
      return value.startsWith('/') && !value.includes('$') ? [{ path: value, line: lineOf(path) }] : [];
    }),
  );
}

function provisioningProblems(
  text: string,
  root: string,
  further: (root: Document.Parsed['contents'], yaml: YamlText) => FormatProblem[],
): readonly FormatProblem[] {
  const yaml = readYaml(text);
  const [document] = yaml.documents;
  // A list is the form without a version.
  if (yaml.problems.length > 0 || !isMap(document?.contents)) return yaml.problems;
  const version = versionProblems(document.contents, yaml);
  if (version.length > 0) return version;
  const problems = structureProblems(yaml, document, root, TYPES, { scalars: 'yaml' }).flatMap(
    (problem): FormatProblem[] => {
      if (!problem.problem.startsWith('unknown key')) return [problem];
      // Another version may have more keys.
      return problem.fix === undefined ? [] : [{ ...problem, warning: true }];
    },
  );
  return problems.some(({ warning }) => !warning) ? problems : [...problems, ...further(document.contents, yaml)];
}

/** Without a version, Grafana reads a form with other names, which has been deprecated since Grafana 5. */
function versionProblems(root: Node, { lineOf }: YamlText): FormatProblem[] {
  const node = entry(root, 'apiVersion');
  if (!node) return [{ line: 1, problem: 'no apiVersion', fix: 'add apiVersion: 1' }];
  const value = scalarText(node) ?? '';
  return /^[1-9]\d*$/.test(value)
    ? []
    : [{ line: lineOf(node), problem: `apiVersion is '${value}'; must be 1`, fix: 'write apiVersion: 1' }];
}
