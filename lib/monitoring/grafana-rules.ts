import { BOARDS } from '../mixins';
import { PROMETHEUS_DATASOURCE } from '../mixins/panels/datasource';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { boardFile, boardsByFolder, inputValue, readBoard, type BoardEntry } from './grafana-boards';
import { isAgent } from './agent';
import { identifiesOnce } from './http-client-rules';
import { serverOf, SQL_PORTS, uidOf, WITHOUT_SERVER, type Datasource } from './grafana-datasources';

type Grafana = Monitoring['grafana'];

/** Bytes that a ConfigMap holds (Kubernetes, "ConfigMaps"). */
const CONFIG_MAP_BYTES = 1024 * 1024;

/** Names and identifiers of the platform's data sources. */
const PLATFORM_DATASOURCES = [
  { name: 'Prometheus', uid: PROMETHEUS_DATASOURCE },
  { name: 'Alertmanager', uid: 'alertmanager' },
] as const;

const at = (list: 'boards' | 'datasources', index: number, ...key: ConfigPath): ConfigPath => [
  'monitoring',
  'grafana',
  list,
  index,
  ...key,
];

/** The key that the platform file has: the content of a file is read into json. */
function sourceOf({ file }: BoardEntry): 'file' | 'json' {
  return file === undefined ? 'json' : 'file';
}

function sourceMistakes({ json, file, configMap }: BoardEntry, index: number): Mistake[] {
  const given = [file ?? json, configMap].filter((source) => source !== undefined).length;
  if (given === 1) return [];
  const problem = given ? 'it has configMap as well as the JSON of a dashboard' : 'it has no dashboard';
  const allowed = 'one of file, json and configMap';
  return [{ path: at('boards', index), problem, allowed, fix: given ? 'split it into two entries' : 'add file' }];
}

function duplicateConfigMaps({ boards }: Grafana): Mistake[] {
  return boards.flatMap(({ configMap }, index) =>
    configMap !== undefined && boards.findIndex((other) => other.configMap === configMap) < index
      ? [
          {
            path: at('boards', index, 'configMap'),
            problem: `'${configMap}' is listed twice, and Grafana would keep each dashboard in one of the folders`,
            allowed: 'each ConfigMap once',
            fix: 'remove one',
          },
        ]
      : [],
  );
}

function contentMistakes({ boards, datasources }: Grafana): Mistake[] {
  return boards.flatMap((entry, index): Mistake[] => {
    if (entry.json === undefined) return [];
    const path = at('boards', index, sourceOf(entry));
    const read = readBoard(entry.json);
    if ('problem' in read) {
      const allowed = 'the JSON model of a dashboard (Grafana, "Dashboard JSON model")';
      return [{ path, problem: read.problem, allowed, fix: 'export the dashboard again: Export, as JSON' }];
    }
    return (read.board.__inputs ?? [])
      .filter((input) => inputValue(input, datasources) === undefined)
      .map(({ name, type, pluginId = type }) => ({
        path,
        problem: `its input ${name} needs one data source of type ${pluginId}`,
        allowed: `a dashboard whose data sources are Prometheus, or in monitoring.grafana.datasources, one of each type`,
        fix: `add a data source of type ${pluginId}, or export the dashboard without "Export for sharing externally"`,
      }));
  });
}

function duplicateBoards({ boards }: Grafana): Mistake[] {
  const uids = BOARDS.map(({ uid }) => uid);
  const files: string[] = [];
  return boards.flatMap((entry, index): Mistake[] => {
    const read = entry.json === undefined ? undefined : readBoard(entry.json);
    if (!read || !('board' in read)) return [];
    const { uid, title = '' } = read.board;
    const path = at('boards', index, sourceOf(entry));
    if (uid !== undefined && uids.includes(uid)) {
      const problem = `another dashboard has the uid '${uid}', and Grafana would keep one of them`;
      return [{ path, problem, allowed: 'each uid once', fix: 'change uid in the JSON' }];
    }
    if (uid !== undefined) uids.push(uid);
    const file = `${entry.folder}/${boardFile(read.board)}`;
    if (files.includes(file)) {
      const problem = `there are two dashboards '${title}' without a uid in the folder '${entry.folder}'`;
      return [{ path, problem, allowed: 'each title once per folder', fix: 'add a uid to the JSON' }];
    }
    files.push(file);
    return [];
  });
}

