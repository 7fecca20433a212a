import { contentHash } from '../kube/config-files';
import type { Monitoring } from '../platform/model';
import { PROMETHEUS_DATASOURCE } from '../mixins/panels/datasource';
import { uidOf, type Datasource } from './grafana-datasources';

/** An entry of the dashboards in a platform file. */
export type BoardEntry = Monitoring['grafana']['boards'][number];

/** An input of a dashboard that was exported for sharing (Grafana, "Export dashboards"). */
interface BoardInput {
  readonly name: string;
  readonly type: string;
  readonly pluginId?: string;
  readonly value?: string;
}

/** The parts of a dashboard that are read here. */
interface BoardJson {
  readonly uid?: string;
  readonly title?: string;
  readonly __inputs?: readonly BoardInput[];
}

/** A dashboard, or the reason why it is not one. */
type ReadBoard = { readonly board: BoardJson } | { readonly problem: string };

/** Reads the JSON of a dashboard. */
export function readBoard(json: string): ReadBoard {
  let board: unknown;
  try {
    board = JSON.parse(json);
  } catch (error) {
    return { problem: `it is not JSON: ${(error as Error).message}` };
  }
  if (typeof board !== 'object' || board === null || Array.isArray(board)) return { problem: 'it is not an object' };
  const { title } = board as BoardJson;
  if (typeof title !== 'string' || title === '') return { problem: 'it has no title' };
  return { board };
}

/** File name of a dashboard: Grafana deletes a dashboard whose file is gone, so the name follows what identifies it. */
export function boardFile({ uid, title = '' }: BoardJson): string {
  const name = uid ?? title.toLowerCase();
  return `${name.replace(/[^A-Za-z0-9_-]+/g, '-')}.json`;
}

/**
 * The value of an input, which Grafana asks for when a user imports a dashboard and provisioning leaves empty: the data source of its
 * type, or its constant.
 *
 * @returns undefined where the platform has no such data source, or several.
 */
export function inputValue(
  { type, pluginId, value }: BoardInput,
  datasources: readonly Datasource[],
): string | undefined {
  if (type !== 'datasource') return value;
  if (pluginId === 'prometheus') return PROMETHEUS_DATASOURCE;
  const [only, ...others] = datasources.filter((datasource) => datasource.type === pluginId);
  return only && others.length === 0 ? uidOf(only) : undefined;
}

/** A dashboard as Grafana provisions it, on one line, with its inputs filled in. */
function provisionBoard(board: BoardJson, datasources: readonly Datasource[]): string {
  const { __inputs: inputs = [], ...rest } = board;
  return inputs.reduce(
    (text, input) => text.replaceAll(`\${${input.name}}`, () => inputValue(input, datasources) ?? ''),
    JSON.stringify(rest),
  );
}

/** The dashboards of each folder of a platform file, by file name. */
export function boardsByFolder({
  boards,
  datasources,
}: Pick<Monitoring['grafana'], 'boards' | 'datasources'>): Map<string, Record<string, string>> {
  const folders = new Map<string, Record<string, string>>();
  for (const { folder, json } of boards) {
    const read = json === undefined ? undefined : readBoard(json);
    if (!read || !('board' in read)) continue;
    folders.set(folder, {
      ...folders.get(folder),
      [boardFile(read.board)]: provisionBoard(read.board, datasources),
    });
  }
  return folders;
}

/** Dashboards that Grafana reads from one directory into one folder. */
interface BoardSource {
  readonly folder: string;
  /** Name of the volume and the directory. */
  readonly id: string;
  /** Dashboards by file name, or the name of the user's ConfigMap. */
  readonly content: Readonly<Record<string, string>> | string;
}

/** Everything that the platform file adds to the platform's dashboards. */
export function boardSources(spec: Pick<Monitoring['grafana'], 'boards' | 'datasources'>): BoardSource[] {
  return [
    ...[...boardsByFolder(spec)].map(([folder, content]) => ({ folder, id: `own-${contentHash(folder, 6)}`, content })),
    ...spec.boards.flatMap(({ folder, configMap }) =>
      configMap ? [{ folder, id: `own-${contentHash(configMap, 6)}`, content: configMap }] : [],
    ),
  ];
}
