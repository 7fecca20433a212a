import {
  FieldColorBuilder,
  FieldColorModeId,
  type DynamicConfigValue,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DATASOURCE_VARIABLE } from './datasource';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { thresholds } from './colours';
import { instantQuery, mappingsOf, refId, thresholdsConfig } from './panel-builders';
import type { Column, Link, Table } from './panels';
import { UNITS } from './units';

/** A table: the results of its queries side by side, a line for each combination of labels. */
export function tableBuilder({ labels, columns, links = {} }: Table): TableBuilder {
  const titles = Object.keys(columns);
  // A single query's values have no number (Grafana, "Prometheus data source", Format Table).
  const names = titles.map((_, index) => (titles.length > 1 ? `Value #${refId(index)}` : 'Value'));
  const fields = [...Object.keys(labels), ...names];
  const shown = [...Object.values(labels), ...titles];
  const builder = new TableBuilder()
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(thresholdsConfig())
    .filterable(true)
    .targets(
      Object.values(columns).map(({ query }, index) => instantQuery(query, '', index).format(PromQueryFormat.Table)),
    )
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true },
        indexByName: Object.fromEntries(fields.map((field, index) => [field, index])),
        renameByName: Object.fromEntries(fields.map((field, index) => [field, shown[index]])),
      },
    });
  for (const [title, column] of Object.entries(columns)) builder.overrideByName(title, columnOptions(column));
  for (const [label, link] of Object.entries(links)) {
    const value = [{ title: 'Open board', url: urlOf(link, labels) }];
    builder.overrideByName(labels[label] ?? label, [{ id: 'links', value }]);
  }
  return builder;
}

function columnOptions({ unit, limits, states }: Column): DynamicConfigValue[] {
  return [
    { id: 'unit', value: UNITS[unit] },
    ...(limits
      ? [
          { id: 'thresholds', value: { mode: 'absolute', steps: thresholds(limits) } },
          { id: 'custom.cellOptions', value: { type: 'color-text' } },
        ]
      : []),
    ...(states
      ? [
          { id: 'mappings', value: mappingsOf(states) },
          { id: 'custom.cellOptions', value: { type: 'color-text' } },
        ]
      : []),
  ];
}

/** The address of a board, with its variables, and the data source and the time of this one (Grafana, "Configure data links"). */
function urlOf({ board, variables }: Link, labels: Table['labels']): string {
  const values = Object.entries(variables).map(([name, from]) => {
    const value = from.startsWith('$') ? `\${${from.slice(1)}}` : `\${__data.fields["${labels[from] ?? from}"]}`;
    return `var-${name}=${value}`;
  });
  const datasource = `var-${DATASOURCE_VARIABLE}=\${${DATASOURCE_VARIABLE}}`;
  return `/d/${board}?${[datasource, ...values, '${__url_time_range}'].join('&')}`;
}