function tooLarge(grafana: Grafana): Mistake[] {
  return [...boardsByFolder(grafana)].flatMap(([folder, files]) => {
    const bytes = Buffer.byteLength(JSON.stringify(files));
    if (bytes <= CONFIG_MAP_BYTES) return [];
    const index = grafana.boards.findIndex((entry) => entry.folder === folder);
    const problem = `the dashboards of the folder '${folder}' have ${(bytes / CONFIG_MAP_BYTES).toFixed(1)} MiB`;
    const allowed = '1 MiB per folder, the size of a ConfigMap';
    return [{ path: at('boards', index, 'folder'), problem, allowed, fix: 'spread them over several folders' }];
  });
}

/** Dashboards of the platform file are complete, and distinct. */
export const boardsAreRight: SectionRule<Monitoring> = ({ grafana }) =>
  grafana.enabled
    ? [
        ...grafana.boards.flatMap(sourceMistakes),
        ...duplicateConfigMaps(grafana),
        ...contentMistakes(grafana),
        ...duplicateBoards(grafana),
        ...tooLarge(grafana),
      ]
    : [];

function addressMistakes(datasource: Datasource, index: number): Mistake[] {
  const { type, url } = datasource;
  const form = SQL_PORTS[type] ? 'host:port' : 'an http or https URL';
  if (url === undefined) {
    return WITHOUT_SERVER.includes(type)
      ? []
      : [{ path: at('datasources', index), problem: `type ${type} needs url`, allowed: form, fix: 'add url' }];
  }
  return serverOf(datasource)
    ? []
    : [
        {
          path: at('datasources', index, 'url'),
          problem: `'${url}' has the wrong form for type ${type}`,
          allowed: form,
          fix: 'write it in this form',
        },
      ];
}

function duplicateMistakes(
  { datasources }: Grafana,
  ofPlatform: readonly Pick<Datasource, 'name' | 'uid'>[],
): Mistake[] {
  const all = [...ofPlatform, ...datasources];
  return datasources.flatMap((datasource, index): Mistake[] => {
    const others = all.slice(0, ofPlatform.length + index);
    if (others.some(({ name }) => name === datasource.name)) {
      const problem = `there are two data sources '${datasource.name}'`;
      return [
        { path: at('datasources', index, 'name'), problem, allowed: 'each name once', fix: 'rename one of them' },
      ];
    }
    const uid = uidOf(datasource);
    return others.some((other) => uidOf(other) === uid)
      ? [
          {
            path: at('datasources', index, datasource.uid ? 'uid' : 'name'),
            problem: `another data source has the uid '${uid}'`,
            allowed: 'each uid once',
            fix: 'write another uid',
          },
        ]
      : [];
  });
}

function defaultMistakes({ datasources }: Grafana): Mistake[] {
  const defaults = datasources.flatMap(({ isDefault }, index) => (isDefault ? [index] : []));
  return defaults.slice(1).map((index) => ({
    path: at('datasources', index, 'isDefault'),
    problem: 'there is another default data source',
    allowed: 'isDefault: true at one data source',
    fix: 'remove one of them',
  }));
}

/** Data sources of the platform file have an address that fits their type, and distinct. */
export const datasourcesAreRight: SectionRule<Monitoring> = ({ grafana, alertmanager, prometheus }) => {
  const [ofPrometheus, ofAlertmanager] = PLATFORM_DATASOURCES;
  const agent = isAgent(prometheus);
  const ofPlatform = [...(agent ? [] : [ofPrometheus]), ...(agent || !alertmanager.enabled ? [] : [ofAlertmanager])];
  return grafana.enabled
    ? [
        ...grafana.datasources.flatMap(addressMistakes),
        ...grafana.datasources.flatMap((datasource, index) => identifiesOnce(datasource, at('datasources', index))),
        ...duplicateMistakes(grafana, ofPlatform),
        ...defaultMistakes(grafana),
      ]
    : [];
};
