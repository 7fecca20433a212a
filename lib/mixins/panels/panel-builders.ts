import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueGraphMode,
  BigValueTextMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  HeatmapCellLayout,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ThresholdsConfig,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as GaugeBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import {
  PanelBuilder as HeatmapBuilder,
  RowsHeatmapOptionsBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { colourOf, stateColour, thresholds } from './colours';
import { promql, type Expression } from '../expressions/expression';
import type { Gauge, Heatmap, Limits, Stat, State, Timeseries } from './panels';
import { UNITS } from './units';

/** Limits of a share when a gauge has none of its own. */
const GAUGE_LIMITS: Limits = { warning: 0.75, critical: 0.9 };

/** The names of a panel's queries, in their order: A, B, … */
export function refId(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

/** A query whose result is a series over time. */
function rangeQuery(expression: Expression, legend: string, index = 0): DataqueryBuilder {
  return new DataqueryBuilder().expr(expression.text).legendFormat(legend).refId(refId(index)).range();
}

/** A query whose result is as it is at the end of the board's time. */
export function instantQuery(expression: Expression, legend: string, index = 0): DataqueryBuilder {
  return new DataqueryBuilder().expr(expression.text).legendFormat(legend).refId(refId(index)).instant();
}

/** Limits as Grafana has them. */
export function thresholdsConfig(limits?: Limits): Builder<ThresholdsConfig> {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(thresholds(limits));
}

/** States as Grafana has them. */
export function mappingsOf(states: Readonly<Record<string, State>>): ValueMapping[] {
  const options = Object.entries(states).map(
    ([value, state], index) => [value, { text: state.text, color: stateColour(state), index }] as const,
  );
  return [{ type: MappingType.ValueToText, options: Object.fromEntries(options) }];
}

/** A graph. */
export function timeseriesBuilder({ unit, queries, limits, stacked = false, max }: Timeseries): TimeseriesBuilder {
  const legends = Object.keys(queries);
  const many = legends.some((legend) => legend.includes('{{'));
  const builder = new TimeseriesBuilder()
    .unit(UNITS[unit])
    .min(0)
    .lineWidth(1)
    .fillOpacity(stacked ? 60 : 10)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .thresholds(thresholdsConfig(limits))
    .legend(legendOptions(many))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .targets(Object.entries(queries).map(([legend, query], index) => rangeQuery(query, legend, index)));
  if (stacked) builder.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  if (max !== undefined) builder.max(max);
  if (limits) builder.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  for (const legend of legends) {
    const colour = colourOf(legend);
    if (colour) builder.overrideByName(legend, [{ id: 'color', value: { mode: 'fixed', fixedColor: colour } }]);
  }
  return builder;
}

function legendOptions(many: boolean): VizLegendOptionsBuilder {
  const legend = new VizLegendOptionsBuilder().showLegend(true).placement(LegendPlacement.Bottom);
  return many
    ? legend.displayMode(LegendDisplayMode.Table).calcs(['mean', 'max', 'lastNotNull']).sortBy('Max').sortDesc(true)
    : legend.displayMode(LegendDisplayMode.List).calcs([]);
}

/** A number, or what it means. */
export function statBuilder({ unit, query, limits, states, legend }: Stat): StatBuilder {
  const builder = new StatBuilder()
    .unit(UNITS[unit])
    .graphMode(BigValueGraphMode.None)
    .textMode(legend ? BigValueTextMode.Name : BigValueTextMode.Value)
    .reduceOptions(lastValue())
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(thresholdsConfig(limits))
    .noValue('–')
    .withTarget(instantQuery(query, legend ?? ''));
  return states ? builder.mappings(mappingsOf(states)) : builder;
}

/** A share. */
export function gaugeBuilder({ query, limits = GAUGE_LIMITS }: Gauge): GaugeBuilder {
  return new GaugeBuilder()
    .unit(UNITS.ratio)
    .min(0)
    .max(1)
    .decimals(1)
    .reduceOptions(lastValue())
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(thresholdsConfig(limits))
    .noValue('–')
    .withTarget(instantQuery(query, ''));
}

/** A histogram over time. */
export function heatmapBuilder({ unit, buckets }: Heatmap): HeatmapBuilder {
  const query = promql`sum by (le) (increase(${buckets}[$__rate_interval]))`;
  return new HeatmapBuilder()
    .calculate(false)
    .rowsFrame(new RowsHeatmapOptionsBuilder().layout(HeatmapCellLayout.Le))
    .yAxis(new YAxisConfigBuilder().unit(UNITS[unit]))
    .withTarget(rangeQuery(query, '{{le}}').format(PromQueryFormat.Heatmap));
}

function lastValue(): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields('');
}
