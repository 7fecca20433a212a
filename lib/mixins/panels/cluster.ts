import { anySeries, type Expression } from '../expressions/expression';
import type { BoardDefinition } from './board';
import type { Panel } from './panels';
import type { Variable } from './variables';

/** Variable of a board for a store of several clusters. */
const CLUSTER_VARIABLE = 'cluster';

/**
 * A board for a store that several clusters write to: a variable for the cluster, and a matcher for it in every selector. Where no series
 * has the label, the variable is empty and the matcher holds for all of them.
 */
export function forClusters(definition: BoardDefinition, label: string): BoardDefinition {
  const within = (expression: Expression): Expression => expression.where(`${label}="$${CLUSTER_VARIABLE}"`);
  const cluster: Variable = { name: CLUSTER_VARIABLE, title: 'Cluster', of: anySeries('up'), label };
  const { variables = [], rows } = definition;
  return {
    ...definition,
    variables: [cluster, ...variables.map((variable) => ({ ...variable, of: within(variable.of) }))],
    rows: rows.map((row) => ({ ...row, panels: row.panels.map((panel) => panelWith(panel, within)) })),
  };
}

/** A panel with other expressions, and with links to boards that have the same variable. */
function panelWith(panel: Panel, within: (expression: Expression) => Expression): Panel {
  switch (panel.type) {
    case 'timeseries':
      return { ...panel, queries: mapped(panel.queries, within) };
    case 'table':
      return {
        ...panel,
        columns: mapped(panel.columns, (column) => ({ ...column, query: within(column.query) })),
        links: mapped(panel.links ?? {}, (link) => ({
          ...link,
          variables: { [CLUSTER_VARIABLE]: `$${CLUSTER_VARIABLE}`, ...link.variables },
        })),
      };
    case 'heatmap':
      return { ...panel, buckets: within(panel.buckets) };
    case 'stat':
    case 'gauge':
      return { ...panel, query: within(panel.query) };
  }
}

function mapped<T>(entries: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value)]));
}
