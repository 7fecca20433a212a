import type { Board, BoardDefinition } from './board';
import { type Expression } from '../expressions/expression';
import { forClusters } from './cluster';
import type { Panel } from './panels';
import { render } from './render';

/**
 * A board from its definition: without the queries that have nothing to ask, and without panels that then have none. It has no panel
 * at all if a variable has no values.
 */
export function board(definition: BoardDefinition): Board {
  const { uid, folder, sources, rows, variables = [] } = definition;
  return {
    uid,
    folder,
    sources,
    build: (watched, { served = () => true, exists = () => true, clusterLabel } = {}) => {
      const has = ({ text, sources: needed }: Expression): boolean =>
        needed.every((source) => watched.includes(source)) && served(text);
      const chosen = variables.every(({ of }) => served(of.text)) ? rows : [];
      const kept = chosen.map(({ title, panels }) => ({
        title,
        panels: panels.flatMap((panel) => watchedPart(panel, has, exists)),
      }));
      const shown = { ...definition, rows: kept.filter(({ panels }) => panels.length > 0) };
      return clusterLabel ? render(forClusters(shown, clusterLabel), true) : render(shown);
    },
  };
}

/** The panel reduced to monitored sources: itself, fewer of its queries, or nothing. */
function watchedPart(
  panel: Panel,
  has: (expression: Expression) => boolean,
  exists: (board: string) => boolean,
): Panel[] {
  switch (panel.type) {
    case 'timeseries': {
      const queries = entriesWith(panel.queries, has);
      return queries.length > 0 ? [{ ...panel, queries: Object.fromEntries(queries) }] : [];
    }
    case 'table': {
      const columns = entriesWith(panel.columns, ({ query }) => has(query));
      const links = entriesWith(panel.links ?? {}, ({ board }) => exists(board));
      const shown = { columns: Object.fromEntries(columns), links: Object.fromEntries(links) };
      return columns.length > 0 ? [{ ...panel, ...shown }] : [];
    }
    case 'heatmap':
      return has(panel.buckets) ? [panel] : [];
    case 'stat':
    case 'gauge':
      return has(panel.query) ? [panel] : [];
  }
}

function entriesWith<T>(entries: Readonly<Record<string, T>>, wanted: (value: T) => boolean): [string, T][] {
  return Object.entries(entries).filter(([, value]) => wanted(value));
}
