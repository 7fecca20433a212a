import { boardsFor, type BoardOptions } from '../../../lib/mixins/boards';
import { METRIC_SOURCES, type MetricSource } from '../../../lib/catalogue/sources';

/** A query of a panel, as Grafana reads it. */
export interface GrafanaQuery {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat?: string;
  readonly instant?: boolean;
  readonly format?: string;
}

/** A panel, as far as tests look into it. */
export interface GrafanaPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid?: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly GrafanaQuery[];
  readonly fieldConfig?: {
    readonly defaults: { readonly unit?: string };
    readonly overrides: readonly {
      readonly matcher: { readonly options: string };
      readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
    }[];
  };
  readonly options?: { readonly yAxis?: { readonly unit?: string } };
  readonly transformations?: readonly {
    readonly id: string;
    readonly options: { readonly renameByName: Readonly<Record<string, string>> };
  }[];
}

interface GrafanaVariable {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  /** Query of a variable of the type `query`; a data source has none. */
  readonly definition: string;
  readonly current?: { readonly value?: string };
  readonly datasource?: { readonly uid?: string };
}

/** A board, as far as tests look into it. */
export interface GrafanaBoard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly panels: readonly GrafanaPanel[];
  /** Menus of other boards. */
  readonly links?: readonly { readonly includeVars?: boolean }[];
  readonly templating: {
    readonly list: readonly GrafanaVariable[];
  };
}

/** The boards for what is watched, by folder. */
export function foldersFor(
  watched: readonly MetricSource[] = METRIC_SOURCES,
  options: BoardOptions = {},
): [string, GrafanaBoard[]][] {
  return Object.entries(boardsFor(watched, options)).map(([folder, files]) => [
    folder,
    Object.values(files).map((json) => JSON.parse(json) as GrafanaBoard),
  ]);
}

/** The variables of a board whose values a query finds. */
export function queryVariables({ templating }: GrafanaBoard): GrafanaVariable[] {
  return templating.list.filter(({ type }) => type === 'query');
}

/** The panels of a board, without the headings between them. */
export function panelsOf({ panels }: GrafanaBoard): GrafanaPanel[] {
  return panels.filter(({ type }) => type !== 'row');
}

/** The queries of a board, with where they are. */
export function queriesOf(
  board: GrafanaBoard,
): (GrafanaQuery & { readonly where: string; readonly panel: GrafanaPanel })[] {
  return panelsOf(board).flatMap((panel) =>
    (panel.targets ?? []).map((target) => ({ ...target, where: `${board.uid}, ${panel.title}`, panel })),
  );
}

/** The titles of a table's columns, by the names that Grafana has for their fields. */
export function columnsOf({ transformations = [] }: GrafanaPanel): Readonly<Record<string, string>> {
  return transformations.find(({ id }) => id === 'organize')?.options.renameByName ?? {};
}
