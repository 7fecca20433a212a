import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
  type Dashboard,
  type Panel as GrafanaPanel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { DATASOURCE_VARIABLE, PROMETHEUS_DATASOURCE } from './datasource';
import type { BoardDefinition } from './board';
import { placesFor, type Place, type Shape } from './layout';
import { gaugeBuilder, heatmapBuilder, statBuilder, timeseriesBuilder } from './panel-builders';
import type { Panel } from './panels';
import { tableBuilder } from './table-builder';
import { queryOf, type Variable } from './variables';

const DATASOURCE: DataSourceRef = { type: 'prometheus', uid: `\${${DATASOURCE_VARIABLE}}` };

/** The version of the JSON model that the platform's Grafana writes itself; the library is made for a newer one. */
const SCHEMA_VERSION = 41;

const SHAPES: Readonly<Record<Panel['type'], Shape>> = {
  stat: { height: 4, abreast: 6 },
  gauge: { height: 4, abreast: 6 },
  timeseries: { height: 9, abreast: 2 },
  heatmap: { height: 9, abreast: 2 },
  table: { height: 10, abreast: 1 },
};

/** A board as Grafana has it. @param severalClusters whether it has a variable for the cluster */
export function render(
  { uid, title, description, folder, variables = [], rows }: BoardDefinition,
  severalClusters = false,
): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([tagOf(folder)])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-1h', to: 'now' })
    .refresh('30s')
    .link(linksTo(folder, severalClusters))
    .variables([datasourceVariable(), ...variables.map(variableBuilder)]);
  let id = 1;
  let y = 0;
  for (const { title: heading, panels } of rows) {
    builder.withRow(new RowBuilder(heading).id(id++).gridPos({ x: 0, y, w: 24, h: 1 }));
    const places = placesFor(
      panels.map(({ type }) => SHAPES[type]),
      y + 1,
    );
    places.forEach((place, index) => {
      const panel = panels[index];
      if (panel) builder.withPanel(placed(panel, id++, place));
    });
    y = Math.max(y, ...places.map((place) => place.y + place.h));
  }
  return { ...builder.build(), schemaVersion: SCHEMA_VERSION };
}

function placed(panel: Panel, id: number, place: Place): Builder<GrafanaPanel> {
  return builderOf(panel)
    .id(id)
    .title(panel.title)
    .description(panel.description)
    .datasource(DATASOURCE)
    .gridPos({ ...place });
}

function builderOf(
  panel: Panel,
): ReturnType<
  typeof timeseriesBuilder | typeof statBuilder | typeof tableBuilder | typeof gaugeBuilder | typeof heatmapBuilder
> {
  switch (panel.type) {
    case 'timeseries':
      return timeseriesBuilder(panel);
    case 'stat':
      return statBuilder(panel);
    case 'gauge':
      return gaugeBuilder(panel);
    case 'table':
      return tableBuilder(panel);
    case 'heatmap':
      return heatmapBuilder(panel);
  }
}

function tagOf(folder: string): string {
  return folder.toLowerCase();
}

/** A menu of the other boards of a folder; they keep the cluster, if there is a choice. */
function linksTo(folder: string, includeVars: boolean): DashboardLinkBuilder {
  return new DashboardLinkBuilder(folder)
    .type(DashboardLinkType.Dashboards)
    .tags([tagOf(folder)])
    .asDropdown(true)
    .includeVars(includeVars)
    .keepTime(true);
}

/** The data source: with it, a board also works for a store that several clusters write to. */
function datasourceVariable(): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder(DATASOURCE_VARIABLE)
    .label('Data source')
    .type(DATASOURCE.type ?? '')
    .current({ text: 'Prometheus', value: PROMETHEUS_DATASOURCE, selected: true });
}

function variableBuilder(variable: Variable): QueryVariableBuilder {
  const { text } = queryOf(variable);
  const builder = new QueryVariableBuilder(variable.name)
    .label(variable.title)
    .datasource(DATASOURCE)
    .query({ query: text, refId: variable.name })
    .definition(text)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc);
  if (!variable.several) return builder;
  return builder.multi(true).includeAll(true).allValue('.*').current({ text: 'All', value: '$__all', selected: true });
}
